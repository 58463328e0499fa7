package dev.sengi.archive;

import dev.sengi.archive.ArchiveFormatException.Reason;
import dev.sengi.archive.internal.copy.CopyCommand;
import dev.sengi.archive.internal.copy.DataEnd;
import dev.sengi.archive.internal.copy.ListedObjects;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Copies an archive, whole or in part, to the same or another format, version and compression.
 *
 * <pre>{@code
 * try (Archive from = Archive.open(path);
 *         ArchiveWriter to = ArchiveWriter.create(copy, ArchiveFormat.DIRECTORY, Compression.zstd())) {
 *     ArchiveCopy.of(from)
 *             .select(entry -> "public".equals(entry.namespace()))
 *             .map(entry -> "me".equals(entry.owner()) ? entry.toBuilder().owner("app").build() : entry)
 *             .to(to);
 * }
 * }</pre>
 *
 * <p>The copy can replace the file being read, if {@link ArchiveWriter#create(java.nio.file.Path, ArchiveFormat,
 * Compression)} creates it.
 *
 * <p>Only the table of contents and buffers of fixed size are held in memory. A complete copy of an archive of the
 * current version, in the same format and without compression, is byte-identical to the original, unless the original
 * was written to a pipe. A copy written to a seekable file contains the positions of the data, and never a second table
 * of contents. A copy of an archive from before version 1.8 contains no dependencies, because they refer to objects of
 * the database rather than to entries; the order of the entries is preserved.
 *
 * <p>An immutable value: methods that set options return modified copies. Copying reads from the archive, so only one
 * thread may copy at a time.
 */
public final class ArchiveCopy {
    private static final int BUFFER_SIZE = 128 * 1024;

    private final Archive from;
    private final Predicate<TocEntry> selection;
    private final UnaryOperator<TocEntry> change;
    private final boolean whole;
    private final DataListener listener;

    private ArchiveCopy(
            Archive from,
            Predicate<TocEntry> selection,
            UnaryOperator<TocEntry> change,
            boolean whole,
            DataListener listener) {
        this.from = Objects.requireNonNull(from, "from");
        this.selection = selection;
        this.change = change;
        this.whole = whole;
        this.listener = Objects.requireNonNull(listener, "listener");
    }

    /**
     * Receives the progress of a copy, or of a {@linkplain Archive#verify(DataListener) verification}, in the thread that
     * reads the data. An exception from a method ends the copy or verification, which throws it unchanged. More methods
     * may be added.
     */
    public interface DataListener {
        /**
         * The data of an entry follow.
         *
         * @param entry as it is in the original
         * @throws IOException to end the copy or verification
         */
        default void begun(TocEntry entry) throws IOException {}

        /**
         * A part of an entry's data has been copied or read.
         *
         * @param entry as it is in the original
         * @param bytes how many, uncompressed; at most 128 KiB
         * @throws IOException to end the copy or verification
         */
        default void copied(TocEntry entry, int bytes) throws IOException {}

        /**
         * All data of an entry have been copied or read.
         *
         * @param entry as it is in the original
         * @throws IOException to end the copy or verification
         */
        default void finished(TocEntry entry) throws IOException {}
    }

    /**
     * Returns a copy of all entries, which {@link #select} can narrow.
     *
     * @param from read in its own order, and not closed
     * @return a copy that has not started
     */
    public static ArchiveCopy of(Archive from) {
        return new ArchiveCopy(from, entry -> true, UnaryOperator.identity(), true, new DataListener() {});
    }

    /**
     * Selects the entries to copy; further selections narrow it. The archive's settings are always copied.
     *
     * @param entries true for each entry to copy; called at most once for each entry, in the archive's form, and not
     *     for the archive's settings
     * @return a copy with this choice
     */
    public ArchiveCopy select(Predicate<TocEntry> entries) {
        return new ArchiveCopy(from, selection.and(entries), change, false, listener);
    }

    /**
     * Changes entries as they are copied, such as their owners; further changes follow earlier ones. Data are copied as
     * they are.
     *
     * @param entries returns the entry to write; its dump ID, type, and whether it has data and a COPY command must
     *     remain the same. Called once for each selected entry, including the archive's settings
     * @return a copy with this choice
     */
    public ArchiveCopy map(UnaryOperator<TocEntry> entries) {
        Objects.requireNonNull(entries, "entries");
        return new ArchiveCopy(from, selection, entry -> entries.apply(change.apply(entry)), false, listener);
    }

    /**
     * Reports progress, and lets the listener end the copy.
     *
     * @param dataListener called for each entry with data; replaces an earlier one
     * @return a copy with this choice
     */
    public ArchiveCopy onData(DataListener dataListener) {
        return new ArchiveCopy(from, selection, change, whole, dataListener);
    }

    /**
     * Copies into a new writer and finishes it. The caller closes both.
     *
     * @param writer new: nothing has been written to it
     * @return what has been copied
     * @throws ArchiveFormatException also if rows are missing from a table's data, and for large objects from before
     *     version 1.12 and tables from before version 1.3, about which current archives state more
     * @throws IOException if the copy cannot be written; also for large objects from before version 1.16 if a tar is
     *     written
     * @throws IllegalArgumentException if {@link #map} changes what it must not; nothing has been written then
     */
    public CopyReport to(ArchiveWriter writer) throws IOException {
        List<TocEntry> selected = from.entries().stream()
                .filter(entry -> entry.type().isSetting() || selection.test(entry))
                .toList();
        requireUniqueData(selected);
        List<TocEntry> written = new ArrayList<>(selected.size());
        for (TocEntry entry : selected) {
            requireCurrentMeaning(entry);
            written.add(changed(current(entry)));
        }
        writer.beginCopy(from, written, whole);
        Copying copying = new Copying(writer);
        for (TocEntry entry : selected) {
            if (entry.hadDumper()) {
                copying.copy(entry);
            }
        }
        writer.finish();
        return new Report(written.size(), copying.dataBytes);
    }

