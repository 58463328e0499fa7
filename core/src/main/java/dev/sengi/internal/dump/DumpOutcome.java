package dev.sengi.internal.dump;

import dev.sengi.archive.DataKind;
import dev.sengi.archive.TocEntry;
import java.util.Arrays;
import java.util.List;

/**
 * The result of a dump.
 *
 * @param entries number of TOC entries
 * @param tables number of tables whose data was dumped
 * @param dataBytes bytes of data before compression
 */
public record DumpOutcome(int entries, int tables, long dataBytes) {

    /** The result of a dump of nothing. */
    public static final DumpOutcome NONE = new DumpOutcome(0, 0, 0);

    /** Returns the result of a dump that contains these entries. */
    static DumpOutcome of(List<TocEntry> stored, long dataBytes) {
        // A divided table has several entries.
        long tables = stored.stream()
                .filter(entry -> entry.type().data() == DataKind.ROWS)
                .map(entry -> Arrays.asList(entry.namespace(), entry.tag()))
                .distinct()
                .count();
        return new DumpOutcome(stored.size(), (int) tables, dataBytes);
    }

    /** Returns the result of both dumps together. */
    public DumpOutcome plus(DumpOutcome other) {
        return new DumpOutcome(entries + other.entries, tables + other.tables, dataBytes + other.dataBytes);
    }
}
