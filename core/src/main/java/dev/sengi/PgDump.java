package dev.sengi;

import dev.sengi.archive.Compression;
import dev.sengi.archive.Section;
import dev.sengi.internal.option.Copies;
import dev.sengi.internal.option.DumpOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a database is dumped, as pg_dump does it, and from where.
 *
 * <pre>{@code
 * DumpReport report = PgDump.from(dataSource)
 *         .format(DumpFormat.CUSTOM)
 *         .includeTable("public.*")
 *         .to(Path.of("shop.dump"));
 * }</pre>
 *
 * <p>A value: each method that chooses something returns another one and leaves this as it is. It holds nothing open, and
 * can be used many times, by several threads at once. Each dump reads everything in one repeatable-read, read-only
 * transaction, whose settings end with it.
 *
 * <p>Null arguments are refused with a {@link NullPointerException}.
 */
@CheckReturnValue
@SuppressWarnings("exports") // Checkers read the annotations by name.
public final class PgDump {
    private static final Logger LOG = LoggerFactory.getLogger(PgDump.class);

    private final ConnectionSource source;
    private final ProgressListener listener;
    private final Executor executor;
    private final boolean checksum;
    /** Never changed. */
    private final DumpOptions.Builder choices;

    private PgDump(
            ConnectionSource source,
            ProgressListener listener,
            Executor executor,
            boolean checksum,
            DumpOptions.Builder choices) {
        this.source = Objects.requireNonNull(source, "source");
        this.listener = Objects.requireNonNull(listener, "listener");
        this.executor = Objects.requireNonNull(executor, "executor");
        this.checksum = checksum;
        this.choices = choices;
    }

    /** Dumps the database that the source's connections are to. */
    public static PgDump from(ConnectionSource source) {
        return new PgDump(source, ProgressListener.none(), Run::inOwnThread, true, new DumpOptions.Builder());
    }

    /** Dumps the database that the connections of the data source, pooled or not, are to. */
    public static PgDump from(DataSource dataSource) {
        return from(ConnectionSource.of(dataSource));
    }

    /** Dumps the database that libpq would connect to: see {@link ConnectionSource#of(String)}. */
    public static PgDump from(String connectionString) {
        return from(ConnectionSource.of(connectionString));
    }

    private PgDump choosing(Consumer<DumpOptions.Builder> choice) {
        DumpOptions.Builder others = choices.copy();
        choice.accept(others);
        return new PgDump(source, listener, executor, checksum, others);
    }

    /** Reports what is done to the listener, instead of any chosen before. */
    public PgDump onProgress(ProgressListener progressListener) {
        return new PgDump(source, progressListener, executor, checksum, choices);
    }

    /** Chooses what executes the dumps that are {@linkplain #start started}; otherwise each has a thread of its own. */
    public PgDump executor(Executor chosen) {
        return new PgDump(source, listener, chosen, checksum, choices);
    }

    /** Chooses whether reports have a SHA-256, which they do otherwise; files are read again for it. */
    public PgDump checksum(boolean computed) {
        return new PgDump(source, listener, executor, computed, choices);
    }

    /** Chooses the output; {@link DumpFormat#PLAIN} otherwise. */
    public PgDump format(DumpFormat chosen) {
        return choosing(others -> others.format = chosen);
    }

    /** Chooses the compression; otherwise gzip for archives and none for scripts. */
    public PgDump compression(Compression chosen) {
        return choosing(others -> others.compression = chosen);
    }

    /** Sets a flag; the named methods are shorter for those that are used most. */
    public PgDump with(DumpFlag flag) {
        return choosing(others -> others.flags = Copies.with(others.flags, flag));
    }

    /** Sets a flag of the script that a plain dump is; archives leave these choices to the restore. */
    public PgDump with(ScriptFlag flag) {
        return choosing(others -> others.scriptFlags = Copies.with(others.scriptFlags, flag));
    }

    /** Adds a pattern, in psql's syntax; the named methods are shorter for those that are used most. */
    public PgDump with(DumpPattern purpose, String pattern) {
        return choosing(others -> others.patterns = others.patterns.with(purpose, pattern));
    }

    /** Dumps the schemas that match a pattern, in psql's syntax, and what is in them: {@code -n}. */
    public PgDump includeSchema(String pattern) {
        return with(DumpPattern.INCLUDE_SCHEMA, pattern);
    }

    /** {@code -N}. */
    public PgDump excludeSchema(String pattern) {
        return with(DumpPattern.EXCLUDE_SCHEMA, pattern);
    }

    /** Dumps the tables, views and sequences that match a pattern: {@code -t}. */
    public PgDump includeTable(String pattern) {
        return with(DumpPattern.INCLUDE_TABLE, pattern);
    }

    /** {@code -T}. */
    public PgDump excludeTable(String pattern) {
        return with(DumpPattern.EXCLUDE_TABLE, pattern);
    }

