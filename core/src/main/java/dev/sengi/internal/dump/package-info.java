/**
 * The dump pipeline: snapshot, catalog, selection, dependencies, order, table of contents, archive. See
 * {@link dev.sengi.internal.dump.DumpPipeline}.
 */
package dev.sengi.internal.dump;
