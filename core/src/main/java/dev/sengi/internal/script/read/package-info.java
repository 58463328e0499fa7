/** Scripts of pg_dump and pg_dumpall: finds and reads them, statement by statement. */
package dev.sengi.internal.script.read;
