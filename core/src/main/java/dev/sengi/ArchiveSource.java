package dev.sengi;

import dev.sengi.archive.Archive;
import dev.sengi.archive.ArchiveFormat;
import dev.sengi.internal.restore.plain.PlainScript;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * Where an archive comes from: one of path and stream is null.
 *
 * @param format the one that it must have, or null for any
 */
record ArchiveSource(Path path, InputStream stream, ArchiveFormat format) {

    ArchiveSource of(ArchiveFormat expected) {
        return new ArchiveSource(path, stream, expected);
    }

    /** Looks for a script instead of an archive; closing what is returned closes what was opened. */
    PlainScript.Found find(CallersCode callers) throws IOException {
        return path != null ? PlainScript.in(path) : PlainScript.in(callers.input(stream));
    }

    Archive open(CallersCode callers) throws IOException {
        if (format == null) {
            return path != null ? Archive.open(path) : Archive.open(callers.input(stream));
        }
        return path != null ? Archive.open(path, format) : Archive.open(callers.input(stream), format);
    }
}
