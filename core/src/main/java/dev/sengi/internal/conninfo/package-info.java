/**
 * Makes connections as libpq does: tries every host and address in turn, with and without encryption, until a session
 * starts.
 *
 * <p>{@link dev.sengi.internal.conninfo.ConninfoSource} is the entry point. The rules are those of PostgreSQL's
 * documentation, chapter "libpq", sections "Connection Strings" to "The Connection Service File"; the messages are
 * libpq's.
 */
package dev.sengi.internal.conninfo;
