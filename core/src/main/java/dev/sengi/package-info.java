/**
 * Dumps and restores PostgreSQL databases. Start with {@link dev.sengi.PgDump} and {@link dev.sengi.PgRestore}.
 *
 * <p>Both run a dump or restore in the calling thread, or start one in another thread as a {@link dev.sengi.Run}.
 * Failures are {@link dev.sengi.SengiException}s. A connection is closed in the state in which its {@link
 * dev.sengi.ConnectionSource} opened it, or is aborted. What may be absent or unknown is an {@link java.util.Optional}.
 */
@NullMarked
package dev.sengi;

import org.jspecify.annotations.NullMarked;
