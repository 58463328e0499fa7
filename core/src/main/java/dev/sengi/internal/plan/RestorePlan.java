package dev.sengi.internal.plan;

import dev.sengi.ProgressListener;
import dev.sengi.ScriptFlag;
import dev.sengi.archive.Archive;
import dev.sengi.archive.TocEntry;
import dev.sengi.archive.internal.traits.EntryTraits;
import dev.sengi.archive.internal.traits.EntryTraits.LargeObjects;
import dev.sengi.archive.internal.traits.Trait;
import dev.sengi.internal.option.RestoreOptions;
import dev.sengi.internal.plan.RestoreStep.Action;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a restore does: it drops objects, from the end of the list to its start, and then performs one task for each
 * entry of the list. Immutable.
 */
public final class RestorePlan {
    private final List<RestoreStep> drops;
    private final List<RestoreTask> tasks;
    private final ArchiveSettings settings;
    private final boolean schema;
    private final Map<Integer, TocEntry> largeObjectGroups;

    private RestorePlan(
            List<RestoreStep> drops,
            List<RestoreTask> tasks,
            ArchiveSettings settings,
            boolean schema,
            Map<Integer, TocEntry> largeObjectGroups) {
        this.drops = List.copyOf(drops);
        this.tasks = List.copyOf(tasks);
        this.settings = settings;
        this.schema = schema;
        this.largeObjectGroups = Collections.unmodifiableMap(largeObjectGroups);
    }

    /**
     * Plans a restore of the entries that options select, in which names may select nothing.
     *
     * @param entries all entries of the archive or dump
     * @param listener see {@link TocSelection#of}
     */
    public static RestorePlan of(List<TocEntry> entries, RestoreOptions options, ProgressListener listener) {
        return of(TocSelection.of(entries, options, listener), options);
    }

    public static RestorePlan of(TocSelection selection, RestoreOptions options) {
        List<RestoreTask> tasks = new ArrayList<>();
        Map<Integer, TocEntry> groups = new HashMap<>();
        for (TocEntry entry : selection.entries()) {
            tasks.add(new RestoreTask(entry, EntryTraits.passOf(entry), stepsOf(entry, selection.parts(entry))));
            if (EntryTraits.of(entry).largeObjects() == LargeObjects.BY_LIST) {
                groups.put(entry.dumpId(), entry);
            }
        }
        List<RestoreStep> drops = options.has(ScriptFlag.CLEAN) ? drops(selection, options) : List.of();
        boolean schema = options.schema() && selection.hasSchema();
        return new RestorePlan(drops, tasks, ArchiveSettings.of(selection.entries()), schema, groups);
    }

    /**
     * Returns a plan that loads the data in the order in which the archive stores them, all at the place of the last load.
     * Returns this plan if the archive can seek or stores them in the list's order anyway, or if no definitions are
     * restored: then foreign keys may exist, which is why the list puts parents before their children.
     */
    public RestorePlan readableFrom(Archive archive) throws IOException {
        return archive.seekable() || !schema
                ? this
                : new RestorePlan(drops, StoredOrder.of(tasks, archive), settings, true, largeObjectGroups);
    }

    private static List<RestoreStep> drops(TocSelection selection, RestoreOptions options) {
        List<RestoreStep> drops = new ArrayList<>();
        for (TocEntry entry : selection.entries()) {
            Set<RestorePart> parts = selection.parts(entry);
            boolean selected = parts.contains(RestorePart.SCHEMA) || parts.contains(RestorePart.DATA);
            // With -C, the objects are in a database that is dropped as a whole, not in the one connected to.
            boolean inPlace = !options.has(ScriptFlag.CREATE) || entry.type().isDatabase();
            if (selected && inPlace && entry.dropStmt() != null) {
                drops.add(new RestoreStep(Action.DROP, entry));
            }
        }
        Collections.reverse(drops);
        return drops;
    }

    private static List<RestoreStep> stepsOf(TocEntry entry, Set<RestorePart> parts) {
        List<RestoreStep> steps = new ArrayList<>(2);
        if (EntryTraits.of(entry).is(Trait.WARNING) && !parts.isEmpty()) {
            steps.add(new RestoreStep(Action.WARN, entry));
        }
        if (parts.contains(RestorePart.SCHEMA)) {
            steps.add(new RestoreStep(Action.CREATE, entry));
            if (entry.type().isDatabase()) {
                steps.add(new RestoreStep(Action.CONNECT, entry));
            }
        }
        if (parts.contains(RestorePart.DATA)) {
            steps.add(new RestoreStep(dataAction(entry), entry));
        }
        if (parts.contains(RestorePart.STATISTICS)) {
            steps.add(new RestoreStep(Action.IMPORT_STATISTICS, entry));
        }
        return steps;
    }

    private static Action dataAction(TocEntry entry) {
        if (!entry.hadDumper()) {
            return Action.EXECUTE;
        }
        return switch (entry.type().data()) {
            case LARGE_OBJECTS -> Action.LOAD_LARGE_OBJECTS;
            case COMMANDS -> Action.RUN_DATA;
            case ROWS, NOTHING -> Action.LOAD_TABLE;
        };
    }

    /** Returns the drops, which come before everything else. */
    public List<RestoreStep> drops() {
        return drops;
    }

    /**
     * Returns one task for each entry, in the plan's order; entries that are not restored have tasks without
     * steps.
     */
    public List<RestoreTask> tasks() {
        return tasks;
    }

    /** Returns the tasks that have steps, in the order in which a single session performs them: pass by pass. */
    public List<RestoreTask> inPasses() {
        return tasks.stream()
                .filter(RestoreTask::isSelected)
                .sorted(Comparator.comparing(RestoreTask::pass))
                .toList();
    }

    /** Returns the entries whose data are read. */
    public List<TocEntry> dataEntries() {
        return inPasses().stream()
                .filter(RestoreTask::readsData)
                .map(RestoreTask::entry)
                .toList();
    }

    /** Returns the session settings that the archive requires. */
    public ArchiveSettings settings() {
        return settings;
    }

    /** Returns whether definitions are restored. Only a data-only restore disables triggers, if that is requested. */
    public boolean restoresSchema() {
        return schema;
    }

    /** Returns whether the triggers of tables are disabled while their rows are loaded. */
    public boolean switchesTriggers(RestoreOptions options) {
        return options.has(ScriptFlag.DISABLE_TRIGGERS) && !schema;
    }

    /** Returns the {@code BLOB METADATA} entry with that dump ID, or null. */
    public TocEntry largeObjectGroup(int dumpId) {
        return largeObjectGroups.get(dumpId);
    }
}
