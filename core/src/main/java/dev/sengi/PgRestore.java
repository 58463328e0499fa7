package dev.sengi;

import dev.sengi.archive.ArchiveFormat;
import dev.sengi.archive.Compression;
import dev.sengi.archive.Section;
import dev.sengi.internal.option.Copies;
import dev.sengi.internal.option.RestoreOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How an archive is restored into a database, or written as an SQL script or another archive, as pg_restore does it.
 *
 * <pre>{@code
 * RestoreReport report = PgRestore.from(path).into(dataSource).noOwner().run();
 * }</pre>
 *
 * <p>A value: each method that chooses something returns another one and leaves this as it is. It holds nothing open, and
 * can be used many times, by several threads at once; if it restores from a stream, once.
 *
 * <p>Null arguments are refused with a {@link NullPointerException}.
 */
@CheckReturnValue
@SuppressWarnings("exports") // Checkers read the annotations by name.
public final class PgRestore {
    private static final Logger LOG = LoggerFactory.getLogger(PgRestore.class);

    private final ArchiveSource archive;
    private final ConnectionSource target;
    private final ProgressListener listener;
    private final Executor executor;
    private final boolean returnsFailures;
    private final int jobs;
    /** Never changed. */
    private final RestoreOptions.Builder choices;

    private PgRestore(
            ArchiveSource archive,
            ConnectionSource target,
            ProgressListener listener,
            Executor executor,
            boolean returnsFailures,
            int jobs,
            RestoreOptions.Builder choices) {
        this.archive = archive;
        this.target = target;
        this.listener = Objects.requireNonNull(listener, "listener");
        this.executor = Objects.requireNonNull(executor, "executor");
        this.returnsFailures = returnsFailures;
        this.jobs = jobs;
        this.choices = choices;
    }

    private static PgRestore from(ArchiveSource archive) {
        return new PgRestore(
                archive, null, ProgressListener.none(), Run::inOwnThread, false, 1, new RestoreOptions.Builder());
    }

    /** Restores from a file or an archive's folder. */
    public static PgRestore from(Path archive) {
        return from(new ArchiveSource(Objects.requireNonNull(archive, "archive"), null, null));
    }

    /**
     * Restores from a stream, which is not closed; for one run only. If it is a {@link java.io.FileInputStream} of a file
     * that can seek, its data are read in any order, and by several sessions at once.
     */
    public static PgRestore from(InputStream archive) {
        return from(new ArchiveSource(null, Objects.requireNonNull(archive, "archive"), null));
    }

    private PgRestore choosing(Consumer<RestoreOptions.Builder> choice) {
        RestoreOptions.Builder others = choices.copy();
        choice.accept(others);
        return new PgRestore(archive, target, listener, executor, returnsFailures, jobs, others);
    }

    /** Refuses archives of another format; without this, the archive itself says which it has: {@code -F}. */
    public PgRestore format(ArchiveFormat expected) {
        return new PgRestore(archive.of(expected), target, listener, executor, returnsFailures, jobs, choices);
    }

    /** Names the database to restore into. */
    public PgRestore into(ConnectionSource connectionSource) {
        Objects.requireNonNull(connectionSource, "connectionSource");
        return new PgRestore(archive, connectionSource, listener, executor, returnsFailures, jobs, choices);
    }

    /** Names the database to restore into: the one that the data source's connections are to. */
    public PgRestore into(DataSource dataSource) {
        return into(ConnectionSource.of(dataSource));
    }

    /** Names the database to restore into as libpq's programs do: see {@link ConnectionSource#of(String)}. */
    public PgRestore into(String connectionString) {
        return into(ConnectionSource.of(connectionString));
    }

    /** Reports what is done to the listener, instead of any chosen before. */
    public PgRestore onProgress(ProgressListener progressListener) {
        return new PgRestore(archive, target, progressListener, executor, returnsFailures, jobs, choices);
    }

    /** Chooses what executes the restores that are {@linkplain #start started}; otherwise each has a thread of its own. */
    public PgRestore executor(Executor chosen) {
        return new PgRestore(archive, target, listener, chosen, returnsFailures, jobs, choices);
    }

    /** Has {@link #run} return its report even if something failed, instead of throwing it. */
    public PgRestore returnFailures() {
        return new PgRestore(archive, target, listener, executor, true, jobs, choices);
    }

    /** Sets a flag; the named methods are shorter for those that are used most. */
    public PgRestore with(RestoreFlag flag) {
        return choosing(others -> others.flags = Copies.with(others.flags, flag));
    }

    /** Sets a flag that the script of a dump can have, too. */
    public PgRestore with(ScriptFlag flag) {
        return choosing(others -> others.scriptFlags = Copies.with(others.scriptFlags, flag));
    }

    /** Leaves objects to the restoring role: {@code -O}. */
    public PgRestore noOwner() {
        return with(ScriptFlag.NO_OWNER);
    }

    /** Restores no grants: {@code -x}. */
    public PgRestore noPrivileges() {
        return with(ScriptFlag.NO_PRIVILEGES);
    }

