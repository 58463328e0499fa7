package dev.sengi.internal.plan;

import dev.sengi.ProgressListener;
import dev.sengi.RestoreFlag;
import dev.sengi.SengiException;
import dev.sengi.UsageException;
import dev.sengi.archive.TocEntry;
import dev.sengi.internal.option.RestoreOptions;
import java.util.List;
import java.util.Set;

/** Which entries of a table of contents are restored, in which order, and which parts of each. Immutable. */
public final class TocSelection {
    private final List<TocEntry> entries;
    private final ByDumpId<Set<RestorePart>> parts;
    private final ByDumpId<Exclusion> exclusions;
    private final boolean schema;
    private final String missingName;

    private TocSelection(
            List<TocEntry> entries,
            ByDumpId<Set<RestorePart>> parts,
            ByDumpId<Exclusion> exclusions,
            boolean schema,
            String missingName) {
        this.entries = List.copyOf(entries);
        this.parts = parts;
        this.exclusions = exclusions;
        this.schema = schema;
        this.missingName = missingName;
    }

    /**
     * Applies the options to the entries.
     *
     * @param entries all entries of the archive, in its order
     * @param listener receives warnings about meaningless lines of the list
     * @throws SengiException if the list names an entry that the archive does not contain
     */
    public static TocSelection of(List<TocEntry> entries, RestoreOptions options, ProgressListener listener) {
        List<TocEntry> ordered = entries;
        Set<Integer> listed = null;
        if (options.list() != null) {
            UseList list = UseList.parse(options.list(), entries, options.has(RestoreFlag.LENIENT_LIST), listener);
            ordered = list.order(entries);
            listed = list.dumpIds();
        }
        SelectionRules rules = new SelectionRules(entries, options, listed);
        ByDumpId<Set<RestorePart>> parts = new ByDumpId<>(ordered.size());
        ByDumpId<Exclusion> exclusions = new ByDumpId<>(ordered.size());
        boolean schema = false;
        for (TocEntry entry : ordered) {
            Exclusion exclusion = rules.exclusionOfNext(entry, parts);
            Set<RestorePart> restored = exclusion == null ? rules.partsOf(entry) : Set.of();
            if (restored.isEmpty()) {
                exclusions.put(entry.dumpId(), exclusion == null ? Exclusion.CONTENT : exclusion);
            } else {
                parts.put(entry.dumpId(), restored);
                schema = schema || restored.contains(RestorePart.SCHEMA);
            }
        }
        String missing = options.has(RestoreFlag.LENIENT_NAMES)
                ? null
                : rules.missingName().orElse(null);
        return new TocSelection(ordered, parts, exclusions, schema, missing);
    }

    /**
     * Checks that every given name has selected something, unless {@link RestoreFlag#LENIENT_NAMES} is set.
     *
     * @throws UsageException for the first name that has selected nothing
     */
    public TocSelection requireNamesFound() {
        if (missingName != null) {
            throw new UsageException(missingName);
        }
        return this;
    }

    /** Returns all entries, selected or not, in the order of the restore. */
    public List<TocEntry> entries() {
        return entries;
    }

    /** Returns which parts of an entry are restored; empty if it is not selected. */
    public Set<RestorePart> parts(TocEntry entry) {
        Set<RestorePart> restored = parts.get(entry.dumpId());
        return restored == null ? Set.of() : restored;
    }

    public boolean selects(TocEntry entry) {
        return parts.contains(entry.dumpId());
    }

    /** Returns why an entry is not restored, or null if it is. */
    public Exclusion exclusion(TocEntry entry) {
        return exclusions.get(entry.dumpId());
    }

    /** Returns how many entries are selected. */
    public int size() {
        return parts.size();
    }

    /** Returns whether any definition is restored. */
    public boolean hasSchema() {
        return schema;
    }
}
