/** What writes an archive: what dumps need beyond the public interface, and what each format implements. */
package dev.sengi.archive.internal.writer;