    /** Drops objects before they are made: {@code -c}. */
    public PgRestore clean() {
        return with(ScriptFlag.CLEAN);
    }

    /** Drops with IF EXISTS; needs {@link #clean()}. */
    public PgRestore ifExists() {
        return with(ScriptFlag.IF_EXISTS);
    }

    /** Creates the database that was dumped and restores into it: {@code -C}. */
    public PgRestore create() {
        return with(ScriptFlag.CREATE);
    }

    /** Restores all or nothing: {@code -1}. */
    public PgRestore singleTransaction() {
        return with(RestoreFlag.SINGLE_TRANSACTION).exitOnError();
    }

    /**
     * Commits after every so many commands, and stops at the first error: {@code --transaction-size}.
     *
     * @param commands at least 1
     */
    public PgRestore transactionSize(int commands) {
        int checked = UsageException.requireInRange(commands, "--transaction-size", 1, Integer.MAX_VALUE);
        return choosing(others -> others.transactionSize = checked).exitOnError();
    }

    /**
     * Restores by several sessions at once, which load data and make what comes after: {@code -j}. From a stream that
     * cannot seek, too, whose data are then read one after the other.
     *
     * @param sessions at least 1
     */
    public PgRestore jobs(int sessions) {
        int checked = UsageException.requireInRange(sessions, "-j/--jobs", 1, Integer.MAX_VALUE);
        return new PgRestore(archive, target, listener, executor, returnsFailures, checked, choices);
    }

    /** Stops at the first error: {@code -e}. */
    public PgRestore exitOnError() {
        return with(RestoreFlag.EXIT_ON_ERROR);
    }

    /** Restores definitions only: {@code -s}. */
    public PgRestore schemaOnly() {
        return choosing(others -> others.schemaOnly = true).noData();
    }

    /** Restores data only: {@code -a}. */
    public PgRestore dataOnly() {
        return choosing(others -> others.dataOnly = true).noSchema();
    }

    /** Restores no data; unlike {@link #schemaOnly()}, together with other restrictions: {@code --no-data}. */
    public PgRestore noData() {
        return choosing(others -> others.data = false);
    }

    /** Restores no definitions; unlike {@link #dataOnly()}, together with other restrictions: {@code --no-schema}. */
    public PgRestore noSchema() {
        return choosing(others -> others.schema = false);
    }

    /** Chooses whether the planner's statistics are restored; otherwise they are where definitions and data are. */
    public PgRestore statistics(boolean restored) {
        return choosing(others -> others.statistics = restored);
    }

    public PgRestore sections(Set<Section> chosen) {
        Set<Section> checked = OptionRules.atLeastOne(chosen);
        return choosing(others -> others.sections = checked);
    }

    /**
     * Restores what is in the schemas that match a pattern, in psql's syntax: {@code -n}. Further patterns choose more.
     *
     * <p>Unless {@link RestoreFlag#LENIENT_NAMES} is set, a pattern that matches nothing in the archive is an error; so for
     * all patterns and names.
     */
    public PgRestore includeSchema(String pattern) {
        return choosing(others -> others.schemas = Copies.with(others.schemas, List.of(pattern)));
    }

    /** Leaves out what is in the schemas that match a pattern: {@code -N}. */
    public PgRestore excludeSchema(String pattern) {
        return choosing(others -> others.excludeSchemas = Copies.with(others.excludeSchemas, List.of(pattern)));
    }

    /**
     * Restores the tables, views and sequences that match a pattern in psql's syntax, such as {@code public.item} or {@code
     * "Order*"}, with their rows, indexes, constraints and triggers. A pattern without a schema matches in all of them.
     * Further patterns choose more. With {@link RestoreFlag#BARE_TABLES} this is pg_restore's {@code -t}.
     */
    public PgRestore includeTable(String pattern) {
        return choosing(others -> others.tables = Copies.with(others.tables, List.of(pattern)));
    }

    /** Leaves out the tables, views and sequences that match a pattern, with all that belongs to them. */
    public PgRestore excludeTable(String pattern) {
        return choosing(others -> others.excludeTables = Copies.with(others.excludeTables, List.of(pattern)));
    }

    /** Leaves out the rows of the tables that match a pattern. */
    public PgRestore excludeTableData(String pattern) {
        return choosing(others -> others.excludeTableData = Copies.with(others.excludeTableData, List.of(pattern)));
    }

    /** Restores the indexes of these names: {@code -I}. */
    public PgRestore indexes(List<String> names) {
        List<String> copy = List.copyOf(names);
        return choosing(others -> others.indexes = copy);
    }

    /** Chooses functions by name and argument types, as the archive's list shows them. */
    public PgRestore functions(List<String> signatures) {
        List<String> copy = List.copyOf(signatures);
        return choosing(others -> others.functions = copy);
    }

    /** Chooses triggers, each as {@code table trigger}. */
    public PgRestore triggers(List<String> names) {
        List<String> copy = List.copyOf(names);
        return choosing(others -> others.triggers = copy);
    }

