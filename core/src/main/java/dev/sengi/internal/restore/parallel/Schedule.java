package dev.sengi.internal.restore.parallel;

import dev.sengi.ProgressListener;
import dev.sengi.ProgressListener.Severity;
import dev.sengi.archive.TocEntry;
import dev.sengi.archive.internal.traits.EntryTraits;
import dev.sengi.archive.internal.traits.EntryTraits.Pass;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Hands out the tasks of the current pass that can run now, those with the longest {@linkplain CriticalPaths path} first.
 * A task can run if its dependencies are done and its locks do not conflict with running tasks.
 *
 * <p>Small definitions are handed out in batches, as each batch is one message to the server. If the archive cannot
 * seek, data is handed out in the archive's order, each entry after the previous one has been read.
 *
 * <p>Safe for use by several threads.
 */
final class Schedule {
    /** Number of stored data bytes below which building an index takes no longer than a round trip. */
    private static final long SMALL = 1 << 16;

    private static final int MAX_BATCH = 64;

    private final Map<Integer, List<TaskNode>> dependents;
    private final ProgressListener listener;
    private final int workers;
    private final Map<Integer, TaskNode> waiting = new LinkedHashMap<>();
    /** The number of unfinished dependencies, by dump ID. */
    private final Map<Integer, Integer> open = new HashMap<>();

    private final NavigableSet<TaskNode> ready;
    private final List<List<TaskNode>> running = new ArrayList<>();
    /** The data in the archive's order, or null if it can be read in any order. */
    private final Deque<TaskNode> readingOrder;

    /** Messages not yet reported. A listener may call back, so it must not be called while holding the lock. */
    private final List<String> unreported = new ArrayList<>();

    private boolean reading;
    private Pass pass = Pass.MAIN;
    private boolean over;

    /**
     * @param pending the nodes to be done; the rest of the graph is done
     * @param readingOrder the entries in the order in which their data must be read, or null for any order
     */
    Schedule(
            List<TaskNode> pending,
            int workers,
            List<TocEntry> readingOrder,
            TaskGraph graph,
            ProgressListener listener) {
        this.dependents = graph.dependents();
        this.listener = listener;
        this.workers = workers;
        pending.forEach(node -> waiting.put(node.dumpId(), node));
        CriticalPaths paths = new CriticalPaths(pending, dependents);
        this.ready = new TreeSet<>(Comparator.comparingLong(paths::length)
                .thenComparingLong(node -> node.size().stored())
                .reversed()
                .thenComparingInt(TaskNode::dumpId));
        for (TaskNode node : pending) {
            open.put(node.dumpId(), (int)
                    node.dependencies().stream().filter(waiting::containsKey).count());
        }
        this.readingOrder = readingOrder == null
                ? null
                : new ArrayDeque<>(readingOrder.stream()
                        .map(graph::node)
                        .filter(node -> node.readsData() && waiting.containsKey(node.dumpId()))
                        .toList());
        makeReady();
    }

    /** Waits for tasks that can run, and returns them in order; empty when everything is done. */
    List<TaskNode> take() throws InterruptedException {
        List<TaskNode> batch = await();
        reportMessages();
        return batch;
    }

    private synchronized List<TaskNode> await() throws InterruptedException {
        while (!over) {
            List<TaskNode> batch = poll();
            if (!batch.isEmpty()) {
                return batch;
            }
            if (!running.isEmpty()) {
                wait();
            } else if (!advance()) {
                stop();
            }
        }
        return List.of();
    }

    /** Returns tasks like {@link #take}, but does not wait: empty if none can run now. */
    synchronized List<TaskNode> poll() {
        List<TaskNode> batch = next();
        if (!batch.isEmpty()) {
            running.add(batch);
            batch.forEach(node -> note("launching", node));
        }
        return batch;
    }

    /** Marks tasks that were taken as done. */
    void finished(List<TaskNode> batch) {
        finish(batch);
        reportMessages();
    }

