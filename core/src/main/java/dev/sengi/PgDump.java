package dev.sengi;

import dev.sengi.archive.Compression;
import dev.sengi.archive.Section;
import dev.sengi.internal.option.Copies;
import dev.sengi.internal.option.DumpOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Dumps a database as pg_dump does.
 *
 * <pre>{@code
 * DumpReport report = PgDump.from(dataSource)
 *         .format(DumpFormat.CUSTOM)
 *         .excludeTableData("audit.*")
 *         .to(Path.of("shop.dump"));
 * }</pre>
 *
 * <p>An immutable value: methods that set options return modified copies. It holds nothing open and can be reused, even
 * by several threads at once. Each dump reads everything in one repeatable-read, read-only transaction, whose
 * settings end with it.
 *
 * <p>Methods throw a {@link NullPointerException} for null arguments.
 */
@CheckReturnValue
@SuppressWarnings("exports") // Static analysis recognizes the annotations by name.
public final class PgDump {
    private static final Logger LOG = LoggerFactory.getLogger(PgDump.class);
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(1);
    /** The largest {@code statement_timeout}. */
    private static final Duration LONGEST_WAIT = Duration.ofMillis(Integer.MAX_VALUE);

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

    /**
     * Dumps the database that the source connects to.
     *
     * @param source opens one connection for each of the {@link #jobs}, and one more for a script dumped with several
     * @return a dump with pg_dump's defaults
     */
    public static PgDump from(ConnectionSource source) {
        return new PgDump(source, ProgressListener.none(), Run::inOwnThread, true, new DumpOptions.Builder());
    }

    /**
     * Dumps the database that the data source connects to.
     *
     * @param dataSource pooled or not; lends one connection for each of the {@link #jobs}, and one more for a script dumped
     *     with several
     * @return a dump with pg_dump's defaults
     */
    public static PgDump from(DataSource dataSource) {
        return from(ConnectionSource.of(dataSource));
    }

    /**
     * Dumps the database to which libpq would connect.
     *
     * @param connectionString read as {@link ConnectionSource#of(String)} describes
     * @return a dump with pg_dump's defaults
     * @throws UsageException if the string is malformed, or is a JDBC URL: pass a {@link DataSource} instead
     */
    public static PgDump from(String connectionString) {
        return from(ConnectionSource.of(connectionString));
    }

    /** Returns a dump with the other one's options, but with this one's source, listener and executor. */
    PgDump withOptionsOf(PgDump other) {
        return new PgDump(source, listener, executor, other.checksum, other.choices);
    }

    private PgDump choosing(Consumer<DumpOptions.Builder> choice) {
        DumpOptions.Builder others = choices.copy();
        choice.accept(others);
        return new PgDump(source, listener, executor, checksum, others);
    }

    /**
     * Reports to the listener, which replaces an earlier one.
     *
     * @param progressListener called by the threads that do the work, one call at a time
     * @return a copy with this choice
     */
    public PgDump onProgress(ProgressListener progressListener) {
        return new PgDump(source, progressListener, executor, checksum, choices);
    }

    /**
     * Sets the executor that runs {@linkplain #start started} dumps; by default, each runs in a new daemon thread.
     *
     * @param chosen receives one task for each dump, which occupies its thread until the dump ends. If it rejects the
     *     task, {@code start} throws its exception; if it drops the task, the run ends only when cancelled
     * @return a copy with this choice
     */
    public PgDump executor(Executor chosen) {
        return new PgDump(source, listener, chosen, checksum, choices);
    }

    /**
     * Chooses whether {@link DumpReport#sha256()} is computed, which reads files again; true by default.
     *
     * @param computed false to save that time
     * @return a copy with this choice
     */
    public PgDump checksum(boolean computed) {
        return new PgDump(source, listener, executor, computed, choices);
    }

    /**
     * Chooses the output format; {@link DumpFormat#PLAIN} by default: {@code -F}.
     *
     * @param chosen the format
     * @return a copy with this choice
     */
    public PgDump format(DumpFormat chosen) {
        return choosing(others -> others.format = Objects.requireNonNull(chosen, "chosen"));
    }

