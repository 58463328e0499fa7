package dev.sengi;

import dev.sengi.internal.compare.DataCounts;
import dev.sengi.internal.compare.Definitions;
import dev.sengi.internal.progress.WithoutNarration;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares what two databases, archives or scripts define: which objects are added, removed and changed.
 *
 * <pre>{@code
 * DiffReport report = PgDiff.between(DiffSource.dump(Path.of("shop.dump")), DiffSource.database(connections)).run();
 * report.objects().forEach(object -> System.out.println(object.change() + " " + object.type() + " " + object.name()));
 * }</pre>
 *
 * <p>Objects are matched by type, schema and name, whatever their order. Dump IDs, OIDs, versions and the definition of
 * the database itself are ignored, and so are owners if a script was written without them.
 *
 * <p>An immutable value: methods that set options return modified copies. It can be reused, even by several threads at
 * once, unless a side is a stream. The definitions of both sides are held in memory. Methods throw a {@link
 * NullPointerException} for null arguments.
 */
@CheckReturnValue
@SuppressWarnings("exports") // Static analysis recognizes the annotations by name.
public final class PgDiff {
    private static final Logger LOG = LoggerFactory.getLogger(PgDiff.class);

    private final DiffSource first;
    private final DiffSource second;
    private final ProgressListener listener;
    private final Executor executor;
    private final Set<ScriptFlag> ignored;
    private final boolean data;

    private PgDiff(
            DiffSource first,
            DiffSource second,
            ProgressListener listener,
            Executor executor,
            Set<ScriptFlag> ignored,
            boolean data) {
        this.first = Objects.requireNonNull(first, "first");
        this.second = Objects.requireNonNull(second, "second");
        this.listener = Objects.requireNonNull(listener, "listener");
        this.executor = Objects.requireNonNull(executor, "executor");
        this.ignored = ignored;
        this.data = data;
    }

    /**
     * Compares two sides.
     *
     * @param first the old side
     * @param second the new side
     * @return a comparison of all definitions
     */
    public static PgDiff between(DiffSource first, DiffSource second) {
        return new PgDiff(
                first, second, ProgressListener.none(), Run::inOwnThread, EnumSet.noneOf(ScriptFlag.class), false);
    }

    private PgDiff without(ScriptFlag flag) {
        Set<ScriptFlag> more = EnumSet.copyOf(ignored);
        more.add(flag);
        return new PgDiff(first, second, listener, executor, more, data);
    }

    /**
     * Ignores owners.
     *
     * @return a copy with this choice
     */
    public PgDiff noOwner() {
        return without(ScriptFlag.NO_OWNER);
    }

    /**
     * Ignores grants and default privileges.
     *
     * @return a copy with this choice
     */
    public PgDiff noPrivileges() {
        return without(ScriptFlag.NO_PRIVILEGES);
    }

    /**
     * Ignores comments.
     *
     * @return a copy with this choice
     */
    public PgDiff noComments() {
        return without(ScriptFlag.NO_COMMENTS);
    }

    /**
     * Compares the numbers of rows of all tables, and of large objects, too. Changed values are not detected. In a
     * database, foreign tables are counted if the other side is a dump that contains their rows.
     *
     * @return a copy with this choice
     */
    public PgDiff countRows() {
        return new PgDiff(first, second, listener, executor, ignored, true);
    }

    /**
     * Reports to the listener, which replaces an earlier one: stages, warnings, and how far a script has been read or, with
     * {@link #countRows()}, the rows of an archive or database have been counted. The progress starts again with each side.
     *
     * @param progressListener called by the threads that do the work, one call at a time
     * @return a copy with this choice
     */
    public PgDiff onProgress(ProgressListener progressListener) {
        return new PgDiff(first, second, progressListener, executor, ignored, data);
    }

    /**
     * Sets the executor that runs {@linkplain #start started} comparisons; by default, each runs in a new daemon
     * thread.
     *
     * @param chosen receives one task for each comparison, which occupies its thread until the comparison ends. If it
     *     rejects the task, {@code start} throws its exception; if it drops the task, the run ends only when cancelled
     * @return a copy with this choice
     */
    public PgDiff executor(Executor chosen) {
        return new PgDiff(first, second, listener, chosen, ignored, data);
    }

    /**
     * Reads both sides, one after the other, and compares them. Interrupting this thread ends the comparison.
     *
     * @return the differences
     * @throws ConnectionException if no connection can be opened, or it is lost
     * @throws ServerException if a server refuses a statement
     * @throws CancelledException if this thread is interrupted; its interrupt status stays set
     * @throws SengiException if a script is truncated or was written by pg_dumpall; or, with {@link #countRows()}, if
     *     an archive's data are damaged
     * @throws dev.sengi.archive.ArchiveFormatException if an archive is damaged
     * @throws IllegalStateException if a side is a stream that has been read before
     * @throws IOException if a file or stream cannot be read
     */
    public DiffReport run() throws IOException {
        Execution execution = execution();
        return execution.call(() -> compare(execution));
    }

    /**
     * Starts a comparison, which continues in another thread.
     *
     * @return the comparison, which ends as {@link #run()} does; a stream must not be used elsewhere until then
     */
    public Run<DiffReport> start() {
        Execution execution = execution();
        return Run.start(execution, executor, () -> compare(execution));
    }

    private Execution execution() {
        return new Execution("comparison", new Ends(first, second), LOG, new WithoutNarration(listener));
    }

    private DiffReport compare(Execution execution) throws IOException {
        DiffWork work = new DiffWork(execution, data);
        DiffWork.Contents former = work.read(first);
        DiffWork.Contents latter = work.read(second);
        List<ObjectDifference> objects =
                Definitions.of(former.entries()).compare(Definitions.of(latter.entries()), ignored);
        return new Report(objects, data ? tables(work, former, latter) : List.of());
    }

    private List<TableRows> tables(DiffWork work, DiffWork.Contents former, DiffWork.Contents latter) {
        DataCounts before = work.counts(first, former, latter);
        return before.compare(work.counts(second, latter, former));
    }

    private record Report(List<ObjectDifference> objects, List<TableRows> tables) implements DiffReport {
        Report {
            objects = List.copyOf(objects);
            tables = List.copyOf(tables);
        }
    }
}
