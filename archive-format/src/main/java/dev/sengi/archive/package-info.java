/**
 * PostgreSQL's dump archives: the table of contents, the data, and the formats that contain them.
 *
 * <p>{@link dev.sengi.archive.Archive} and {@link dev.sengi.archive.ArchiveWriter} are the uniform interface to every
 * format; {@link dev.sengi.archive.TocEntry} is what all of them list. Entries and headers have null where an archive
 * stores nothing; elsewhere, what may be absent or unknown is an {@link java.util.Optional}. Null arguments are refused
 * with a {@link NullPointerException}, except where a method says what null means.
 */
@NullMarked
package dev.sengi.archive;

import org.jspecify.annotations.NullMarked;
