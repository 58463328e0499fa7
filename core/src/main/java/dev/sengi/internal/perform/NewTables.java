package dev.sengi.internal.perform;

import dev.sengi.archive.DataKind;
import dev.sengi.archive.TocEntry;
import dev.sengi.archive.internal.traits.EntryTraits;
import dev.sengi.archive.internal.traits.Trait;
import java.util.Collection;
import java.util.HashMap;
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
    /** With IF NOT EXISTS, the table may have existed before. */
    private static final Pattern CREATION = Pattern.compile("CREATE (UNLOGGED )?TABLE (?!IF NOT EXISTS)");

    private final Collection<TocEntry> entries;
    private final Set<Integer> created = ConcurrentHashMap.newKeySet();
    /** By the dump ID of the entry with all rows. Built when first needed; never needed if no data are restored. */
    private Map<Integer, TocEntry> tables;

    /** @param entries all entries of the archive; must not change */
    NewTables(Collection<TocEntry> entries) {
        this.entries = entries;
    }

    private synchronized Map<Integer, TocEntry> tables() {
        if (tables == null) {
            tables = byOnlyData();
        }
        return tables;
    }

    private Map<Integer, TocEntry> byOnlyData() {
        Map<Integer, TocEntry> byId = new HashMap<>();
        for (TocEntry entry : entries) {
            if (isStoredTable(entry)) {
                byId.put(entry.dumpId(), entry);
            }
        }
        Map<Integer, TocEntry> byData = new HashMap<>();
        Map<Integer, Integer> dataOf = new HashMap<>();
        for (TocEntry data : entries) {
            if (data.type().data() == DataKind.ROWS) {
                for (int dependency : data.dependencies()) {
                    TocEntry table = byId.get(dependency);
                    if (table != null && isNamedAfter(data, table)) {
                        Integer other = dataOf.putIfAbsent(dependency, data.dumpId());
                        if (other == null) {
                            byData.put(data.dumpId(), table);
                        } else {
                            byData.remove(other);
                        }
                    }
                }
            }
        }
        return byData;
    }

    private static boolean isNamedAfter(TocEntry data, TocEntry table) {
        return data.tag().equals(table.tag())
                && data.namespace() != null
                && data.namespace().equals(table.namespace());
    }

    /** Returns whether the entry creates a table that stores its rows itself, unlike a foreign table. */
    static boolean isStoredTable(TocEntry entry) {
        EntryTraits traits = EntryTraits.of(entry);
        return traits.is(Trait.TABLE) && traits.is(Trait.STORES_ROWS);
    }

    /** Records that a table's creation has been requested. */
    void create(TocEntry table) {
        created.add(table.dumpId());
    }

    /** Forgets tables whose creation has failed. */
    public void forget(IntPredicate failed) {
        created.removeIf(failed::test);
    }

    /** Returns the table whose rows are all in this entry if its creation has been requested, or null. */
    TocEntry filledBy(TocEntry data) {
        TocEntry table = tables().get(data.dumpId());
        return table != null && created.contains(table.dumpId()) && isCreated(table) ? table : null;
    }

    private static boolean isCreated(TocEntry table) {
        return table.defn() != null && CREATION.matcher(table.defn()).lookingAt();
    }
}