    /** Dumps no rows of the tables that match a pattern. */
    public PgDump excludeTableData(String pattern) {
        return with(DumpPattern.EXCLUDE_TABLE_DATA, pattern);
    }

    /** {@code -s}. */
    public PgDump schemaOnly() {
        return with(DumpFlag.SCHEMA_ONLY);
    }

    /** {@code -a}. */
    public PgDump dataOnly() {
        return with(DumpFlag.DATA_ONLY);
    }

    public PgDump sections(Set<Section> chosen) {
        Set<Section> checked = OptionRules.atLeastOne(chosen);
        return choosing(others -> others.sections = checked);
    }

    /** {@code -O}. */
    public PgDump noOwner() {
        return with(ScriptFlag.NO_OWNER);
    }

    /** {@code -x}. */
    public PgDump noPrivileges() {
        return with(ScriptFlag.NO_PRIVILEGES);
    }

    /** Writes rows as INSERT commands of at most so many rows: {@code --rows-per-insert}. */
    public PgDump rowsPerInsert(int rows) {
        int checked = UsageException.requireInRange(rows, "--rows-per-insert", 1, Integer.MAX_VALUE);
        return choosing(others -> others.rowsPerInsert = checked);
    }

    /** Fails where a table cannot be locked in that time, in PostgreSQL's syntax for {@code statement_timeout}. */
    public PgDump lockWaitTimeout(String timeout) {
        return choosing(others -> others.lockWaitTimeout = timeout);
    }

    /** Writes the dump in that encoding, by PostgreSQL's name; the database's own otherwise: {@code -E}. */
    public PgDump encoding(String name) {
        return choosing(others -> others.encoding = name);
    }

    /**
     * Sets the server's {@code extra_float_digits}: how many digits floating-point numbers have beyond those that are
     * sure, -15 to 3. Otherwise they have as many as restore them exactly.
     */
    public PgDump extraFloatDigits(int digits) {
        int checked = UsageException.requireInRange(digits, "--extra-float-digits", -15, 3);
        return choosing(others -> others.extraFloatDigits = checked);
    }

    /**
     * Dumps what a transaction sees that is still open and has exported its snapshot under that name, by {@code
     * pg_export_snapshot()} or over replication; otherwise what there is when the dump begins.
     */
    public PgDump snapshot(String name) {
        return choosing(others -> others.snapshot = name);
    }

    public PgDump role(String name) {
        return choosing(others -> others.role = name);
    }

    /** Names the superuser that disables triggers in a plain dump: {@code -S}. */
    public PgDump superuser(String name) {
        return choosing(others -> others.superuser = name);
    }

    /** Fixes the key of a script's {@code \restrict} command: letters and digits. */
    public PgDump restrictKey(String key) {
        OptionRules.checkRestrictKey(key);
        return choosing(others -> others.restrictKey = key);
    }

    /**
     * Dumps to a file, or into a folder that is made or empty, and waits for the end. A dump that fails leaves none. To
     * interrupt this thread ends the dump.
     *
     * @throws UsageException if choices contradict each other; nothing has been done then
     * @throws ConnectionException if no connection can be had, or it is lost
     * @throws ServerException if the server refuses something
     * @throws CancelledException if this thread is interrupted; it stays so
     * @throws SengiException if the dump cannot be made for another reason
     * @throws IOException if the file cannot be written; what a listener throws is thrown as it is
     */
    @CanIgnoreReturnValue
    public DumpReport to(Path file) throws IOException {
        Execution execution = execution();
        DumpWork work = work(execution);
        return execution.call(() -> work.to(file));
    }

    /**
     * Dumps to a stream, which is flushed and not closed, as {@link #to(Path)} does. A directory cannot be written so. What
     * the stream throws is thrown by this as it is.
     */
    @CanIgnoreReturnValue
    public DumpReport to(OutputStream out) throws IOException {
        Execution execution = execution();
        DumpWork work = streamingWork(execution);
        return execution.call(() -> work.to(out));
    }

    /**
     * Starts a dump to a file, which goes on in another thread.
     *
     * @throws UsageException if choices contradict each other; other failures are those of the run
     */
    public Run<DumpReport> start(Path file) {
        Execution execution = execution();
        DumpWork work = work(execution);
        return Run.start(execution, executor, () -> work.to(file));
    }

    /** Starts a dump to a stream, which nobody else uses until the run has ended, as {@link #start(Path)} does. */
    public Run<DumpReport> start(OutputStream out) {
        Execution execution = execution();
        DumpWork work = streamingWork(execution);
        return Run.start(execution, executor, () -> work.to(out));
    }

    private Execution execution() {
        return new Execution("dump", LOG, listener);
    }

    private DumpWork streamingWork(Execution execution) {
        if (choices.format == DumpFormat.DIRECTORY) {
            throw new UsageException("no output directory specified");
        }
        return work(execution);
    }

    private DumpWork work(Execution execution) {
        DumpOptions options = choices.build();
        OptionRules.check(options);
        return new DumpWork(execution, source, options, checksum);
    }
}
