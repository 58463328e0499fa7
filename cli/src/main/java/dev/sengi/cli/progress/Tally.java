package dev.sengi.cli.progress;

import dev.sengi.EntryProgress;
import dev.sengi.EntryResult;
import dev.sengi.Progress;
import dev.sengi.ProgressListener;
import dev.sengi.Stage;
import dev.sengi.archive.DataKind;
import dev.sengi.archive.TocEntry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Keeps count of what a dump or restore does, for its display and its summary.
 *
 * <p>Safe for use by several threads.
 */
final class Tally implements ProgressListener {
    /** The rate covers only the last few seconds, because it differs between tables. */
    private static final long RATE_NANOS = 5_000_000_000L;

    private final LongSupplier clock;
    private final long start;
    private final Map<Integer, Part> underWay = new LinkedHashMap<>();
    private final Map<String, Subject> subjects = new LinkedHashMap<>();
    private final Deque<long[]> samples = new ArrayDeque<>();
    /** The database started last; null before the first, and if the run has only one. */
    private String database;

    private Stage stage = Stage.ARCHIVE;
    private Progress progress;
    private long progressAt;

    /** @param clock nanoseconds from any origin */
    Tally(LongSupplier clock) {
        this.clock = clock;
        start = clock.getAsLong();
        samples.addLast(new long[] {start, 0});
    }

    /** An entry that is being dumped or restored. */
    private static final class Part {
        private final TocEntry entry;
        private final long start;
        private long bytes;
        private long rows;

        private Part(TocEntry entry, long start) {
            this.entry = entry;
            this.start = start;
        }
    }

    /** A table, which may consist of several entries, or anything else that has taken time. */
    private static final class Subject {
        private final String database;
        private final TocEntry entry;
        private long bytes;
        private long rows;
        private long nanos;
        private long since;
        private int parts;

        private Subject(String database, TocEntry entry) {
            this.database = database;
            this.entry = entry;
        }
    }

    /**
     * What has been done for an object, or for a part of it.
     *
     * @param database to which it belongs; null if there is only one
     * @param duration in which at least one session worked on it
     */
    record Work(String database, TocEntry entry, long bytes, long rows, Duration duration) {
        boolean hasRows() {
            return entry.type().data() == DataKind.ROWS;
        }
    }

    /**
     * The state of a run.
     *
     * @param database the one of several that it is about, or null
     * @param progress null if nothing has been measured yet
     * @param elapsed since the run began
     * @param remaining negative if unknown
     * @param bytesPerSecond of the last seconds
     */
    record State(
            String database,
            Stage stage,
            Progress progress,
            Duration elapsed,
            Duration remaining,
            long bytesPerSecond,
            List<Work> underWay) {}

    /**
     * Starts over: progress and dump IDs belong to a single database, and anything still in progress is left over from
     * a failed one.
     */
    @Override
    public synchronized void databaseStarted(String dbname) {
        database = dbname;
        progress = null;
        underWay.clear();
        samples.clear();
        samples.addLast(new long[] {clock.getAsLong(), 0});
    }

    @Override
    public synchronized void stageStarted(Stage started) {
        stage = started;
    }

    @Override
    public synchronized void entryStarted(TocEntry entry) {
        part(entry);
    }

    /**
     * Returns or creates the entry's part. It may already exist, because sessions read data ahead of a script before
     * the entry starts.
     */
    private Part part(TocEntry entry) {
        return underWay.computeIfAbsent(entry.dumpId(), id -> {
            long now = clock.getAsLong();
            Subject subject = subjects.computeIfAbsent(key(entry), key -> new Subject(database, entry));
            if (subject.parts++ == 0) {
                subject.since = now;
            }
            return new Part(entry, now);
        });
    }

    /** The entries of a divided table's parts have the same names. */
    private String key(TocEntry entry) {
        String within = entry.type().data() == DataKind.ROWS
                ? entry.desc() + '\0' + entry.namespace() + '\0' + entry.tag()
                : Integer.toString(entry.dumpId());
        return database + '\0' + within;
    }

    @Override
    public synchronized void entryAdvanced(EntryProgress advance) {
        Part part = part(advance.entry());
        part.bytes += advance.bytes();
        part.rows += advance.rows();
        Subject subject = subjects.get(key(advance.entry()));
        subject.bytes += advance.bytes();
        subject.rows += advance.rows();
    }

    @Override
    public synchronized void entryFinished(EntryResult result) {
        if (underWay.remove(result.entry().dumpId()) == null) {
            return;
        }
        Subject subject = subjects.get(key(result.entry()));
        if (--subject.parts == 0) {
            subject.nanos += clock.getAsLong() - subject.since;
        }
    }

    @Override
    public synchronized void progress(Progress reached) {
        progress = reached;
        progressAt = clock.getAsLong();
    }

    synchronized State state() {
        long now = clock.getAsLong();
        List<Work> works = new ArrayList<>(underWay.size());
        for (Part part : underWay.values()) {
            works.add(new Work(database, part.entry, part.bytes, part.rows, Duration.ofNanos(now - part.start)));
        }
        return new State(database, stage, progress, Duration.ofNanos(now - start), remaining(now), rate(now), works);
    }

    private Duration remaining(long now) {
        Optional<Duration> left = progress == null ? Optional.empty() : progress.remaining();
        if (left.isEmpty()) {
            return Duration.ofNanos(-1);
        }
        return Duration.ofNanos(Math.max(0, left.get().toNanos() - (now - progressAt)));
    }

    private long rate(long now) {
        long bytes = progress == null ? 0 : progress.bytes();
        samples.addLast(new long[] {now, bytes});
        while (samples.size() > 2 && now - samples.getFirst()[0] > RATE_NANOS) {
            samples.removeFirst();
        }
        long nanos = now - samples.getFirst()[0];
        return nanos <= 0 ? 0 : Math.round((bytes - samples.getFirst()[1]) * 1e9 / nanos);
    }

    /** Returns the number of tables that have rows. */
    synchronized int tables() {
        return (int) subjects.values().stream()
                .filter(subject -> subject.entry.type().data() == DataKind.ROWS && subject.bytes > 0)
                .count();
    }

    /** Returns the objects that took at least this long, slowest first. */
    synchronized List<Work> slowest(Duration least, int most) {
        return subjects.values().stream()
                .map(subject -> new Work(
                        subject.database, subject.entry, subject.bytes, subject.rows, Duration.ofNanos(subject.nanos)))
                .filter(work -> work.duration().compareTo(least) >= 0)
                .sorted(Comparator.comparing(Work::duration).reversed())
                .limit(most)
                .toList();
    }
}
