/** How options are written, parsed and checked, in the words of glibc and PostgreSQL. */
package dev.sengi.cli.option;