    /**
     * Chooses the compression; by default that of {@link DumpFormat#defaultCompression()}: {@code -Z}.
     *
     * @param chosen none for a tar
     * @return a copy with this choice
     */
    public PgDump compression(Compression chosen) {
        return choosing(others -> others.compression = Objects.requireNonNull(chosen, "chosen"));
    }

    /**
     * Sets a flag. For the most common flags there are separate methods.
     *
     * @param flag the flag to set; it cannot be unset
     * @return a copy with this choice
     */
    public PgDump with(DumpFlag flag) {
        Objects.requireNonNull(flag, "flag");
        return choosing(others -> others.flags = Copies.with(others.flags, flag));
    }

    /**
     * Sets a flag that restores have, too. Flags that leave something out, such as {@link ScriptFlag#NO_COMMENTS}, also
     * affect archives. The others affect only plain dumps, because for an archive they are set when it is restored.
     *
     * @param flag the flag to set; it cannot be unset
     * @return a copy with this choice
     */
    public PgDump with(ScriptFlag flag) {
        Objects.requireNonNull(flag, "flag");
        return choosing(others -> others.scriptFlags = Copies.with(others.scriptFlags, flag));
    }

    /**
     * Adds a pattern. For the most common purposes there are separate methods.
     *
     * @param purpose what the pattern selects or leaves out
     * @param pattern in psql's syntax, such as {@code public.item*}
     * @return a copy with this choice
     */
    public PgDump with(DumpPattern purpose, String pattern) {
        Objects.requireNonNull(purpose, "purpose");
        OptionRules.text(pattern, "pattern");
        return choosing(others -> others.patterns = others.patterns.with(purpose, pattern));
    }

    /**
     * Dumps only the matching schemas and their contents: {@code -n}. Further patterns add schemas.
     *
     * @param pattern in psql's syntax
     * @return a copy with this choice
     */
    public PgDump includeSchema(String pattern) {
        return with(DumpPattern.INCLUDE_SCHEMA, pattern);
    }

    /**
     * Leaves out the matching schemas and their contents: {@code -N}.
     *
     * @param pattern in psql's syntax
     * @return a copy with this choice
     */
    public PgDump excludeSchema(String pattern) {
        return with(DumpPattern.EXCLUDE_SCHEMA, pattern);
    }

    /**
     * Dumps only the matching tables, views and sequences, without the functions and types that they use: {@code -t}. Further
     * patterns add tables. If none of the patterns matches anything, the dump throws a {@link UsageException}; with {@link
     * DumpFlag#STRICT_NAMES}, each must match. A pattern without a schema matches only what is visible in the search path.
     *
     * @param pattern in psql's syntax, such as {@code public.item} or {@code "Order"*}
     * @return a copy with this choice
     */
    public PgDump includeTable(String pattern) {
        return with(DumpPattern.INCLUDE_TABLE, pattern);
    }

    /**
     * Leaves out the matching tables, views and sequences: {@code -T}.
     *
     * @param pattern in psql's syntax
     * @return a copy with this choice
     */
    public PgDump excludeTable(String pattern) {
        return with(DumpPattern.EXCLUDE_TABLE, pattern);
    }

    /**
     * Leaves out the rows of the matching tables, but not their definitions: {@code --exclude-table-data}.
     *
     * @param pattern in psql's syntax
     * @return a copy with this choice
     */
    public PgDump excludeTableData(String pattern) {
        return with(DumpPattern.EXCLUDE_TABLE_DATA, pattern);
    }

    /**
     * Dumps definitions but no data: {@code -s}.
     *
     * @return a copy with this choice
     */
    public PgDump schemaOnly() {
        return with(DumpFlag.SCHEMA_ONLY);
    }

    /**
     * Dumps data but no definitions: {@code -a}.
     *
     * @return a copy with this choice
     */
    public PgDump dataOnly() {
        return with(DumpFlag.DATA_ONLY);
    }

