package dev.sengi.internal.plan;

import dev.sengi.archive.Archive;
import dev.sengi.archive.TocEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The order in which an archive stores its data, and in which they must be read from a stream. A dump by several sessions
 * stores the largest tables first, while its list has all tables in the order of their definitions.
 */
public final class StoredOrder {
    private StoredOrder() {}

    /**
     * Returns the entries in the order of their data. An archive without positions was written to a pipe, and stores its
     * data in the list's order.
     */
    public static List<TocEntry> of(Archive archive) throws IOException {
        IdentityHashMap<TocEntry, Long> positions = new IdentityHashMap<>();
        long last = -1;
        boolean ascending = true;
        for (TocEntry entry : archive.entries()) {
            long position = archive.dataLocation(entry).position().orElse(last);
            ascending &= position >= last;
            last = position;
            positions.put(entry, position);
        }
        return ascending
                ? archive.entries()
                : archive.entries().stream()
                        .sorted(Comparator.comparing(positions::get))
                        .toList();
    }

    /**
     * Returns the tasks, with those that read data moved to the place of the last one and sorted in the order of
     * storage. Returns the tasks unchanged if they are in that order anyway, or if dependencies between loads require
     * another order.
     */
    static List<RestoreTask> of(List<RestoreTask> tasks, Archive archive) throws IOException {
        List<TocEntry> stored = of(archive);
        if (stored.equals(archive.entries())) {
            return tasks;
        }
        Map<Integer, Integer> places = new HashMap<>();
        stored.forEach(entry -> places.put(entry.dumpId(), places.size()));
        List<RestoreTask> reading = tasks.stream()
                .filter(RestoreTask::readsData)
                .sorted(Comparator.comparing(task -> places.get(task.entry().dumpId())))
                .toList();
        if (!isAfterDependencies(reading)) {
            return tasks;
        }
        List<RestoreTask> inOrder = new ArrayList<>();
        int left = reading.size();
        for (RestoreTask task : tasks) {
            if (!task.readsData()) {
                inOrder.add(task);
            } else if (--left == 0) {
                inOrder.addAll(reading);
            }
        }
        return inOrder;
    }

    /** The data of extensions' tables depend on each other. */
    private static boolean isAfterDependencies(List<RestoreTask> tasks) {
        Set<Integer> later = new HashSet<>();
        tasks.forEach(task -> later.add(task.entry().dumpId()));
        for (RestoreTask task : tasks) {
            later.remove(task.entry().dumpId());
            if (task.entry().dependencies().stream().anyMatch(later::contains)) {
                return false;
            }
        }
        return true;
    }
}