    /** Rejects data that would be found for several entries. */
    private static void requireUniqueData(List<TocEntry> selected) throws ArchiveFormatException {
        Set<Integer> withData = new HashSet<>();
        for (TocEntry entry : selected) {
            if (entry.hadDumper() && !withData.add(entry.dumpId())) {
                throw ambiguous(entry);
            }
        }
        for (TocEntry entry : selected) {
            if (!entry.hadDumper() && withData.contains(entry.dumpId())) {
                throw ambiguous(entry);
            }
        }
    }

    private static ArchiveFormatException ambiguous(TocEntry entry) {
        return new ArchiveFormatException(
                Reason.CORRUPT, "several entries have dump ID " + entry.dumpId(), -1, entry.dumpId(), null);
    }

    /** Rejects data that current versions would interpret differently. */
    private void requireCurrentMeaning(TocEntry entry) throws ArchiveFormatException {
        ArchiveVersion version = from.header().version();
        boolean understood = entry.type().data() == DataKind.LARGE_OBJECTS
                ? version.storesLargeObjects()
                : version.storesCopyCommands();
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

    /** The objects' OIDs would be mistaken for dump IDs of unrelated entries. */
    private TocEntry current(TocEntry entry) {
        return from.header().version().storesDumpIds()
                ? entry
                : entry.toBuilder().dependencies(List.of()).build();
    }

    private TocEntry changed(TocEntry entry) {
        TocEntry result = change.apply(entry);
        if (!fixed(result).equals(fixed(entry))) {
            throw new IllegalArgumentException(
                    "an entry's dump ID, type and presence of data and of a COPY command must not change: " + entry
                            + " became " + result);
        }
        return result;
    }

    /** Returns the properties that must be the same in a copy of the entry. */
    private static List<Object> fixed(TocEntry entry) {
        return List.of(
                entry.dumpId(),
                entry.hadDumper(),
                entry.desc(),
                // Otherwise, rows would be read as commands, or commands as rows.
                entry.hadDumper() && CopyCommand.exists(entry));
    }

    /** Copies data. */
    private final class Copying {
        private final ArchiveWriter writer;
        private final byte[] buffer = new byte[BUFFER_SIZE];
        private long dataBytes;

        Copying(ArchiveWriter writer) {
            this.writer = writer;
        }

        void copy(TocEntry entry) throws IOException {
            listener.begun(entry);
            if (entry.type().data() == DataKind.LARGE_OBJECTS) {
                largeObjects(entry);
            } else {
                table(entry);
            }
            listener.finished(entry);
        }

        private void copied(TocEntry entry, int count) throws IOException {
            dataBytes += count;
            listener.copied(entry, count);
        }

        private void table(TocEntry entry) throws IOException {
            try (InputStream data = from.openData(entry);
                    OutputStream copy = writer.openData(entry)) {
                DataEnd end = DataEnd.of(entry);
                long before = dataBytes;
                // Copied chunk by chunk, because chunk boundaries are visible in an uncompressed custom archive.
                for (int count = data.read(buffer); count >= 0; count = data.read(buffer)) {
                    end.passed(buffer, 0, count);
                    copy.write(buffer, 0, count);
                    copied(entry, count);
                }
                end.requireWhole(from, entry);
                if (entry.type().data() == DataKind.ROWS) {
                    complete(entry, end, dataBytes == before, copy);
                }
            }
        }

        /**
         * Ends data as current versions of pg_dump do, even if the table of contents says that there are none. Readers
         * require rows to end with a terminator, and INSERT commands with empty lines, which may be missing in archives
         * before version 1.11.
         */
        private void complete(TocEntry entry, DataEnd end, boolean none, OutputStream copy) throws IOException {
            boolean rows = CopyCommand.exists(entry);
            if (none && (rows || from.header().version().storesSections())) {
                requireSeekable(entry);
            }
            if (none && rows) {
                DataEnd.writeTerminator(copy);
            } else if (none) {
                DataEnd.writeEmptyLines(copy);
            } else if (!rows && !end.hasEmptyLines()) {
                end.requireCommand(entry);
                DataEnd.writeEmptyLines(copy);
            }
        }

        /** In a stream, a block that has lost its data cannot be distinguished from a missing one. */
        private void requireSeekable(TocEntry entry) throws ArchiveFormatException {
            if (!from.seekable()) {
                throw new ArchiveFormatException(
                        Reason.CORRUPT, "there are no data of table \"" + entry.tag() + "\"", -1, entry.dumpId(), null);
            }
        }

        private void largeObjects(TocEntry entry) throws IOException {
            try (ArchiveWriter.LargeObjectOutput objects = writer.openLargeObjects(entry)) {
                ListedObjects.read(from, entry, (oid, content) -> {
                    try (OutputStream object = next(objects, oid, entry)) {
                        for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
                            object.write(buffer, 0, count);
                            copied(entry, count);
                        }
                    }
                });
            }
        }
    }

    /** Begins a large object, whose OID comes from an archive that may be corrupt. */
    private static OutputStream next(ArchiveWriter.LargeObjectOutput objects, long oid, TocEntry entry)
            throws IOException {
        try {
            return objects.next(oid);
        } catch (IllegalArgumentException e) {
            throw new ArchiveFormatException(Reason.CORRUPT, e.getMessage(), -1, entry.dumpId(), e);
        }
    }

    private record Report(int entries, long dataBytes) implements CopyReport {}
}