    /**
     * Dumps no data: {@code --no-data}. Unlike {@link #schemaOnly()}, this can be combined with other restrictions.
     *
     * @return a copy with this choice
     */
    public PgDump noData() {
        return with(DumpFlag.NO_DATA);
    }

    /**
     * Dumps no definitions: {@code --no-schema}. Unlike {@link #dataOnly()}, this can be combined with other restrictions.
     *
     * @return a copy with this choice
     */
    public PgDump noSchema() {
        return with(DumpFlag.NO_SCHEMA);
    }

    /**
     * Dumps only these sections; all by default: {@code --section}.
     *
     * @param chosen at least one; copied. {@link Section#NONE} is ignored
     * @return a copy with this choice
     * @throws UsageException if the set contains no other section
     */
    public PgDump sections(Set<Section> chosen) {
        Set<Section> checked = OptionRules.atLeastOne(chosen);
        return choosing(others -> others.sections = checked);
    }

    /**
     * Omits commands that set owners from a plain dump: {@code -O}.
     *
     * @return a copy with this choice
     */
    public PgDump noOwner() {
        return with(ScriptFlag.NO_OWNER);
    }

    /**
     * Dumps no grants: {@code -x}.
     *
     * @return a copy with this choice
     */
    public PgDump noPrivileges() {
        return with(ScriptFlag.NO_PRIVILEGES);
    }

    /**
     * Dumps no comments: {@code --no-comments}.
     *
     * @return a copy with this choice
     */
    public PgDump noComments() {
        return with(ScriptFlag.NO_COMMENTS);
    }

    /**
     * Makes a plain dump drop objects before it creates them: {@code -c}.
     *
     * @return a copy with this choice
     */
    public PgDump clean() {
        return with(ScriptFlag.CLEAN);
    }

    /**
     * Drops with IF EXISTS; requires {@link #clean()}: {@code --if-exists}.
     *
     * @return a copy with this choice
     */
    public PgDump ifExists() {
        return with(ScriptFlag.IF_EXISTS);
    }

    /**
     * Makes a plain dump create the database and connect to it: {@code -C}.
     *
     * @return a copy with this choice
     */
    public PgDump create() {
        return with(ScriptFlag.CREATE);
    }

    /**
     * Writes rows as INSERT commands instead of COPY: {@code --rows-per-insert}.
     *
     * @param rows how many rows a command inserts at most; at least 1
     * @return a copy with this choice
     * @throws UsageException if the number is out of range
     */
    public PgDump rowsPerInsert(int rows) {
        int checked = UsageException.requireInRange(rows, "--rows-per-insert", 1, Integer.MAX_VALUE);
        return choosing(others -> others.rowsPerInsert = checked);
    }

    /**
     * Reads the data in several sessions that share one snapshot: {@code -j}. In archives in files and folders, the
     * largest tables come first; streams, tars and scripts keep the dump's order. Data that cannot be written yet are
     * buffered in a temporary file of at most one gibibyte.
     *
     * <p>pg_dump supports this for directories only. If some sessions cannot be opened, for example because a pool has no
     * more connections or its servers do not share snapshots, the dump warns and continues with the others.
     *
     * @param sessions at least 1, which is the default; a script takes one more
     * @return a copy with this choice
     * @throws UsageException if the number is out of range
     */
    public PgDump jobs(int sessions) {
        int checked = UsageException.requireInRange(sessions, "-j/--jobs", 1, Integer.MAX_VALUE);
        return choosing(others -> others.jobs = checked);
    }

    /**
     * Divides the data of large tables into several entries of about this size, so that several sessions can dump and
     * restore one table at the same time. pg_restore can restore such entries, too. A table's indexes and constraints
     * wait for all of its entries. By default, no table is divided.
     *
     * <p>Has no effect on servers before 14, on tables of access methods other than heap, and on INSERT commands.
     *
     * @param bytes on the server's disk, without indexes
     * @return a copy with this choice
     * @throws UsageException if the size is not positive
     */
    public PgDump splitTablesLargerThan(long bytes) {
        if (bytes <= 0) {
            throw new UsageException("--split-tables-larger-than must be a positive size");
        }
        return choosing(others -> others.splitTablesLargerThan = bytes);
    }

