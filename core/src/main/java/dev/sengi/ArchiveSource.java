package dev.sengi;

import dev.sengi.archive.Archive;
import dev.sengi.archive.ArchiveFormat;
import dev.sengi.archive.internal.io.TocReading;
import dev.sengi.archive.internal.opening.ArchiveOpening;
import dev.sengi.internal.script.read.PlainScript;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Where an archive comes from. Either the path or the stream is null.
 *
 * @param streamUsed whether the stream has been read, or is being read
 * @param format the only format that is accepted, or null for any
 */
record ArchiveSource(
        @Nullable Path path,
        @Nullable InputStream stream,
        AtomicBoolean streamUsed,
        @Nullable ArchiveFormat format) {

    static ArchiveSource of(Path path) {
        return new ArchiveSource(path, null, new AtomicBoolean(), null);
    }

    static ArchiveSource of(InputStream stream) {
        return new ArchiveSource(null, stream, new AtomicBoolean(), null);
    }

    ArchiveSource of(ArchiveFormat expected) {
        return new ArchiveSource(path, stream, streamUsed, expected);
    }

    /** Checks for a script instead of an archive; closing the result closes what was opened. */
    PlainScript.Found find(CallersCode callers) throws IOException {
        return path != null ? PlainScript.in(path, callers::pipe) : PlainScript.in(input(callers));
    }

    Archive open(CallersCode callers) throws IOException {
        return open(TocReading.WHOLE, callers);
    }

    /** Opens the archive after {@link #find} has found no script. */
    Archive open(PlainScript.Found found, CallersCode callers) throws IOException {
        return open(found, TocReading.WHOLE, callers);
    }

    /** @param reading how much of the table of contents is read */
    Archive open(TocReading reading, CallersCode callers) throws IOException {
        ArchiveOpening opening = new ArchiveOpening(format, reading);
        return path != null ? opening.open(path) : opening.open(input(callers));
    }

    Archive open(PlainScript.Found found, TocReading reading, CallersCode callers) throws IOException {
        InputStream whole = found.stream();
        return whole == null ? open(reading, callers) : new ArchiveOpening(null, reading).open(whole);
    }

    private InputStream input(CallersCode callers) {
        if (!streamUsed.compareAndSet(false, true)) {
            throw new IllegalStateException(
                    "the stream has already been read; a dump in a stream can be used only once");
        }
        return callers.input(Objects.requireNonNull(stream));
    }
}
