/** pg_dumpall. */
package dev.sengi.cli.dumpall;
