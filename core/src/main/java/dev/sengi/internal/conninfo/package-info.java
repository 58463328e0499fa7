/**
 * Connections as libpq makes them: from options, connection strings, {@code PG*} variables, service and password files.
 *
 * <p>{@link dev.sengi.internal.conninfo.ConninfoSource} is the entry point. The rules are those of PostgreSQL's
 * documentation, chapter "libpq", sections "Connection Strings" to "The Connection Service File"; the messages are
 * libpq's.
 */
package dev.sengi.internal.conninfo;