    private synchronized void finish(List<TaskNode> batch) {
        running.remove(batch);
        for (TaskNode node : batch) {
            note("finished", node);
            if (node.readsData()) {
                haveRead(node);
            }
            free(node);
        }
        notifyAll();
    }

    /** Marks all data of a task as read, though not yet loaded, so that the next data can be read. */
    synchronized void haveRead(TaskNode node) {
        if (readingOrder != null && node == readingOrder.peek()) {
            readingOrder.remove();
            reading = false;
            notifyAll();
        }
    }

    /** Stops handing out tasks. */
    synchronized void stop() {
        over = true;
        notifyAll();
    }

    /** Returns the tasks whose dependencies were never done, in the order of the list. */
    synchronized List<TaskNode> left() {
        return Stream.concat(ready.stream(), waiting.values().stream())
                .filter(node -> !node.isMilestone())
                .toList();
    }

    private boolean advance() {
        Optional<Pass> next = pass.next();
        if (next.isEmpty()) {
            return false;
        }
        pass = next.get();
        makeReady();
        return true;
    }

    private void makeReady() {
        for (TaskNode node : List.copyOf(waiting.values())) {
            if (consider(node)) {
                free(node);
            }
        }
    }

    private void free(TaskNode done) {
        Deque<TaskNode> freed = new ArrayDeque<>(List.of(done));
        while (!freed.isEmpty()) {
            for (TaskNode dependent : dependents.getOrDefault(freed.remove().dumpId(), List.of())) {
                if (open.merge(dependent.dumpId(), -1, Integer::sum) == 0 && consider(dependent)) {
                    freed.add(dependent);
                }
            }
        }
    }

    /**
     * Makes the task ready if its dependencies are done; returns whether it is done, too, because it involves no work.
     */
    private boolean consider(TaskNode node) {
        if (open.get(node.dumpId()) > 0 || node.pass() != pass || waiting.remove(node.dumpId()) == null) {
            return false;
        }
        if (node.isSelected()) {
            ready.add(node);
            return false;
        }
        note("skipping", node);
        return true;
    }

    private List<TaskNode> next() {
        for (TaskNode node : ready) {
            if (mayRun(node)) {
                List<TaskNode> batch = isSmall(node) ? withOthers(node) : List.of(node);
                batch.forEach(ready::remove);
                reading |= node.readsData();
                return batch;
            }
        }
        return List.of();
    }

    private boolean mayRun(TaskNode node) {
        boolean inTurn = readingOrder == null || !node.readsData() || (!reading && node == readingOrder.peek());
        return inTurn && running.stream().flatMap(List::stream).noneMatch(node::conflictsWith);
    }

    /** Adds this worker's share of the other small tasks. */
    private List<TaskNode> withOthers(TaskNode first) {
        List<TaskNode> small = ready.stream()
                .filter(Schedule::isSmall)
                .limit((long) MAX_BATCH * workers)
                .toList();
        int share = Math.max(1, small.size() / workers);
        return Stream.concat(Stream.of(first), small.stream().filter(node -> !node.equals(first) && mayRun(node)))
                .limit(share)
                .toList();
    }

    private static boolean isSmall(TaskNode node) {
        return switch (EntryTraits.of(node.task().entry()).weight()) {
            case LARGE -> false;
            case ROWS, SORTED_ROWS -> node.size().isKnown() && node.size().stored() < SMALL;
            case SMALL -> !node.readsData();
        };
    }

    private void note(String what, TaskNode node) {
        if (node.isMilestone()) {
            return;
        }
        TocEntry entry = node.task().entry();
        unreported.add(what + " item " + entry.dumpId() + " " + entry.desc() + " " + entry.tag());
    }

    private void reportMessages() {
        notes().forEach(text -> listener.message(Severity.INFO, text));
    }

    private synchronized List<String> notes() {
        List<String> notes = List.copyOf(unreported);
        unreported.clear();
        return notes;
    }
}
