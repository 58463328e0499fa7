package dev.sengi.restore;

import dev.sengi.archive.TocEntry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The steps of a restore in their order: drops from the end of the list to its start, then each pass over the list.
 * Immutable.
 */
public final class RestorePlan {
    private final List<RestoreStep> steps;
    private final ArchiveSettings settings;
    private final boolean schema;
    private final Map<Integer, TocEntry> largeObjectGroups;

    private RestorePlan(
            List<RestoreStep> steps,
            ArchiveSettings settings,
            boolean schema,
            Map<Integer, TocEntry> largeObjectGroups) {
        this.steps = List.copyOf(steps);
        this.settings = settings;
        this.schema = schema;
        this.largeObjectGroups = Collections.unmodifiableMap(largeObjectGroups);
    }

    public static RestorePlan of(TocSelection selection, RestoreOptions options) {
        List<RestoreStep> steps = new ArrayList<>();
        if (options.has(RestoreFlag.CLEAN)) {
            steps.addAll(drops(selection, options));
        }
        Map<RestorePass, List<RestoreStep>> passes = new EnumMap<>(RestorePass.class);
        Map<Integer, TocEntry> groups = new HashMap<>();
        for (TocEntry entry : selection.entries()) {
            passes.computeIfAbsent(RestorePass.of(entry), pass -> new ArrayList<>())
                    .addAll(stepsOf(entry, selection.parts(entry)));
            if (entry.desc().equals("BLOB METADATA")) {
                groups.put(entry.dumpId(), entry);
            }
        }
        passes.values().forEach(steps::addAll);
        boolean schema = options.schema() && selection.hasSchema();
        return new RestorePlan(steps, ArchiveSettings.of(selection.entries()), schema, groups);
    }

    private static List<RestoreStep> drops(TocSelection selection, RestoreOptions options) {
        List<RestoreStep> drops = new ArrayList<>();
        for (TocEntry entry : selection.entries()) {
            Set<RestorePart> parts = selection.parts(entry);
            boolean selected = parts.contains(RestorePart.SCHEMA) || parts.contains(RestorePart.DATA);
            // With -C the objects are in a database that is dropped as a whole, and not the one connected to.
            boolean inPlace = !options.has(RestoreFlag.CREATE) || SelectionRules.isDatabase(entry);
            if (selected && inPlace && entry.dropStmt() != null) {
                drops.add(new RestoreStep.Drop(entry));
            }
        }
        Collections.reverse(drops);
        return drops;
    }

    private static List<RestoreStep> stepsOf(TocEntry entry, Set<RestorePart> parts) {
        List<RestoreStep> steps = new ArrayList<>(2);
        if (entry.desc().equals("WARNING") && !parts.isEmpty()) {
            steps.add(new RestoreStep.Warn(entry));
        }
        if (parts.contains(RestorePart.SCHEMA)) {
            steps.add(new RestoreStep.Create(entry));
            if (SelectionRules.isDatabase(entry)) {
                steps.add(new RestoreStep.Connect(entry));
            }
        }
        if (parts.contains(RestorePart.DATA)) {
            if (entry.desc().equals("BLOBS")) {
                steps.add(new RestoreStep.LoadLargeObjects(entry));
            } else if (entry.hadDumper() && entry.desc().equals("BLOB COMMENTS")) {
                steps.add(new RestoreStep.RunData(entry));
            } else if (entry.hadDumper()) {
                steps.add(new RestoreStep.LoadTable(entry));
            } else {
                steps.add(new RestoreStep.Execute(entry));
            }
        }
        if (parts.contains(RestorePart.STATISTICS)) {
            steps.add(new RestoreStep.ImportStatistics(entry));
        }
        return steps;
    }

    public List<RestoreStep> steps() {
        return steps;
    }

    /** Returns what the archive says of the session. */
    public ArchiveSettings settings() {
        return settings;
    }

    /** Returns whether definitions are restored: data alone are loaded past triggers, where that is asked for. */
    public boolean restoresSchema() {
        return schema;
    }

    /** Returns the {@code BLOB METADATA} entry with that number, or null. */
    TocEntry largeObjectGroup(int dumpId) {
        return largeObjectGroups.get(dumpId);
    }
}
