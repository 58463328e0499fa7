/**
 * Dumps and restores PostgreSQL databases: {@link dev.sengi.PgDump} and {@link dev.sengi.PgRestore} are the way in.
 */
package dev.sengi;
