package dev.sengi.internal.plan;

import dev.sengi.archive.EntryTraits.Data;
import dev.sengi.archive.EntryType;
import dev.sengi.archive.TocEntry;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/**
 * The tables that a restore has created, and the entries that contain all their rows.
 *
 * <p>Safe for use by several threads.
 */
public final class NewTables {
    /** With IF NOT EXISTS, the table may be an older one. */
    private static final Pattern CREATION = Pattern.compile("CREATE (UNLOGGED )?TABLE (?!IF NOT EXISTS)");

    /** By the dump ID of the entry with all rows. */
    private final Map<Integer, TocEntry> tables = new HashMap<>();

    private final Set<Integer> created = ConcurrentHashMap.newKeySet();

    /** @param entries all entries of the archive */
    NewTables(Collection<TocEntry> entries) {
        Map<Integer, TocEntry> byId = new HashMap<>();
        Set<Integer> inParts = new HashSet<>();
        Map<Integer, Integer> dataOf = new HashMap<>();
        for (TocEntry entry : entries) {
            if (entry.type() == EntryType.TABLE) {
                byId.put(entry.dumpId(), entry);
            }
        }
        for (TocEntry data : entries) {
            if (data.type().data() == Data.ROWS) {
                for (int table : data.dependencies()) {
                    if (byId.containsKey(table) && isNamedAfter(data, byId.get(table))) {
                        boolean first = dataOf.putIfAbsent(table, data.dumpId()) == null;
                        if (!first) {
                            inParts.add(table);
                        }
                    }
                }
            }
        }
        dataOf.keySet().removeAll(inParts);
        dataOf.forEach((table, data) -> tables.put(data, byId.get(table)));
    }

    private static boolean isNamedAfter(TocEntry data, TocEntry table) {
        return data.tag().equals(table.tag())
                && data.namespace() != null
                && data.namespace().equals(table.namespace());
    }

    /** Notes that a table's creation has been requested. */
    void create(TocEntry table) {
        if (table.defn() != null && CREATION.matcher(table.defn()).lookingAt()) {
            created.add(table.dumpId());
        }
    }

    /** Forgets tables whose creation has failed. */
    public void forget(IntPredicate failed) {
        created.removeIf(failed::test);
    }

    /** Returns the table whose rows are all in this entry if its creation has been requested, or null. */
    TocEntry filledBy(TocEntry data) {
        TocEntry table = tables.get(data.dumpId());
        return table != null && created.contains(table.dumpId()) ? table : null;
    }
}
