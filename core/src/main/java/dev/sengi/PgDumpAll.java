package dev.sengi;

import dev.sengi.internal.option.ClusterOptions;
import dev.sengi.internal.option.Copies;
import dev.sengi.internal.option.DumpOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Dumps all databases of a server, and the roles and tablespaces that they share, as pg_dumpall does.
 *
 * <pre>{@code
 * PgDumpAll.from("postgresql://postgres@db.example/postgres")
 *         .eachDatabase(dump -> dump.noPrivileges())
 *         .excludeDatabase("test*")
 *         .to(Path.of("server.sql"));
 * }</pre>
 *
 * <p>An immutable value: methods that set options return modified copies. It holds nothing open and can be reused, even
 * by several threads at once. Roles and tablespaces are read in one transaction, and each database in another, so each
 * database is dumped from a separate snapshot.
 *
 * <p>Methods throw a {@link NullPointerException} for null arguments.
 */
@CheckReturnValue
@SuppressWarnings("exports") // Static analysis recognizes the annotations by name.
public final class PgDumpAll {
    private static final Logger LOG = LoggerFactory.getLogger(PgDumpAll.class);

    /** How each database is dumped; also holds the source, listener and executor. */
    private final PgDump each;

    private final Set<DumpAllFlag> flags;
    private final List<String> excluded;

    private PgDumpAll(PgDump each, Set<DumpAllFlag> flags, List<String> excluded) {
        this.each = each;
        this.flags = flags;
        this.excluded = excluded;
    }

    /**
     * Dumps the server that the source connects to.
     *
     * @param source opens the connection over which roles and tablespaces are read, and, by {@link
     *     ConnectionSource#toDatabase}, one to each database
     * @return a dump with pg_dumpall's defaults
     */
    public static PgDumpAll from(ConnectionSource source) {
        return new PgDumpAll(PgDump.from(source), Set.of(), List.of());
    }

    /**
     * Dumps the server to which libpq would connect.
     *
     * @param connectionString read as {@link ConnectionSource#of(String)} describes; roles and tablespaces are read from
     *     the database that it names
     * @return a dump with pg_dumpall's defaults
     * @throws UsageException if the string is malformed, or is a JDBC URL: pass a {@link javax.sql.DataSource} instead
     */
    public static PgDumpAll from(String connectionString) {
        return from(ConnectionSource.of(connectionString));
    }

    /**
     * Chooses how each database is dumped. These options also apply to roles and tablespaces: {@link ScriptFlag#CLEAN},
     * {@link ScriptFlag#IF_EXISTS}, {@link ScriptFlag#NO_COMMENTS}, {@link ScriptFlag#NO_SECURITY_LABELS}, {@link
     * ScriptFlag#NO_PRIVILEGES}, {@link ScriptFlag#NO_TABLESPACES}, {@link DumpFlag#QUOTE_ALL_IDENTIFIERS}, {@link
     * DumpFlag#BINARY_UPGRADE}, the encoding and the role. {@link DumpFlag#DATA_ONLY}, {@link DumpFlag#NO_SCHEMA} and
     * {@link DumpFlag#STATISTICS_ONLY} leave out roles and tablespaces, too; sections affect only databases.
     *
     * @param choices returns a changed copy of the dump that it is given; called immediately. The source, the listener and
     *     the executor remain those of this configuration
     * @return a copy with these choices
     */
    public PgDumpAll eachDatabase(UnaryOperator<PgDump> choices) {
        Objects.requireNonNull(choices, "choices");
        PgDump chosen = Objects.requireNonNull(choices.apply(each), "dump");
        return new PgDumpAll(each.withOptionsOf(chosen), flags, excluded);
    }

    /**
     * Reports to the listener, which replaces an earlier one. {@link ProgressListener#progress} and {@link
     * Run#progress()} concern the database that is being dumped.
     *
     * @param progressListener called by the threads that do the work, one call at a time
     * @return a copy with this choice
     */
    public PgDumpAll onProgress(ProgressListener progressListener) {
        return new PgDumpAll(each.onProgress(progressListener), flags, excluded);
    }

    /**
     * Sets the executor that runs {@linkplain #start started} dumps; by default, each runs in a new daemon thread.
     *
     * @param chosen receives one task for each dump, which occupies its thread until the dump ends. If it rejects the
     *     task, {@code start} throws its exception; if it drops the task, the run ends only when cancelled
     * @return a copy with this choice
     */
    public PgDumpAll executor(Executor chosen) {
        return new PgDumpAll(each.executor(chosen), flags, excluded);
    }

    /**
     * Sets a flag. For the most common flags there are separate methods.
     *
     * @param flag the flag to set; it cannot be unset
     * @return a copy with this choice
     */
    public PgDumpAll with(DumpAllFlag flag) {
        Objects.requireNonNull(flag, "flag");
        return new PgDumpAll(each, Copies.with(flags, flag), excluded);
    }

