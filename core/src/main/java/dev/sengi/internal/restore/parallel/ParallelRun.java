package dev.sengi.internal.restore.parallel;

import dev.sengi.ProgressListener;
import dev.sengi.ProgressListener.Severity;
import dev.sengi.SengiException;
import dev.sengi.archive.Archive;
import dev.sengi.archive.Section;
import dev.sengi.archive.TocEntry;
import dev.sengi.archive.internal.traits.EntryTraits.Pass;
import dev.sengi.internal.data.ArchiveEntryData;
import dev.sengi.internal.data.EntryData;
import dev.sengi.internal.io.FileErrors;
import dev.sengi.internal.option.RestoreOptions;
import dev.sengi.internal.perform.EntryRestore;
import dev.sengi.internal.perform.NewTables;
import dev.sengi.internal.plan.RestorePlan;
import dev.sengi.internal.plan.RestoreTask;
import dev.sengi.internal.plan.StoredOrder;
import dev.sengi.internal.restore.database.DatabaseTarget;
import dev.sengi.internal.restore.database.ExistingTables;
import dev.sengi.internal.session.worker.WorkerThreads;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Performs a plan with several sessions. One session creates the pre-data objects. Then workers load the data and
 * create the post-data objects, each as soon as its dependencies are done. Finally, one session performs tasks whose
 * dependencies were never done.
 *
 * <p>Used for one run, by one thread.
 *
 * <p>Source: {@code restore_toc_entries_prefork}, {@code restore_toc_entries_parallel} and {@code
 * restore_toc_entries_postfork} in PostgreSQL's {@code pg_backup_archiver.c}. pg_restore requires an archive that can
 * seek.
 */
public final class ParallelRun {
    private final RestorePlan plan;
    private final RestoreOptions options;
    private final Archive archive;
    private final DatabaseTarget leader;
    private final ProgressListener listener;
    private final int jobs;
    /** Null if data can be read in any order. */
    private final List<TocEntry> readingOrder;

    /** Whether foreign keys are not checked while rows are loaded. */
    private final boolean switchesTriggers;

    /** What is known before the database is. */
    private final TaskGraph graph;

    private final WorkerThreads threads;
    private int workerErrors;
    private long workerBytes;

    /**
     * @param leader a session that has not started; the workers' sessions are derived from it
     * @param listener called by one thread at a time
     * @param jobs the number of workers, at least 1
     */
    public ParallelRun(
            RestorePlan plan,
            RestoreOptions options,
            Archive archive,
            DatabaseTarget leader,
            ProgressListener listener,
            int jobs)
            throws IOException {
        this.plan = plan;
        this.options = options;
        this.archive = archive;
        this.leader = leader;
        this.listener = listener;
        this.jobs = jobs;
        this.threads = new WorkerThreads("restore", listener, FileErrors::reading);
        this.readingOrder = archive.seekable() ? null : StoredOrder.of(archive);
        this.switchesTriggers = plan.switchesTriggers(options);
        this.graph = TaskGraph.of(
                plan.tasks(),
                options.quoting(),
                switchesTriggers,
                DataSizes.of(archive, plan.dataEntries())::of,
                readingOrder);
    }

    /** Returns the number of errors that were reported and ignored, as pg_restore counts them. */
    public int errors() {
        return leader.errors() + workerErrors;
    }

    /** Returns how many bytes of data have been sent. */
    public long dataBytes() {
        return leader.dataBytes() + workerBytes;
    }

    /** Ends the run soon, and cancels the commands that the server is running; called by any thread. */
    public void cancel() {
        leader.cancel();
        threads.cancel();
    }

    /** Closes all connections, in case {@link #cancel} has not helped; called by any thread. */
    public void abort() {
        leader.abort();
        threads.abort();
    }

    public void run() throws IOException {
        if (!archive.header().version().storesDumpIds()) {
            throw new SengiException("parallel restore is not supported with archives made by pre-8.0 pg_dump");
        }
        try {
            perform();
        } catch (IOException | SengiException e) {
            leader.flushBefore(e);
            throw e;
        }
    }

    private void perform() throws IOException {
        EntryRestore entries = new EntryRestore(plan, options, leader);
        entries.begin();
        Set<Integer> done = performBeforeData(entries);
        entries.endSession();
        leader.finish();
        TaskGraph ordered = inOrderOfExistingTables();
        // There must never be more sessions than requested.
        leader.close();
        List<TaskNode> left = work(ordered, done, entries.newTables());
        if (!left.isEmpty()) {
            leader.join(entries.place());
            entries.join();
            for (TaskNode node : left) {
                leader.progress("processing missed " + item(node.task()));
                entries.perform(node.task());
            }
            entries.endSession();
        }
        entries.finish();
    }

    /** Performs the tasks that do not wait for data, in the list's order, and returns their dump IDs. */
    private Set<Integer> performBeforeData(EntryRestore entries) throws IOException {
        Set<Integer> done = new HashSet<>();
        boolean skippedSome = false;
        for (TaskNode node : graph.nodes()) {
            if (node.isMilestone()) {
                continue;
            }
            RestoreTask task = node.task();
            Section section = task.entry().section();
            skippedSome |= section == Section.DATA || section == Section.POST_DATA;
            boolean now = section == Section.PRE_DATA || (section == Section.NONE && !skippedSome);
            if (now && task.pass() == Pass.MAIN) {
                leader.progress("processing " + item(task));
                entries.perform(task);
                done.add(node.dumpId());
            }
        }
        leader.finish();
        entries.newTables().forget(leader::hasFailed);
        return done;
    }

    /**
     * Returns the graph in which rows also wait for those that tables of the database need first. Called while no
     * transaction is open, which a failing query would abort.
     */
    private TaskGraph inOrderOfExistingTables() {
        boolean loadsExisting = graph.loadsExistingTables(leader::hasFailed);
        if (!loadsExisting && !graph.fillsSeveral()) {
            return graph;
        }
        ExistingTables tables = leader.existingTables(!switchesTriggers);
        // If catalogs are unreadable, the order is unknown, which hardly ever matters for new tables.
        return loadsExisting || tables.areKnown() ? graph.with(tables) : graph;
    }

    private List<TaskNode> work(TaskGraph ordered, Set<Integer> done, NewTables newTables) throws IOException {
        List<TaskNode> pending = ordered.nodes().stream()
                .filter(node -> !done.contains(node.dumpId()))
                .toList();
        Schedule schedule = new Schedule(pending, jobs, readingOrder, ordered, listener);
        List<Worker> workers = new ArrayList<>();
        for (int i = 0; i < Math.min(jobs, Math.max(1, pending.size())); i++) {
            DatabaseTarget target = leader.another(data(schedule, ordered));
            workers.add(new Worker(target, new EntryRestore(plan, options, target, 0, newTables), schedule));
        }
        listener.message(Severity.INFO, "entering main parallel loop");
        threads.run(workers, schedule::stop);
        for (Worker worker : workers) {
            workerErrors += worker.errors();
            workerBytes += worker.dataBytes();
        }
        listener.message(Severity.INFO, "finished main parallel loop");
        return schedule.left();
    }

    private EntryData data(Schedule schedule, TaskGraph ordered) throws IOException {
        return archive.seekable()
                ? new ArchiveEntryData(archive.another(), jobs)
                : new DataInTurn(new ArchiveEntryData(archive, jobs), entry -> schedule.haveRead(ordered.node(entry)));
    }

    private static String item(RestoreTask task) {
        TocEntry entry = task.entry();
        return "item " + entry.dumpId() + " " + entry.desc() + " " + entry.tag();
    }
}
