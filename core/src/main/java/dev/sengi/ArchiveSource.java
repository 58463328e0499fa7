package dev.sengi;

import dev.sengi.archive.Archive;
import dev.sengi.archive.ArchiveFormat;
import dev.sengi.internal.restore.plain.PlainScript;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where an archive comes from: one of path and stream is null.
 *
 * @param format the one that it must have, or null for any
 */
record ArchiveSource(
        @Nullable Path path,
        @Nullable InputStream stream,
        @Nullable ArchiveFormat format) {

    ArchiveSource of(ArchiveFormat expected) {
        return new ArchiveSource(path, stream, expected);
    }

    /** Looks for a script instead of an archive; closing what is returned closes what was opened. */
    PlainScript.Found find(CallersCode callers) throws IOException {
        return path != null ? PlainScript.in(path) : PlainScript.in(input(callers));
    }

    Archive open(CallersCode callers) throws IOException {
        if (format == null) {
            return path != null ? Archive.open(path) : Archive.open(input(callers));
        }
        return path != null ? Archive.open(path, format) : Archive.open(input(callers), format);
    }

    private InputStream input(CallersCode callers) {
        return callers.input(Objects.requireNonNull(stream));
    }
}
