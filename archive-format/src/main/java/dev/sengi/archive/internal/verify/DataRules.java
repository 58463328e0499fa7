package dev.sengi.archive.internal.verify;

import dev.sengi.archive.ArchiveCopy.DataListener;
import dev.sengi.archive.ArchiveFormatException;
import dev.sengi.archive.ArchiveVersion;
import dev.sengi.archive.DataKind;
import dev.sengi.archive.TocEntry;
import dev.sengi.archive.internal.charset.EncodingEntry;
import dev.sengi.archive.internal.copy.CopyCommand;
import dev.sengi.archive.internal.copy.InsertCount;
import dev.sengi.archive.internal.copy.InsertSyntax;
import dev.sengi.archive.internal.copy.ListedObjects;
import dev.sengi.archive.internal.traits.EntryTraits;
import dev.sengi.archive.internal.traits.EntryTraits.LargeObjects;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads entries' data to their end, and records what is invalid in them. Not thread-safe. */
public final class DataRules {
    /**
     * The maximum number of an entry's large objects that are compared with the table of contents. Several copies of
     * that many OIDs fit into memory; the table of contents of an archive with more objects would not.
     */
    public static final long MOST_OBJECTS = Runtime.getRuntime().maxMemory() / 256;

    private static final String OTHER_OBJECTS = "the large objects do not match the table of contents";
    /** How many large objects a message names. */
    private static final int MOST_NAMED = 100;

    private static final int BUFFER_SIZE = 64 * 1024;

    private final ArchiveVersion version;
    private final ProblemLog log;
    private final DataListener listener;
    private final Map<Integer, TocEntry> byId = new HashMap<>();
    private final boolean utf8;
    private final InsertSyntax syntax;
    /** Entries that list large objects and have been compared with an entry's. */
    private final Set<Integer> compared = new HashSet<>();
    /** The tags of the entries that each stand for a large object; null until needed. */
    private Set<String> separate;

    private final byte[] buffer = new byte[BUFFER_SIZE];

    /** @param listener receives the data that are read; where they begin and end is up to the caller */
    public DataRules(List<TocEntry> entries, ArchiveVersion version, ProblemLog log, DataListener listener) {
        this.version = version;
        this.log = log;
        this.listener = listener;
        syntax = InsertSyntax.of(entries);
        utf8 = EncodingEntry.charset(entries).equals(StandardCharsets.UTF_8);
        entries.forEach(entry -> byId.putIfAbsent(entry.dumpId(), entry));
    }

    /** Reads a table's data, or commands that are stored as data. */
    public void table(TocEntry entry, InputStream data, String file) throws IOException {
        DataRule rule = entry.type().data() == DataKind.ROWS ? tableRule(entry) : DataRule.NONE;
        read(entry, data, file, utf8 ? new Utf8Rule(rule) : rule);
    }

    /**
     * Returns the rule for a table's data. The end of INSERT commands is known only as current pg_dump versions write
     * it.
     */
    private DataRule tableRule(TocEntry entry) {
        boolean endKnown = version.storesSections();
        if (CopyCommand.exists(entry)) {
            return CopyRule.of(entry, endKnown, utf8);
        }
        boolean inserts = version.storesCopyCommands();
        return inserts ? new InsertRule(endKnown, new InsertCount(syntax)) : DataRule.NONE;
    }

    /** Reads one large object. */
    public void largeObject(TocEntry entry, InputStream content, String file) throws IOException {
        read(entry, content, file, DataRule.NONE);
    }

    /** Compares the large objects that were found with those that the table of contents lists. */
    public void largeObjects(TocEntry entry, List<Long> found, String file) {
        log.counted(entry, found.size());
        checkTag(entry, found, file);
        List<Long> expected = expected(entry);
        if (expected == null) {
            separately(entry, found, file);
            return;
        }
        if (!expected.equals(found)) {
            Set<Long> listed = new LinkedHashSet<>(expected);
            Set<Long> there = new LinkedHashSet<>(found);
            log.add(
                    entry.dumpId(),
                    -1,
                    file,
                    OTHER_OBJECTS + lacking("; missing: ", listed, there) + lacking("; not listed: ", there, listed));
        }
    }

    /**
     * Since 1.16 the tag consists of the first and last OID, by which tar readers find the objects; older tags are the
     * type's name.
     */
    private void checkTag(TocEntry entry, List<Long> found, String file) {
        if (entry.tag().equals(entry.type().desc()) || found.isEmpty()) {
            return;
        }
        String first = found.get(0).toString();
        String tag = found.size() == 1 ? first : first + ".." + found.get(found.size() - 1);
        if (!entry.tag().equals(tag)) {
            log.add(entry.dumpId(), -1, file, "the large objects are " + tag + ", not " + entry.tag());
        }
    }

    /** Before 1.16 each large object has an entry of its own, whose tag is its OID. */
    private void separately(TocEntry entry, List<Long> found, String file) {
        if (separate == null) {
            separate = byId.values().stream()
                    .filter(each -> EntryTraits.of(each).largeObjects() == LargeObjects.BY_TAG)
                    .map(TocEntry::tag)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
        if (separate.isEmpty()) {
            return;
        }
        String missing = lacking(
                "; missing: ", separate, found.stream().map(String::valueOf).collect(Collectors.toSet()));
        if (!missing.isEmpty()) {
            log.add(entry.dumpId(), -1, file, OTHER_OBJECTS + missing);
        }
    }

    /**
     * Names the large objects that are missing from the others, in a time that does not depend on their total number.
     */
    private static <T> String lacking(String what, Set<T> all, Set<T> others) {
        long count = all.size() - others.stream().filter(all::contains).count();
        if (count == 0) {
            return "";
        }
        String first = all.stream()
                .filter(each -> !others.contains(each))
                .limit(MOST_NAMED)
                .map(String::valueOf)
                .collect(Collectors.joining(", "));
        return what + first + (count > MOST_NAMED ? " and " + (count - MOST_NAMED) + " more" : "");
    }

    /**
     * Returns the OIDs of the BLOB METADATA on which the entry depends, or null for older archives, which list them
     * differently.
     */
    private List<Long> expected(TocEntry entry) {
        TocEntry metadata = ListedObjects.metadata(entry, byId::get);
        if (metadata == null) {
            return null;
        }
        if (!compared.add(metadata.dumpId())) {
            // If many entries named the same long list, reading it for each would take hours.
            log.add(entry.dumpId(), -1, null, "the large objects are listed for another entry, too");
            return null;
        }
        try {
            return ListedObjects.oids(metadata);
        } catch (NumberFormatException e) {
            log.add(metadata.dumpId(), -1, null, "invalid list of large objects: " + e.getMessage());
            return null;
        }
    }

    private void read(TocEntry entry, InputStream data, String file, DataRule rule) throws IOException {
        try {
            for (int count = data.read(buffer); count >= 0; count = data.read(buffer)) {
                rule.accept(buffer, count);
                log.read(count);
                listener.copied(entry, count);
            }
        } catch (ArchiveFormatException e) {
            log.add(entry.dumpId(), file, e);
            return;
        }
        if (rule.rows() >= 0) {
            log.counted(entry, rule.rows());
        }
        String fault = rule.fault();
        if (fault != null) {
            log.add(entry.dumpId(), -1, file, fault);
        }
    }
}
