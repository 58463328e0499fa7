package dev.sengi;

import dev.sengi.archive.ArchiveFormat;
import dev.sengi.archive.Compression;
import dev.sengi.archive.CopyReport;
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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Restores an archive into a database, or writes it as an SQL script or another archive, as pg_restore does.
 *
 * <pre>{@code
 * RestoreReport report = PgRestore.from(path).into(dataSource).noOwner().run();
 * }</pre>
 *
 * <p>An immutable value: methods that set options return modified copies. It holds nothing open and can be reused, even
 * by several threads at once, unless it restores from a stream.
 *
 * <p>Methods throw a {@link NullPointerException} for null arguments.
 */
@CheckReturnValue
@SuppressWarnings("exports") // Static analysis recognizes the annotations by name.
public final class PgRestore {
    private static final Logger LOG = LoggerFactory.getLogger(PgRestore.class);

    private final ArchiveSource archive;
    private final @Nullable ConnectionSource target;
    private final ProgressListener listener;
    private final Executor executor;
    private final boolean returnsFailures;
    private final int jobs;
    /** Never changed. */
    private final RestoreOptions.Builder choices;

    private PgRestore(
            ArchiveSource archive,
            @Nullable ConnectionSource target,
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

    /**
     * Restores from a file or a directory archive.
     *
     * @param archive an archive, or a plain-text script, which only {@link #run()} and {@link #start()} accept
     * @return a restore with pg_restore's defaults
     */
    public static PgRestore from(Path archive) {
        return from(ArchiveSource.of(Objects.requireNonNull(archive, "archive")));
    }

    /**
     * Restores from a stream. If it is a {@link java.io.FileInputStream} of a file that can seek, its data can be read
     * in any order, and by several sessions in parallel.
     *
     * <p>Anything after the last data that are needed may remain unread. If the stream is a pipe, close it after the
     * run, so that its writer does not block.
     *
     * @param archive read once and not closed
     * @return a restore with pg_restore's defaults, for one run only; another one throws an {@link IllegalStateException}
     */
    public static PgRestore from(InputStream archive) {
        return from(ArchiveSource.of(Objects.requireNonNull(archive, "archive")));
    }

    private PgRestore choosing(Consumer<RestoreOptions.Builder> choice) {
        RestoreOptions.Builder others = choices.copy();
        choice.accept(others);
        return new PgRestore(archive, target, listener, executor, returnsFailures, jobs, others);
    }

    /**
     * Rejects archives in other formats, and scripts; by default, the format is detected: {@code -F}.
     *
     * @param expected the only format that is accepted
     * @return a copy with this choice
     */
    public PgRestore format(ArchiveFormat expected) {
        return new PgRestore(
                archive.of(Objects.requireNonNull(expected, "expected")),
                target,
                listener,
                executor,
                returnsFailures,
                jobs,
                choices);
    }

    /**
     * Chooses the database to restore into.
     *
     * @param connectionSource opens one connection for each of the {@link #jobs}
     * @return a copy with this choice
     */
    public PgRestore into(ConnectionSource connectionSource) {
        Objects.requireNonNull(connectionSource, "connectionSource");
        return new PgRestore(archive, connectionSource, listener, executor, returnsFailures, jobs, choices);
    }

    /**
     * Chooses the database to restore into.
     *
     * @param dataSource pooled or not; lends one connection for each of the {@link #jobs}
     * @return a copy with this choice
     */
    public PgRestore into(DataSource dataSource) {
        return into(ConnectionSource.of(dataSource));
    }

    /**
     * Chooses the database to restore into, as libpq's programs do.
     *
     * @param connectionString read as {@link ConnectionSource#of(String)} describes
     * @return a copy with this choice
     * @throws UsageException if the string is malformed, or is a JDBC URL: pass a {@link DataSource} instead
     */
    public PgRestore into(String connectionString) {
        return into(ConnectionSource.of(connectionString));
    }

    /**
     * Reports to the listener, which replaces an earlier one.
     *
     * @param progressListener called by the threads that do the work, one call at a time
     * @return a copy with this choice
     */
    public PgRestore onProgress(ProgressListener progressListener) {
        return new PgRestore(archive, target, progressListener, executor, returnsFailures, jobs, choices);
    }

    /**
     * Sets the executor that runs {@linkplain #start started} restores; by default, each runs in a new daemon thread.
     *
     * @param chosen receives one task for each restore, which occupies its thread until the restore ends. If it rejects
     *     the task, {@code start} throws its exception; if it drops the task, the run ends only when cancelled
     * @return a copy with this choice
     */
    public PgRestore executor(Executor chosen) {
        return new PgRestore(archive, target, listener, chosen, returnsFailures, jobs, choices);
    }

    /**
     * Makes {@link #run} return its report even if something failed, instead of throwing a {@link
     * RestoreFailedException}. With {@link #exitOnError()}, the first error is still thrown.
     *
     * @return a copy with this choice
     */
    public PgRestore returnFailures() {
        return new PgRestore(archive, target, listener, executor, true, jobs, choices);
    }

    /**
     * Sets a flag. For the most common flags there are separate methods.
     *
     * @param flag the flag to set; it cannot be unset
     * @return a copy with this choice
     */
    public PgRestore with(RestoreFlag flag) {
        Objects.requireNonNull(flag, "flag");
        PgRestore set = choosing(others -> others.flags = Copies.with(others.flags, flag));
        // A failed transaction accepts no more commands.
        return flag == RestoreFlag.SINGLE_TRANSACTION ? set.exitOnError() : set;
    }

    /**
     * Sets a flag that plain dumps can have, too. For the most common flags there are separate methods.
     *
     * @param flag the flag to set; it cannot be unset
     * @return a copy with this choice
     */
    public PgRestore with(ScriptFlag flag) {
        Objects.requireNonNull(flag, "flag");
        return choosing(others -> others.scriptFlags = Copies.with(others.scriptFlags, flag));
    }

    /**
     * Sets no owners, so that objects belong to the restoring role: {@code -O}.
     *
     * @return a copy with this choice
     */
    public PgRestore noOwner() {
        return with(ScriptFlag.NO_OWNER);
    }

    /**
     * Restores no grants: {@code -x}.
     *
     * @return a copy with this choice
     */
    public PgRestore noPrivileges() {
        return with(ScriptFlag.NO_PRIVILEGES);
    }

    /**
     * Restores no comments: {@code --no-comments}.
     *
     * @return a copy with this choice
     */
    public PgRestore noComments() {
        return with(ScriptFlag.NO_COMMENTS);
    }

    /**
     * Drops objects before creating them: {@code -c}. Together with {@link #create()}, drops the whole database.
     *
     * @return a copy with this choice
     */
    public PgRestore clean() {
        return with(ScriptFlag.CLEAN);
    }

    /**
     * Drops with IF EXISTS; requires {@link #clean()}: {@code --if-exists}.
     *
     * @return a copy with this choice
     */
    public PgRestore ifExists() {
        return with(ScriptFlag.IF_EXISTS);
    }

    /**
     * Creates the database that was dumped and restores into it: {@code -C}. With {@link #clean()}, an existing
     * database of that name is dropped first. If it cannot be created, {@link #run()} throws a {@link SengiException},
     * usually a {@link ServerException}, and nothing is restored, unless {@link RestoreFlag#RESTORE_INTO_EXISTING} is
     * set. Requires a source that can reach other databases; otherwise {@link #run()} throws a {@link UsageException}.
     *
     * @return a copy with this choice
     */
    public PgRestore create() {
        return with(ScriptFlag.CREATE);
    }

    /**
     * Restores everything or nothing, and stops at the first error: {@code -1}.
     *
     * @return a copy with this choice
     */
    public PgRestore singleTransaction() {
        return with(RestoreFlag.SINGLE_TRANSACTION);
    }

    /**
     * Commits after every {@code commands} commands, and stops at the first error: {@code --transaction-size}.
     *
     * @param commands at least 1
     * @return a copy with this choice
     * @throws UsageException if the number is out of range
     */
    public PgRestore transactionSize(int commands) {
        int checked = UsageException.requireInRange(commands, "--transaction-size", 1, Integer.MAX_VALUE);
        return choosing(others -> others.transactionSize = checked).exitOnError();
    }

    /**
     * Loads data and creates post-data objects in several sessions in parallel: {@code -j}. From a stream that cannot
     * seek, data are read one entry at a time. Cannot be combined with {@link #singleTransaction()} or a plain-text
     * script: {@link #run()} then throws a {@link UsageException}. If some connections cannot be opened, the restore
     * warns and continues with the others.
     *
     * @param sessions at least 1, which is the default
     * @return a copy with this choice
     * @throws UsageException if the number is out of range
     */
    public PgRestore jobs(int sessions) {
        int checked = UsageException.requireInRange(sessions, "-j/--jobs", 1, Integer.MAX_VALUE);
        return new PgRestore(archive, target, listener, executor, returnsFailures, checked, choices);
    }

    /**
     * Stops at the first error, which {@link #run()} throws: {@code -e}.
     *
     * @return a copy with this choice
     */
    public PgRestore exitOnError() {
        return with(RestoreFlag.EXIT_ON_ERROR);
    }

    /**
     * Restores definitions but no data: {@code -s}.
     *
     * @return a copy with this choice
     */
    public PgRestore schemaOnly() {
        return choosing(others -> others.schemaOnly = true).noData();
    }

    /**
     * Restores data but no definitions: {@code -a}.
     *
     * @return a copy with this choice
     */
    public PgRestore dataOnly() {
        return choosing(others -> others.dataOnly = true).noSchema();
    }

    /**
     * Restores no data: {@code --no-data}. Unlike {@link #schemaOnly()}, this can be combined with other restrictions.
     *
     * @return a copy with this choice
     */
    public PgRestore noData() {
        return choosing(others -> others.data = false);
    }

    /**
     * Restores no definitions: {@code --no-schema}. Unlike {@link #dataOnly()}, this can be combined with other
     * restrictions.
     *
     * @return a copy with this choice
     */
    public PgRestore noSchema() {
        return choosing(others -> others.schema = false);
    }

    /**
     * Chooses whether the planner's statistics are restored: {@code --statistics}, {@code --no-statistics}. By default,
     * they are restored only together with definitions and data. Combined with {@link #noData()} and {@link
     * #noSchema()}, this is {@code --statistics-only}.
     *
     * @param restored true to restore them
     * @return a copy with this choice
     */
    public PgRestore statistics(boolean restored) {
        return choosing(others -> others.statistics = restored);
    }

    /**
     * Restores only these sections; all by default: {@code --section}.
     *
     * @param chosen at least one; copied. {@link Section#NONE} is ignored
     * @return a copy with this choice
     * @throws UsageException if the set contains no other section
     */
    public PgRestore sections(Set<Section> chosen) {
        Set<Section> checked = OptionRules.atLeastOne(chosen);
        return choosing(others -> others.sections = checked);
    }

    /**
     * Restores only the contents of the matching schemas, which must exist in the target: {@code -n}. Further patterns add
     * schemas.
     *
     * <p>Unless {@link RestoreFlag#LENIENT_NAMES} is set, a pattern that matches nothing in the archive is an error.
     * This applies to everything that is included, but not to exclusions: like those of a dump, they have no effect if they
     * match nothing.
     *
     * @param pattern in psql's syntax
     * @return a copy with this choice
     */
    public PgRestore includeSchema(String pattern) {
        return choosing(others -> others.schemas = Copies.with(others.schemas, OptionRules.text(pattern, "pattern")));
    }

    /**
     * Leaves out the contents of the matching schemas: {@code -N}.
     *
     * @param pattern in psql's syntax
     * @return a copy with this choice
     */
    public PgRestore excludeSchema(String pattern) {
        return choosing(others ->
                others.excludeSchemas = Copies.with(others.excludeSchemas, OptionRules.text(pattern, "pattern")));
    }

    /**
     * Restores only the matching tables, views and sequences, with their rows, indexes, constraints, triggers, rules,
     * policies, comments and grants, and the sequences that they own. Further patterns add tables. With {@link
     * RestoreFlag#BARE_TABLES}, this is pg_restore's {@code -t}.
     *
     * <p>A partitioned table has no rows, and comes without its partitions; see {@link #includeTableAndChildren}. If both
     * are selected, the partition is attached.
     *
     * @param pattern in psql's syntax, such as {@code public.item} or {@code "Order"*}; without a schema it matches in
     *     all of them
     * @return a copy with this choice
     */
    public PgRestore includeTable(String pattern) {
        return choosing(others -> others.tables = Copies.with(others.tables, OptionRules.text(pattern, "pattern")));
    }

    /**
     * As {@link #includeTable}, with the partitions of the matching tables and the tables that inherit from them, at any
     * depth.
     *
     * @param pattern in psql's syntax
     * @return a copy with this choice
     */
    public PgRestore includeTableAndChildren(String pattern) {
        return choosing(others ->
                others.tablesAndChildren = Copies.with(others.tablesAndChildren, OptionRules.text(pattern, "pattern")));
    }

    /**
     * Leaves out the matching tables, views and sequences, with everything that belongs to them. Partitions of a table that
     * is left out become ordinary tables; see {@link #excludeTableAndChildren}.
     *
     * @param pattern in psql's syntax
     * @return a copy with this choice
     */
    public PgRestore excludeTable(String pattern) {
        return choosing(others ->
                others.excludeTables = Copies.with(others.excludeTables, OptionRules.text(pattern, "pattern")));
    }

    /**
     * As {@link #excludeTable}, with the partitions of the matching tables and the tables that inherit from them, at any
     * depth.
     *
     * @param pattern in psql's syntax
     * @return a copy with this choice
     */
    public PgRestore excludeTableAndChildren(String pattern) {
        return choosing(others -> others.excludeTablesAndChildren =
                Copies.with(others.excludeTablesAndChildren, OptionRules.text(pattern, "pattern")));
    }

    /**
     * Leaves out the rows of the matching tables, but not their definitions.
     *
     * @param pattern in psql's syntax
     * @return a copy with this choice
     */
    public PgRestore excludeTableData(String pattern) {
        return choosing(others ->
                others.excludeTableData = Copies.with(others.excludeTableData, OptionRules.text(pattern, "pattern")));
    }

    /**
     * As {@link #excludeTableData}, with the partitions of the matching tables and the tables that inherit from them, at
     * any depth.
     *
     * @param pattern in psql's syntax
     * @return a copy with this choice
     */
    public PgRestore excludeTableDataAndChildren(String pattern) {
        return choosing(others -> others.excludeTableDataAndChildren =
                Copies.with(others.excludeTableDataAndChildren, OptionRules.text(pattern, "pattern")));
    }

    /**
     * Restores only this index: {@code -I}. Further names add indexes.
     *
     * @param name unquoted and case-sensitive
     * @return a copy with this choice
     */
    public PgRestore includeIndex(String name) {
        return choosing(others -> others.indexes = Copies.with(others.indexes, OptionRules.text(name, "name")));
    }

    /**
     * Restores only this function: {@code -P}. Further signatures add functions.
     *
     * @param signature the name with argument types, as the archive's list shows it
     * @return a copy with this choice
     */
    public PgRestore includeFunction(String signature) {
        return choosing(
                others -> others.functions = Copies.with(others.functions, OptionRules.text(signature, "signature")));
    }

    /**
     * Restores only this trigger: {@code -T}. Further names add triggers.
     *
     * @param name as {@code table trigger}, unquoted
     * @return a copy with this choice
     */
    public PgRestore includeTrigger(String name) {
        return choosing(others -> others.triggers = Copies.with(others.triggers, OptionRules.text(name, "name")));
    }

    /**
     * Restores only the listed entries, in the order of the list: {@code -L}.
     *
     * @param lines as {@link #toList} and {@code pg_restore -l} write them; copied
     * @return a copy with this choice
     */
    public PgRestore useList(List<String> lines) {
        List<String> copy = List.copyOf(Objects.requireNonNull(lines, "lines"));
        return choosing(others -> others.list = copy);
    }

    /**
     * Names the superuser that disables triggers: {@code -S}.
     *
     * @param name an unquoted role name
     * @return a copy with this choice
     */
    public PgRestore superuser(String name) {
        return choosing(others -> others.superuser = OptionRules.text(name, "superuser"));
    }

    /**
     * Runs {@code SET ROLE} before restoring anything: {@code --role}.
     *
     * @param name an unquoted role name
     * @return a copy with this choice
     */
    public PgRestore role(String name) {
        return choosing(others -> others.role = OptionRules.text(name, "role"));
    }

    /**
     * Sets the key of a script's {@code \restrict} command; random by default: {@code --restrict-key}. A restore into a
     * database rejects this option.
     *
     * @param key ASCII letters and digits
     * @return a copy with this choice
     * @throws UsageException if the key is empty or contains other characters
     */
    public PgRestore restrictKey(String key) {
        OptionRules.checkRestrictKey(key);
        return choosing(others -> others.restrictKey = key);
    }

    /**
     * Restores into the database and waits for the end. Like pg_restore, this method reports a failure to the listener
     * and continues, unless {@link #exitOnError()} is chosen. Interrupting this thread ends the restore; what has been
     * committed stays.
     *
     * <p>A plain-text script written by pg_dump or pg_dumpall, compressed or not, is run as psql would run it. Options
     * that need an archive are then rejected. Of psql's own commands, only those that such scripts contain are allowed.
     *
     * <p>The connection is returned to its source with its original settings. Archives and scripts set {@code
     * transaction_timeout}, which this method omits on servers before 17, because they do not support it.
     *
     * @return what the restore did
     * @throws UsageException if choices contradict each other, or a name matches nothing in the archive; nothing has
     *     been done then
     * @throws RestoreFailedException if the restore reached its end, but something failed, unless {@link
     *     #returnFailures()} is chosen
     * @throws ConnectionException if no connection can be opened, or it is lost
     * @throws ServerException if a statement failed and {@link #exitOnError()} is chosen, or {@link #create()} cannot
     *     create the database
     * @throws CancelledException if this thread is interrupted; its interrupt status stays set
     * @throws SengiException if the restore cannot continue for another reason
     * @throws dev.sengi.archive.ArchiveFormatException if the archive is damaged
     * @throws IllegalStateException if the source is a stream that has been read before
     * @throws IOException if the archive cannot be read. What the caller's stream or listener throws is thrown
     *     unchanged
     */
    @CanIgnoreReturnValue
    public RestoreReport run() throws IOException {
        Execution execution = execution(target);
        RestoreWork work = databaseWork(execution);
        return execution.call(() -> restore(work));
    }

    /**
     * Starts a restore into the database, which continues in another thread.
     *
     * @return the restore, which ends as {@link #run()} does
     * @throws UsageException if choices contradict each other; all other failures are those of the run
     */
    public Run<RestoreReport> start() {
        Execution execution = execution(target);
        RestoreWork work = databaseWork(execution);
        return Run.start(execution, executor, () -> restore(work));
    }

    private RestoreReport restore(RestoreWork work) throws IOException {
        RestoreReport report = work.into(Objects.requireNonNull(target), jobs);
        if (report.failureCount() > 0 && !returnsFailures) {
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
        if (choices.restrictKey != null) {
            throw OptionRules.together("-d/--dbname", "--restrict-key");
        }
        if (choices.scriptFlags.contains(ScriptFlag.CREATE)) {
            // Otherwise the first connection would drop the database, and no connection could restore it.
            OptionRules.requireSeveralDatabases(target, "create a database");
        }
        return work(execution);
    }

    private RestoreWork work(Execution execution) {
        return new RestoreWork(execution, archive, OptionRules.checked(choices));
    }

    private RestoreWork copying(Execution execution) {
        TargetOptions.checkArchive(OptionRules.checked(choices), jobs);
        return work(execution);
    }

    private Execution execution(@Nullable Object to) {
        return new Execution("restore", new Ends(archive, to), LOG, listener);
    }

    /**
     * Writes the script that restores the archive when psql runs it. Several {@link #jobs} and {@link
     * RestoreFlag#NO_DATA_FOR_FAILED_TABLES} are rejected, because a script cannot express them. {@link #exitOnError()} has no
     * effect: psql stops at the first error if {@code ON_ERROR_STOP} is set.
     *
     * @param out flushed but not closed
     * @return what was written
     * @throws UsageException if choices contradict each other or do not fit a script, before anything is written; or a name
     *     matches nothing in the archive
     * @throws dev.sengi.archive.ArchiveFormatException if the archive is damaged, or is a plain-text script
     * @throws CancelledException if this thread is interrupted
     * @throws IllegalStateException if the source is a stream that has been read before
     * @throws IOException if the archive cannot be read or the stream cannot be written
     */
    @CanIgnoreReturnValue
    public ScriptReport toScript(OutputStream out) throws IOException {
        Execution execution = execution(out);
        return execution.call(script(execution, out));
    }

    /**
     * Starts writing a script, which continues in another thread.
     *
     * @param out flushed but not closed; used until the run has ended
     * @return the run, which ends as {@link #toScript} does
     * @throws UsageException if choices contradict each other or do not fit a script; all other failures are those of the run
     */
    public Run<ScriptReport> startScript(OutputStream out) {
        Execution execution = execution(out);
        return Run.start(execution, executor, script(execution, out));
    }

    private Execution.Work<ScriptReport> script(Execution execution, OutputStream out) {
        Objects.requireNonNull(out, "out");
        TargetOptions.checkScript(OptionRules.checked(choices), jobs);
        RestoreWork work = work(execution);
        return () -> work.toScript(out);
    }

    /**
     * Writes the selected entries as {@code pg_restore -l} lists them. Options that do not select entries are accepted, and
     * have no effect.
     *
     * @param out flushed but not closed
     * @return what has been listed
     * @throws UsageException if choices contradict each other; or, after the list has been written, if a name matches nothing
     *     in the archive
     * @throws CancelledException if this thread is interrupted
     * @throws dev.sengi.archive.ArchiveFormatException if the archive is damaged, or is a plain-text script
     * @throws IllegalStateException if the source is a stream that has been read before
     * @throws IOException if the archive cannot be read or the stream cannot be written
     */
    @CanIgnoreReturnValue
    public ListReport toList(OutputStream out) throws IOException {
        Objects.requireNonNull(out, "out");
        Execution execution = execution(out);
        RestoreWork work = work(execution);
        return execution.call(() -> work.toList(out));
    }

    /**
     * Writes what {@link #run()} would do, in its order, and what it would leave out and why, without contacting a
     * server. The text can be used as a list for {@link #useList}.
     *
     * @param out flushed but not closed
     * @return how much {@link #run()} would restore
     * @throws UsageException if choices contradict each other, or a name matches nothing in the archive
     * @throws CancelledException if this thread is interrupted
     * @throws dev.sengi.archive.ArchiveFormatException if the archive is damaged, or is a plain-text script
     * @throws IllegalStateException if the source is a stream that has been read before
     * @throws IOException if the archive cannot be read or the stream cannot be written
     */
    @CanIgnoreReturnValue
    public ListReport toPlan(OutputStream out) throws IOException {
        Objects.requireNonNull(out, "out");
        Execution execution = execution(out);
        RestoreWork work = work(execution);
        return execution.call(() -> work.toPlan(out));
    }

    /**
     * Writes the selected entries as another archive, which also contains the settings and the definition of the
     * database. Options that only change how an archive is restored, such as {@link #noOwner()}, {@link #clean()} and
     * {@link #jobs}, are rejected: set them when the copy is restored. To change owners, see {@link
     * dev.sengi.archive.ArchiveCopy#map}.
     *
     * @param copy a file, which appears when it is complete; for {@link ArchiveFormat#DIRECTORY}, a new or empty
     *     directory
     * @param format the format of the copy
     * @param compression how the copy's data are compressed; none for a tar
     * @return what the copy contains
     * @throws UsageException if choices contradict each other or do not fit a copy, compression is requested for a tar, or a
     *     name matches nothing in the archive
     * @throws dev.sengi.archive.ArchiveFormatException if the archive is damaged, or is a plain-text script
     * @throws CancelledException if this thread is interrupted
     * @throws IllegalStateException if the source is a stream that has been read before
     * @throws IOException if the archive cannot be read or the copy cannot be written
     */
    @CanIgnoreReturnValue
    public CopyReport toArchive(Path copy, ArchiveFormat format, Compression compression) throws IOException {
        Execution execution = execution(copy);
        return execution.call(archive(execution, copy, format, compression));
    }

    /**
     * Starts writing another archive, which continues in another thread. Its progress does not count rows.
     *
     * @param copy as for {@link #toArchive(Path, ArchiveFormat, Compression)}
     * @param format the format of the copy
     * @param compression how the copy's data are compressed; none for a tar
     * @return the run, which ends as that method does
     * @throws UsageException if choices contradict each other or do not fit a copy, or compression is requested for a tar;
     *     all other failures are those of the run
     */
    public Run<CopyReport> startArchive(Path copy, ArchiveFormat format, Compression compression) {
        Execution execution = execution(copy);
        return Run.start(execution, executor, archive(execution, copy, format, compression));
    }

    private Execution.Work<CopyReport> archive(
            Execution execution, Path copy, ArchiveFormat format, Compression compression) {
        Objects.requireNonNull(copy, "copy");
        Objects.requireNonNull(format, "format");
        OptionRules.checkCopy(format, compression);
        RestoreWork work = copying(execution);
        return () -> work.toArchive(copy, format, compression);
    }

    /**
     * Writes the selected entries as another archive, like {@link #toArchive(Path, ArchiveFormat, Compression)}.
     *
     * @param copy flushed but not closed
     * @param format the format of the copy; not a directory
     * @param compression how the copy's data are compressed; none for a tar
     * @return what the copy contains
     * @throws UsageException if choices contradict each other or do not fit a copy, the format is a directory, compression is
     *     requested for a tar, or a name matches nothing in the archive
     * @throws dev.sengi.archive.ArchiveFormatException if the archive is damaged, or is a plain-text script
     * @throws CancelledException if this thread is interrupted
     * @throws IllegalStateException if the source is a stream that has been read before
     * @throws IOException if the archive cannot be read or the copy cannot be written
     */
    @CanIgnoreReturnValue
    public CopyReport toArchive(OutputStream copy, ArchiveFormat format, Compression compression) throws IOException {
        Execution execution = execution(copy);
        return execution.call(archive(execution, copy, format, compression));
    }

    /**
     * Starts writing another archive, like {@link #startArchive(Path, ArchiveFormat, Compression)}.
     *
     * @param copy flushed but not closed; used until the run has ended
     * @param format the format of the copy; not a directory
     * @param compression how the copy's data are compressed; none for a tar
     * @return the run, which ends as {@link #toArchive(OutputStream, ArchiveFormat, Compression)} does
     * @throws UsageException if choices contradict each other or do not fit a copy, the format is a directory, or compression
     *     is requested for a tar; all other failures are those of the run
     */
    public Run<CopyReport> startArchive(OutputStream copy, ArchiveFormat format, Compression compression) {
        Execution execution = execution(copy);
        return Run.start(execution, executor, archive(execution, copy, format, compression));
    }

    private Execution.Work<CopyReport> archive(
            Execution execution, OutputStream copy, ArchiveFormat format, Compression compression) {
        Objects.requireNonNull(copy, "copy");
        Objects.requireNonNull(format, "format");
        OptionRules.checkCopy(format, compression);
        if (format == ArchiveFormat.DIRECTORY) {
            throw new UsageException("no output directory specified");
        }
        RestoreWork work = copying(execution);
        return () -> work.toArchive(copy, format, compression);
    }
}
