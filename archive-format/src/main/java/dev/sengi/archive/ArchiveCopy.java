package dev.sengi.archive;

import dev.sengi.archive.ArchiveFormatException.Reason;
import dev.sengi.archive.EntryTraits.Data;
import dev.sengi.archive.internal.copy.DataEnd;
import dev.sengi.archive.internal.copy.ListedObjects;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Copies an archive, whole or in part, to the same or another format, version and compression.
 *
 * <pre>{@code
 * try (Archive from = Archive.open(path);
 *         ArchiveWriter to = ArchiveWriter.create(copy, ArchiveFormat.DIRECTORY, Compression.zstd())) {
 *     ArchiveCopy.of(from).select(entry -> "public".equals(entry.namespace())).to(to);
 * }
 * }</pre>
 *
 * <p>Only the table of contents and buffers of fixed size are held in memory. A whole copy of an archive of the current
 * version, in its own format and without compression, is byte-identical to the original, unless the original was piped:
 * a copy in a file that can seek contains the positions of the data, and never a second table of contents. A copy of an
 * archive from before version 1.8 contains no dependencies, because that archive names objects of the database where
 * others name entries; the order of the entries remains. Not thread-safe.
 */
public final class ArchiveCopy {
    private static final int BUFFER_SIZE = 128 * 1024;

    private final Archive from;
    private final byte[] buffer = new byte[BUFFER_SIZE];
    private Predicate<TocEntry> selection = entry -> true;
    private boolean whole = true;

    private ArchiveCopy(Archive from) {
        this.from = from;
    }

    /**
     * Returns a copy of all entries, which {@link #select} can narrow.
     *
     * @param from read in its own order, and not closed
     * @return a copy that has not started
     */
    public static ArchiveCopy of(Archive from) {
        return new ArchiveCopy(from);
    }

    /**
     * Selects the entries to copy. The archive's settings are always copied.
     *
     * @param entries true for each entry to copy
     * @return this
     */
    public ArchiveCopy select(Predicate<TocEntry> entries) {
        selection = entries;
        whole = false;
        return this;
    }

    /**
     * Copies into a new writer and finishes it. The caller closes both.
     *
     * @param writer new: nothing has been written to it
     * @throws ArchiveFormatException also if rows are missing from a table's data, and for large objects from before
     *     version 1.12 and tables from before version 1.3, about which current archives state more
     * @throws IOException if the copy cannot be written; also for large objects from before version 1.16 if a tar is written
     */
    public void to(ArchiveWriter writer) throws IOException {
        from.tarExtras().ifPresent(extras -> writer.keep(extras, whole));
        List<TocEntry> entries = from.entries().stream()
                .filter(entry -> entry.type().isSetting() || selection.test(entry))
                .toList();
        Set<Integer> withData = new HashSet<>();
        for (TocEntry entry : entries) {
            requireCurrentMeaning(entry);
            if (entry.hadDumper() && !withData.add(entry.dumpId())) {
                throw new ArchiveFormatException(
                        Reason.CORRUPT, "several entries have dump ID " + entry.dumpId(), -1, entry.dumpId(), null);
            }
        }
        writer.begin(from.header(), current(entries));
        for (TocEntry entry : entries) {
            if (!entry.hadDumper()) {
                continue;
            }
            if (entry.type().data() == Data.LARGE_OBJECTS) {
                largeObjects(entry, writer);
            } else {
                table(entry, writer);
            }
        }
        writer.finish();
    }

    /** Rejects data that the current version would interpret differently. */
    private void requireCurrentMeaning(TocEntry entry) throws ArchiveFormatException {
        ArchiveVersion version = from.header().version();
        boolean understood =
                entry.type().data() == Data.LARGE_OBJECTS ? version.storesLargeObjects() : version.storesCopyCommands();
        if (entry.hadDumper() && !understood) {
            throw new ArchiveFormatException(
                    Reason.UNSUPPORTED,
                    "the data of " + entry.desc() + " in version " + version + " cannot be copied into version "
                            + ArchiveVersion.CURRENT,
                    -1,
                    entry.dumpId(),
                    null);
        }
    }

    /** Objects' OIDs would be taken for dump IDs of unrelated entries. */
    private List<TocEntry> current(List<TocEntry> entries) {
        return from.header().version().storesDumpIds()
                ? entries
                : entries.stream()
                        .map(entry -> entry.toBuilder().dependencies(List.of()).build())
                        .toList();
    }

    private void table(TocEntry entry, ArchiveWriter writer) throws IOException {
        try (InputStream data = from.openData(entry);
                OutputStream copy = writer.openData(entry)) {
            DataEnd end = new DataEnd();
            // In the chunks in which they arrive, because an uncompressed custom archive shows these.
            for (int count = data.read(buffer); count >= 0; count = data.read(buffer)) {
                end.passed(buffer, count);
                copy.write(buffer, 0, count);
            }
            end.requireWhole(from, entry);
        }
    }

    private void largeObjects(TocEntry entry, ArchiveWriter writer) throws IOException {
        try (ArchiveWriter.LargeObjectOutput objects = writer.openLargeObjects(entry)) {
            ListedObjects.read(from, entry, (oid, content) -> {
                try (OutputStream object = objects.next(oid)) {
                    copy(content, object);
                }
            });
        }
    }

    private void copy(InputStream data, OutputStream copy) throws IOException {
        for (int count = data.read(buffer); count >= 0; count = data.read(buffer)) {
            copy.write(buffer, 0, count);
        }
    }
}
