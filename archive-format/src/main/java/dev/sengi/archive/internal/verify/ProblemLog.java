package dev.sengi.archive.internal.verify;

import dev.sengi.archive.ArchiveFormatException;
import dev.sengi.archive.TocEntry;
import dev.sengi.archive.Verification;
import dev.sengi.archive.Verification.Problem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** Collects what is wrong with an archive while it is read. Not thread-safe. */
public final class ProblemLog {
    private final List<Problem> problems = new ArrayList<>();
    private final Set<Integer> damaged = new HashSet<>();
    private final Map<Integer, Long> counts = new HashMap<>();
    private long dataBytes;

    public void add(Problem problem) {
        problems.add(problem);
        problem.dumpId().ifPresent(damaged::add);
    }

    public void add(int dumpId, long offset, String file, String message) {
        add(Problem.of(dumpId, offset, file, message));
    }

    /** Records what ended the reading of an entry, or of the archive if {@code dumpId} is 0. */
    public void add(int dumpId, String file, ArchiveFormatException failure) {
        add(dumpId, failure.offset().orElse(-1), file, failure.getMessage());
    }

    /** Counts decompressed data. */
    public void read(long bytes) {
        dataBytes += bytes;
    }

    /** Records how many rows or large objects an entry has. */
    public void counted(TocEntry entry, long count) {
        counts.put(entry.dumpId(), count);
    }

    /** Returns all problems and the archive's entries that have none. */
    public Verification result(List<TocEntry> entries) {
        List<TocEntry> intact = entries.stream()
                .filter(entry -> !damaged.contains(entry.dumpId()))
                .toList();
        counts.keySet().removeAll(damaged);
        // Not Map.copyOf, whose linear probing is quadratic for dense numbers that wrap around its table.
        Map<Integer, Long> counted = Collections.unmodifiableMap(new HashMap<>(counts));
        return new Found(List.copyOf(problems), List.copyOf(intact), dataBytes, counted);
    }

    private record Found(List<Problem> problems, List<TocEntry> intact, long dataBytes, Map<Integer, Long> counts)
            implements Verification {

        @Override
        public OptionalLong count(TocEntry entry) {
            Long count = counts.get(entry.dumpId());
            return count == null ? OptionalLong.empty() : OptionalLong.of(count);
        }
    }
}