    /**
     * Dumps roles and tablespaces, but no databases: {@code -g}.
     *
     * @return a copy with this choice
     */
    public PgDumpAll globalsOnly() {
        return with(DumpAllFlag.GLOBALS_ONLY);
    }

    /**
     * Dumps roles without passwords, as a role that is not a superuser must: {@code --no-role-passwords}.
     *
     * @return a copy with this choice
     */
    public PgDumpAll noRolePasswords() {
        return with(DumpAllFlag.NO_ROLE_PASSWORDS);
    }

    /**
     * Leaves out the matching databases: {@code --exclude-database}.
     *
     * @param pattern in psql's syntax
     * @return a copy with this choice
     */
    public PgDumpAll excludeDatabase(String pattern) {
        OptionRules.text(pattern, "pattern");
        return new PgDumpAll(each, flags, Copies.with(excluded, pattern));
    }

    /**
     * Dumps to a script, or, if {@linkplain PgDump#format another format} is chosen, to a folder, and waits for the end. A
     * failed dump leaves nothing. Interrupting this thread ends the dump.
     *
     * <p>In the folder, {@code databases} contains an archive of each database, named after its OID ({@code 16384.dmp},
     * {@code 16384.tar}, or a directory {@code 16384}), which {@link PgRestore} and pg_restore can restore. {@code
     * map.dat} has a line with each OID and name. {@code toc.glo} is an archive of roles and tablespaces, without
     * commands that need a superuser and would change nothing.
     *
     * @param file for a script, a file that is created or replaced when the dump is complete; otherwise a new or empty folder
     * @return what the dump did, all databases together
     * @throws UsageException if choices contradict each other, or if databases are to be dumped and the source knows only
     *     one; nothing has been done then
     * @throws ConnectionException if no connection can be opened, or it is lost
     * @throws ServerException if the server refuses a statement
     * @throws CancelledException if this thread or one of the dump's own is interrupted; this thread's interrupt status
     *     stays set
     * @throws SengiException if the dump fails for another reason
     * @throws IOException if the file cannot be written. What the listener throws is thrown unchanged
     */
    @CanIgnoreReturnValue
    public DumpAllReport to(Path file) throws IOException {
        Objects.requireNonNull(file, "file");
        Execution execution = each.execution(file, LOG);
        DumpAllWork work = work(execution);
        return execution.call(() -> work.to(file));
    }

    /**
     * Dumps to a stream and waits for the end, like {@link #to(Path)}, and throws the same exceptions.
     *
     * @param out flushed but not closed; used by one thread at a time, this one or one of the dump's own
     * @return what the dump did, all databases together
     * @throws UsageException also for all formats other than {@link DumpFormat#PLAIN}
     * @throws IOException if the stream throws it. Whatever the stream throws is thrown unchanged
     */
    @CanIgnoreReturnValue
    public DumpAllReport to(OutputStream out) throws IOException {
        Objects.requireNonNull(out, "out");
        Execution execution = each.execution(out, LOG);
        DumpAllWork work = streamingWork(execution);
        return execution.call(() -> work.to(out));
    }

    /**
     * Starts a dump to a script or folder, which continues in another thread.
     *
     * @param file as for {@link #to(Path)}
     * @return the dump, which ends as {@link #to(Path)} does
     * @throws UsageException if choices contradict each other; all other failures are those of the run
     */
    public Run<DumpAllReport> start(Path file) {
        Objects.requireNonNull(file, "file");
        Execution execution = each.execution(file, LOG);
        DumpAllWork work = work(execution);
        return Run.start(execution, each.executor(), () -> work.to(file));
    }

    /**
     * Starts a dump to a stream, which continues in another thread.
     *
     * @param out flushed but not closed; must not be used elsewhere until the run has ended
     * @return the dump, which ends as {@link #to(OutputStream)} does
     * @throws UsageException as {@link #to(OutputStream)} does; all other failures are those of the run
     */
    public Run<DumpAllReport> start(OutputStream out) {
        Objects.requireNonNull(out, "out");
        Execution execution = each.execution(out, LOG);
        DumpAllWork work = streamingWork(execution);
        return Run.start(execution, each.executor(), () -> work.to(out));
    }

    private DumpAllWork streamingWork(Execution execution) {
        if (each.options().format() != DumpFormat.PLAIN) {
            throw new UsageException("no output directory specified");
        }
        return work(execution);
    }

    private DumpAllWork work(Execution execution) {
        DumpOptions common = each.options();
        OptionRules.check(common);
        ClusterOptions options = new ClusterOptions(common, flags, excluded);
        OptionRules.check(options);
        if (options.databases()) {
            OptionRules.requireSeveralDatabases(each.source(), "dump all databases");
        }
        return new DumpAllWork(execution, each.source(), options, each.computesChecksum());
    }
}
