/** What the engine needs from a writer beyond the public interface. */
package dev.sengi.archive.internal.writer;
