package dev.sengi.archive.internal.inventory;

import dev.sengi.archive.Archive;
import dev.sengi.archive.ArchiveFormat;
import dev.sengi.archive.ArchiveFormatException;
import dev.sengi.archive.DataKind;
import dev.sengi.archive.TocEntry;
import dev.sengi.archive.Verification.Problem;
import dev.sengi.archive.internal.copy.CopyRows;
import dev.sengi.archive.internal.copy.InsertCount;
import dev.sengi.archive.internal.copy.InsertSyntax;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Predicate;

/** Determines how much data entries have. Used by one thread, once. */
final class DataCount {
    private static final int BUFFER_SIZE = 64 * 1024;
    private static final Counted UNCOUNTED = new Counted(OptionalLong.empty(), OptionalLong.empty());

    private final Archive archive;
    private final Predicate<TocEntry> wanted;
    private final InsertSyntax syntax;
    private final List<Problem> problems = new ArrayList<>();
    private final byte[] buffer = new byte[BUFFER_SIZE];

    private record Counted(OptionalLong dataSize, OptionalLong rows) {
        static Counted of(long dataSize, OptionalLong rows) {
            return new Counted(OptionalLong.of(dataSize), rows);
        }
    }

    DataCount(Archive archive, Predicate<TocEntry> wanted) {
        this.archive = archive;
        this.wanted = wanted;
        syntax = InsertSyntax.of(archive.entries());
    }

    Inventory sizes() throws IOException {
        if (archive.seekable() && archive.header().format() == ArchiveFormat.CUSTOM) {
            findData();
            noteMissing();
        }
        return inventory(Map.of());
    }

    /** Records data that begin, or would have to end, after the end of the archive. */
    private void noteMissing() throws IOException {
        TocEntry first = null;
        int missing = 0;
        for (TocEntry entry : archive.entries()) {
            if (problems.isEmpty() && hasUnknownSize(entry)) {
                first = first == null ? entry : first;
                missing++;
            }
        }
        if (first != null) {
            long position = archive.dataLocation(first).position().orElse(0);
            String message =
                    "the archive ends before the data of " + (missing == 1 ? "this entry" : missing + " entries");
            problems.add(Problem.of(first.dumpId(), position, null, message));
        }
    }

    /** Requests data whose position is unknown: the search for the last ones passes all others. */
    private void findData() throws IOException {
        List<TocEntry> entries = archive.entries();
        for (int i = entries.size() - 1; i >= 0; i--) {
            TocEntry entry = entries.get(i);
            if (!hasUnknownSize(entry) || archive.dataLocation(entry).position().isPresent()) {
                continue;
            }
            try {
                if (isLargeObjects(entry)) {
                    archive.readLargeObjects(entry, (oid, content) -> {});
                } else {
                    archive.openData(entry).close();
                }
            } catch (ArchiveFormatException e) {
                note(entry, e);
                return;
            }
        }
    }

    private boolean hasUnknownSize(TocEntry entry) throws IOException {
        return entry.hadDumper() && archive.dataLocation(entry).storedSize().isEmpty();
    }

    Inventory count() throws IOException {
        Map<Integer, Counted> counts = new HashMap<>();
        for (TocEntry entry : archive.entries()) {
            if (!entry.hadDumper() || !wanted.test(entry)) {
                continue;
            }
            try {
                counts.put(entry.dumpId(), isLargeObjects(entry) ? largeObjects(entry) : table(entry));
            } catch (ArchiveFormatException e) {
                note(entry, e);
                if (!archive.seekable()) {
                    break;
                }
            }
        }
        return inventory(counts);
    }

    private static boolean isLargeObjects(TocEntry entry) {
        return entry.type().data() == DataKind.LARGE_OBJECTS;
    }

    private Counted largeObjects(TocEntry entry) throws IOException {
        long[] size = new long[1];
        archive.readLargeObjects(entry, (oid, content) -> {
            for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
                size[0] += count;
            }
        });
        return Counted.of(size[0], OptionalLong.empty());
    }

    private Counted table(TocEntry entry) throws IOException {
        try (InputStream data = archive.openData(entry)) {
            if (entry.copyStmt() == null) {
                return inserts(entry, data);
            }
            CopyRows rows = new CopyRows(data, entry);
            while (rows.read(buffer) >= 0) {
                // CopyRows counts while it is read.
            }
            return Counted.of(rows.bytes(), OptionalLong.of(rows.rows()));
        }
    }

    private Counted inserts(TocEntry entry, InputStream data) throws IOException {
        InsertCount inserts = new InsertCount(syntax);
        long size = 0;
        for (int count = data.read(buffer); count >= 0; count = data.read(buffer)) {
            inserts.accept(buffer, count);
            size += count;
        }
        boolean table = entry.type().data() == DataKind.ROWS
                && archive.header().version().storesCopyCommands();
        return Counted.of(size, table ? OptionalLong.of(inserts.commands()) : OptionalLong.empty());
    }

    private Inventory inventory(Map<Integer, Counted> counts) throws IOException {
        List<InventoryItem> items = new ArrayList<>();
        for (TocEntry entry : archive.entries()) {
            if (wanted.test(entry)) {
                Counted counted = counts.getOrDefault(entry.dumpId(), UNCOUNTED);
                OptionalLong stored =
                        entry.hadDumper() ? archive.dataLocation(entry).storedSize() : OptionalLong.empty();
                items.add(new InventoryItem(entry, stored, counted.dataSize(), counted.rows()));
            }
        }
        return new Inventory(items, problems);
    }

    private void note(TocEntry entry, ArchiveFormatException failure) {
        problems.add(Problem.of(
                failure.dumpId().orElse(entry.dumpId()), failure.offset().orElse(-1), null, failure.getMessage()));
    }
}
