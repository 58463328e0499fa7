package dev.sengi.internal.plan;

import dev.sengi.archive.DataKind;
import dev.sengi.archive.TocEntry;
import dev.sengi.archive.internal.traits.EntryTraits;
import dev.sengi.archive.internal.traits.Trait;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which entries of an archive make the server call functions that may read other tables, large objects or sequences, so that
 * their order matters. Immutable.
 *
 * <p>This covers the archive's functions, those of extensions whose configuration tables have data in the archive, and
 * those of PostgreSQL's own that read what their arguments name. Any other functions exist only in the database.
 */
public final class FunctionUse {
    /** Archives do not record that a definition depends on PostgreSQL's own functions. */
    private static final Pattern READING =
            Pattern.compile("\\b(?:(?:query|table|schema|database|cursor)_to_xml\\w*|lo_get|loread|lo_open)\"?\\(");

    private static final Pattern CHECKED =
            Pattern.compile("\\bCHECK \\(|\\bGENERATED ALWAYS AS \\(|\\bPARTITION BY\\b");
    private static final Pattern EXPRESSION = Pattern.compile("\\(.*\\(|\\bWHERE\\b", Pattern.DOTALL);

    private final Map<Integer, TocEntry> entries = new HashMap<>();
    /** The entries without data whose definitions use such functions, directly or through other entries. */
    private final Set<Integer> using = new HashSet<>();
    /** The tables and materialized views with indexes that use such functions. */
    private final Set<Integer> indexed = new HashSet<>();

    private FunctionUse(Collection<TocEntry> all) {
        all.forEach(entry -> entries.put(entry.dumpId(), entry));
        boolean extensionsRead = all.stream().anyMatch(this::isOfExtension);
        Map<Integer, List<Integer>> dependents = new HashMap<>();
        Deque<Integer> found = new ArrayDeque<>();
        for (TocEntry entry : all) {
            if (isSource(entry, extensionsRead)) {
                found.add(entry.dumpId());
            }
            if (entry.type().data() == DataKind.NOTHING) {
                entry.dependencies()
                        .forEach(dumpId -> dependents
                                .computeIfAbsent(dumpId, unused -> new ArrayList<>())
                                .add(entry.dumpId()));
            }
        }
        while (!found.isEmpty()) {
            int dumpId = found.remove();
            if (using.add(dumpId)) {
                for (int dependent : dependents.getOrDefault(dumpId, List.of())) {
                    if (isCall(entries.get(dumpId), entries.get(dependent))) {
                        found.add(dependent);
                    }
                }
            }
        }
        for (TocEntry entry : all) {
            if (EntryTraits.of(entry).is(Trait.INDEX) && isCreatedWith(entry)) {
                indexed.addAll(entry.dependencies());
            }
        }
    }

    /** @param entries all entries of the archive */
    public static FunctionUse of(Collection<TocEntry> entries) {
        return new FunctionUse(entries);
    }

    /** Returns whether these are rows of a table that the archive does not create. */
    private boolean isOfExtension(TocEntry data) {
        return data.type().data() == DataKind.ROWS
                && data.dependencies().stream()
                        .map(entries::get)
                        .noneMatch(entry -> entry != null && entry.type().isTable());
    }

    private static boolean isSource(TocEntry entry, boolean extensionsRead) {
        EntryTraits traits = EntryTraits.of(entry);
        return traits.is(Trait.FUNCTION)
                || (extensionsRead && traits.is(Trait.EXTENSION))
                || (entry.type().data() == DataKind.NOTHING && namesReading(entry));
    }

    private static boolean namesReading(TocEntry entry) {
        String defn = entry.defn();
        // Searching tens of thousands of definitions with the regular expression alone would take too long.
        return defn != null
                && (defn.contains("_to_xml") || defn.contains("lo_") || defn.contains("loread"))
                && READING.matcher(defn).find();
    }

    /**
     * Returns whether rows or the creation of what depends on another entry may call its functions. Many tables and
     * indexes only use types and operator classes of extensions.
     */
    private static boolean isCall(TocEntry used, TocEntry user) {
        boolean ofExtension = EntryTraits.of(used).is(Trait.EXTENSION);
        if (user.defn() == null || !(ofExtension || EntryTraits.of(used).is(Trait.FUNCTION))) {
            return true;
        }
        return switch (EntryTraits.of(user).calls()) {
            case IN_CHECKS -> CHECKED.matcher(user.defn()).find();
            case IN_EXPRESSIONS ->
                !ofExtension || EXPRESSION.matcher(user.defn()).find();
            case ANYWHERE -> true;
        };
    }

    /** Returns whether the order matters in which rows are loaded. */
    public boolean orderMatters() {
        return entries.values().stream().anyMatch(entry -> entry.type().data() == DataKind.ROWS && isFilledWith(entry));
    }

    /** Returns whether loading the rows, or filling the materialized view, calls such functions. */
    public boolean isFilledWith(TocEntry data) {
        // Indexes of tables are created after the rows are loaded, those of materialized views before they are filled.
        boolean hasIndexes = EntryTraits.of(data).is(Trait.FILLS_VIEW);
        return data.dependencies().stream()
                .anyMatch(dumpId -> using.contains(dumpId) || (hasIndexes && indexed.contains(dumpId)));
    }

    /** Returns whether creating the object itself calls such functions, as opposed to its table's rows. */
    public boolean isCreatedWith(TocEntry entry) {
        return namesReading(entry)
                || entry.dependencies().stream()
                        .filter(using::contains)
                        .map(entries::get)
                        .anyMatch(dependency -> !dependency.type().hasTableName() && isCall(dependency, entry));
    }
}
