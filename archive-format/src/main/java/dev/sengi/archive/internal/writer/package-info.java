/** What the engine needs of a writer beyond the public interface. */
package dev.sengi.archive.internal.writer;