    /**
     * Makes the dump fail if it cannot lock a table within this time: {@code --lock-wait-timeout}. By default, it waits
     * indefinitely.
     *
     * @param timeout 1 to 2147483647 milliseconds; fractions of a millisecond are dropped
     * @return a copy with this choice
     * @throws UsageException if the duration is out of range
     */
    public PgDump lockWaitTimeout(Duration timeout) {
        Objects.requireNonNull(timeout, "timeout");
        if (timeout.compareTo(SHORTEST_WAIT) < 0 || timeout.compareTo(LONGEST_WAIT) > 0) {
            // The server would interpret 0 as no limit.
            throw new UsageException("--lock-wait-timeout must be in range " + SHORTEST_WAIT.toMillis() + ".."
                    + LONGEST_WAIT.toMillis() + " ms");
        }
        return lockWaitTimeout(Long.toString(timeout.toMillis()));
    }

    /**
     * Sets the timeout in the form of a command's argument, which only the server can interpret; the dump fails if the
     * text is invalid. Java code should pass a {@link #lockWaitTimeout(Duration) Duration}.
     *
     * @param timeout milliseconds, or a number with a unit, as the server reads {@code statement_timeout}; 0 to wait
     *     indefinitely
     * @return a copy with this choice
     */
    public PgDump lockWaitTimeout(String timeout) {
        return choosing(others -> others.lockWaitTimeout = OptionRules.text(timeout, "timeout"));
    }

    /**
     * Chooses the encoding of the dump: {@code -E}. By default, it is that of the session: {@code client_encoding} of a
     * connection string, a role or a database, or else the database's own.
     *
     * <p>Only the server knows all names. If it does not know this one, or cannot convert the database's encoding to it, the
     * dump throws a {@link SengiException} once it has connected, before it reads anything else.
     *
     * @param name PostgreSQL's name of the encoding, such as {@code UTF8}, or another that the server accepts
     * @return a copy with this choice
     */
    public PgDump encoding(String name) {
        return choosing(others -> others.encoding = OptionRules.text(name, "encoding"));
    }

    /**
     * Sets the server's {@code extra_float_digits}: {@code --extra-float-digits}. By default, floating-point numbers
     * have enough digits to restore them exactly.
     *
     * @param digits -15 to 3
     * @return a copy with this choice
     * @throws UsageException if the number is out of range
     */
    public PgDump extraFloatDigits(int digits) {
        int checked = UsageException.requireInRange(digits, "--extra-float-digits", -15, 3);
        return choosing(others -> others.extraFloatDigits = checked);
    }

    /**
     * Dumps the data that another transaction sees: {@code --snapshot}. By default, a dump sees everything that was
     * committed when it began.
     *
     * @param name as {@code pg_export_snapshot()} or a replication slot returned it; that transaction must still be
     *     open
     * @return a copy with this choice
     */
    public PgDump snapshot(String name) {
        return choosing(others -> others.snapshot = OptionRules.text(name, "snapshot"));
    }

    /**
     * Runs {@code SET ROLE} before reading anything: {@code --role}.
     *
     * @param name an unquoted role name
     * @return a copy with this choice
     */
    public PgDump role(String name) {
        return choosing(others -> others.role = OptionRules.text(name, "role"));
    }

    /**
     * Names the superuser that disables triggers in a plain dump: {@code -S}.
     *
     * @param name an unquoted role name
     * @return a copy with this choice
     */
    public PgDump superuser(String name) {
        return choosing(others -> others.superuser = OptionRules.text(name, "superuser"));
    }

    /**
     * Sets the key of a plain dump's {@code \restrict} command; random by default: {@code --restrict-key}.
     *
     * @param key ASCII letters and digits
     * @return a copy with this choice
     * @throws UsageException if the key is empty or contains other characters
     */
    public PgDump restrictKey(String key) {
        OptionRules.checkRestrictKey(key);
        return choosing(others -> others.restrictKey = key);
    }

