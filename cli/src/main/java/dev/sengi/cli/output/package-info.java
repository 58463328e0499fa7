/** How results are written for people and programs: tables, sizes and JSON. */
package dev.sengi.cli.output;