    /** Restores the entries that these lines name, in their order, as {@code pg_restore -l} prints them: {@code -L}. */
    public PgRestore list(List<String> lines) {
        List<String> copy = List.copyOf(lines);
        return choosing(others -> others.list = copy);
    }

    /** Names the superuser that disables triggers: {@code -S}. */
    public PgRestore superuser(String name) {
        return choosing(others -> others.superuser = name);
    }

    public PgRestore role(String name) {
        return choosing(others -> others.role = name);
    }

    /** Fixes the key of a script's {@code \restrict} command. */
    public PgRestore restrictKey(String key) {
        OptionRules.checkRestrictKey(key);
        return choosing(others -> others.restrictKey = key);
    }

    /**
     * Restores into the database and waits for the end. What fails is reported to the listener and passed over, as
     * pg_restore does, unless {@link #exitOnError()} is chosen. To interrupt this thread ends the restore; what has been
     * committed stays.
     *
     * <p>A plain-text script of pg_dump or pg_dumpall, compressed or not, is run as psql runs it; choices that need an
     * archive are refused then. Of psql's own commands it may have those that such scripts have.
     *
     * <p>The connection goes back to its source with the settings that it had. A script for servers before 17 sets
     * {@code transaction_timeout}, which they do not know; here it is left out.
     *
     * @throws UsageException if choices contradict each other, or a name matches nothing in the archive; nothing has been
     *     done then
     * @throws RestoreFailedException if the restore came to its end, but something failed, unless {@link
     *     #returnFailures()} is chosen
     * @throws ConnectionException if no connection can be had, or it is lost
     * @throws ServerException if something failed and {@link #exitOnError()} is chosen
     * @throws CancelledException if this thread is interrupted; it stays so
     * @throws SengiException if the restore cannot go on for another reason
     * @throws dev.sengi.archive.ArchiveFormatException if the archive is damaged
     * @throws IOException if the archive cannot be read; what the caller's stream or listener throws is thrown as it is
     */
    @CanIgnoreReturnValue
    public RestoreReport run() throws IOException {
        Execution execution = execution();
        RestoreWork work = databaseWork(execution);
        return execution.call(() -> restore(work));
    }

    /**
     * Starts a restore into the database, which goes on in another thread. The run ends as {@link #run()} does.
     *
     * @throws UsageException if choices contradict each other; other failures are those of the run
     */
    public Run<RestoreReport> start() {
        Execution execution = execution();
        RestoreWork work = databaseWork(execution);
        return Run.start(execution, executor, () -> restore(work));
    }

    private RestoreReport restore(RestoreWork work) throws IOException {
        RestoreReport report = work.into(target, jobs);
        if (report.errors() > 0 && !returnsFailures) {
            throw new RestoreFailedException(report);
        }
        return report;
    }

    private RestoreWork databaseWork(Execution execution) {
        if (target == null) {
            throw new UsageException("no database to restore into");
        }
        if (jobs > 1 && choices.flags.contains(RestoreFlag.SINGLE_TRANSACTION)) {
            throw new UsageException("cannot specify both --single-transaction and multiple jobs");
        }
        return work(execution);
    }

    private RestoreWork work(Execution execution) {
        return new RestoreWork(execution, archive, OptionRules.checked(choices));
    }

    private Execution execution() {
        return new Execution("restore", LOG, listener);
    }

    /** Writes the script that psql would restore from, and flushes the stream, which is not closed. */
    @CanIgnoreReturnValue
    public RestoreReport toScript(OutputStream out) throws IOException {
        Execution execution = execution();
        RestoreWork work = work(execution);
        return execution.call(() -> work.toScript(out));
    }

    /** Writes the selected entries as {@code pg_restore -l} lists them, and flushes the stream, which is not closed. */
    public void toList(OutputStream out) throws IOException {
        Execution execution = execution();
        RestoreWork work = work(execution);
        execution.call(() -> work.toList(out));
    }

    /**
     * Writes what {@link #run()} would do, in its order, and what it would leave out and why; no server is asked. The
     * text is a list for {@link #list}. The stream is flushed and not closed.
     */
    public void toPlan(OutputStream out) throws IOException {
        Execution execution = execution();
        RestoreWork work = work(execution);
        execution.call(() -> work.toPlan(out));
    }

    /**
     * Writes the selected entries as another archive, with the archive's settings and the database's own definition. A
     * file appears when it is whole; a folder is made, or empty.
     */
    public void toArchive(Path copy, ArchiveFormat format, Compression compression) throws IOException {
        Execution execution = execution();
        RestoreWork work = work(execution);
        execution.call(() -> work.toArchive(copy, format, compression));
    }

    /** As {@link #toArchive(Path, ArchiveFormat, Compression)}, into a stream, which is flushed; not as a directory. */
    public void toArchive(OutputStream copy, ArchiveFormat format, Compression compression) throws IOException {
        Execution execution = execution();
        RestoreWork work = work(execution);
        execution.call(() -> work.toArchive(copy, format, compression));
    }
}