    /**
     * Dumps to a file or directory and waits for the end. A failed dump leaves no file. Interrupting this thread ends
     * the dump.
     *
     * @param file created or replaced when the dump is complete; for {@link DumpFormat#DIRECTORY}, a new or empty
     *     directory
     * @return what the dump did
     * @throws UsageException if choices contradict each other, before connecting; or if a pattern is malformed, or nothing
     *     matches the patterns that must match something
     * @throws ConnectionException if no connection can be opened, or it is lost
     * @throws ServerException if the server refuses a statement
     * @throws CancelledException if this thread or one of the dump's own is interrupted; this thread's interrupt status
     *     stays set
     * @throws SengiException if the dump fails for another reason
     * @throws IOException if the file cannot be written. What the listener throws is thrown unchanged
     */
    @CanIgnoreReturnValue
    public DumpReport to(Path file) throws IOException {
        Objects.requireNonNull(file, "file");
        Execution execution = execution(file);
        DumpWork work = work(execution);
        return execution.call(() -> work.to(file));
    }

    /**
     * Dumps to a stream and waits for the end, like {@link #to(Path)}, and throws the same exceptions.
     *
     * @param out flushed but not closed; used by one thread at a time, this one or one of the dump's own
     * @return what the dump did
     * @throws UsageException also for {@link DumpFormat#DIRECTORY} and {@link DumpFlag#CHECKSUM_FILE}
     * @throws IOException if the stream throws it. Whatever the stream throws is thrown unchanged
     */
    @CanIgnoreReturnValue
    public DumpReport to(OutputStream out) throws IOException {
        Objects.requireNonNull(out, "out");
        Execution execution = execution(out);
        DumpWork work = streamingWork(execution);
        return execution.call(() -> work.to(out));
    }

    /**
     * Starts a dump to a file or directory, which continues in another thread.
     *
     * @param file as for {@link #to(Path)}
     * @return the dump, which ends as {@link #to(Path)} does
     * @throws UsageException if choices contradict each other; all other failures are those of the run
     */
    public Run<DumpReport> start(Path file) {
        Objects.requireNonNull(file, "file");
        Execution execution = execution(file);
        DumpWork work = work(execution);
        return Run.start(execution, executor, () -> work.to(file));
    }

    /**
     * Starts a dump to a stream, which continues in another thread.
     *
     * @param out flushed but not closed; must not be used elsewhere until the run has ended
     * @return the dump, which ends as {@link #to(OutputStream)} does
     * @throws UsageException as {@link #to(OutputStream)} does; all other failures are those of the run
     */
    public Run<DumpReport> start(OutputStream out) {
        Objects.requireNonNull(out, "out");
        Execution execution = execution(out);
        DumpWork work = streamingWork(execution);
        return Run.start(execution, executor, () -> work.to(out));
    }

    /** Returns the options as they would be used, without checking them. */
    DumpOptions options() {
        return choices.build();
    }

    ConnectionSource source() {
        return source;
    }

    Executor executor() {
        return executor;
    }

    boolean computesChecksum() {
        return checksum;
    }

    /**
     * Prepares a dump from the source.
     *
     * @param to where it is written
     */
    Execution execution(Object to, Logger log) {
        return new Execution("dump", new Ends(source, to), log, listener);
    }

    private Execution execution(Object to) {
        return execution(to, LOG);
    }

    private DumpWork streamingWork(Execution execution) {
        if (choices.format == DumpFormat.DIRECTORY) {
            throw new UsageException("no output directory specified");
        }
        if (choices.flags.contains(DumpFlag.CHECKSUM_FILE)) {
            throw new UsageException("a checksum file can only be written beside an output file");
        }
        return work(execution);
    }

    private DumpWork work(Execution execution) {
        DumpOptions options = choices.build();
        OptionRules.check(options);
        return new DumpWork(execution, source, options, checksum);
    }
}
