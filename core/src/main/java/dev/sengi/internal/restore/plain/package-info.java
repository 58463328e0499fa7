/** Runs plain-text scripts of pg_dump and pg_dumpall in a database, as psql does. */
package dev.sengi.internal.restore.plain;
