/**
 * Dumps and restores PostgreSQL databases. Start with {@link dev.sengi.PgDump} and {@link dev.sengi.PgRestore}.
 *
 * <p>Both run a dump or restore in the calling thread, or start one in another thread as a {@link dev.sengi.Run}.
 * Failures are {@link dev.sengi.SengiException}s; what a {@link dev.sengi.ConnectionSource} opens goes back to it
 * unchanged or is aborted.
 */
@NullMarked
package dev.sengi;

import org.jspecify.annotations.NullMarked;
