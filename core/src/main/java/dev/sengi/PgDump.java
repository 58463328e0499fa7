package dev.sengi;

import dev.sengi.archive.Archive;
import dev.sengi.archive.ArchiveWriter;
import dev.sengi.archive.Compression;
import dev.sengi.archive.Section;
import dev.sengi.internal.dump.ArchiveOutput;
import dev.sengi.internal.dump.DumpFile;
import dev.sengi.internal.dump.DumpOutput;
import dev.sengi.internal.dump.DumpPipeline;
import dev.sengi.internal.dump.ScriptOutput;
import dev.sengi.internal.option.DumpOptions;
import dev.sengi.internal.option.DumpPatterns;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;

/**
 * Dumps a database, as pg_dump does.
 *
 * <pre>{@code
 * DumpReport report = PgDump.from(dataSource).format(CUSTOM).includeTable("public.*").to(path);
 * }</pre>
 *
 * <p>A builder, used by one thread. Everything is read in one repeatable-read, read-only transaction, whose settings end
 * with it.
 */
public final class PgDump {
    private final ConnectionSource source;
    private final Set<DumpFlag> flags = EnumSet.noneOf(DumpFlag.class);
    private final Set<RestoreFlag> scriptFlags = EnumSet.noneOf(RestoreFlag.class);
    private final Map<DumpPattern, List<String>> patterns = new EnumMap<>(DumpPattern.class);
    private ProgressListener listener = ProgressListener.none();
    private DumpFormat format = DumpFormat.PLAIN;
    private Compression compression;
    private Set<Section> sections = EnumSet.allOf(Section.class);
    private int rowsPerInsert;
    private String lockWaitTimeout;
    private String encoding;
    private Integer extraFloatDigits;
    private String snapshot;
    private String role;
    private String superuser;
    private String restrictKey;

    private final Cancellation cancellation = new Cancellation("dump");

    private PgDump(ConnectionSource source) {
        this.source = source;
    }

    public static PgDump from(ConnectionSource source) {
        return new PgDump(source);
    }

    public static PgDump from(DataSource dataSource) {
        return from(ConnectionSource.of(dataSource));
    }

    public PgDump onProgress(ProgressListener progressListener) {
        listener = progressListener;
        return this;
    }

    /** Chooses the output; {@link DumpFormat#PLAIN} otherwise. */
    public PgDump format(DumpFormat chosen) {
        format = chosen;
        return this;
    }

    /** Chooses the compression; otherwise gzip for archives and none for scripts. */
    public PgDump compression(Compression chosen) {
        compression = chosen;
        return this;
    }

    /** Sets a flag; the named methods are shorter for those that are used most. */
    public PgDump with(DumpFlag flag) {
        flags.add(flag);
        return this;
    }

    /**
     * Sets a flag of the script that a plain dump is; archives keep these choices for the restore.
     *
     * @throws UsageException if the flag is for restores only
     */
    public PgDump with(RestoreFlag flag) {
        OptionRules.checkForDump(flag);
        scriptFlags.add(flag);
        return this;
    }

    /** Adds a pattern, in psql's syntax; the named methods are shorter for those that are used most. */
    public PgDump with(DumpPattern purpose, String pattern) {
        patterns.computeIfAbsent(purpose, p -> new ArrayList<>()).add(pattern);
        return this;
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
        sections = OptionRules.atLeastOne(chosen);
        return this;
    }

    /** {@code -O}. */
    public PgDump noOwner() {
        return with(RestoreFlag.NO_OWNER);
    }

    /** {@code -x}. */
    public PgDump noPrivileges() {
        return with(RestoreFlag.NO_PRIVILEGES);
    }

    /** Writes rows as INSERT commands of at most so many rows: {@code --rows-per-insert}. */
    public PgDump rowsPerInsert(int rows) {
        rowsPerInsert = UsageException.requireInRange(rows, "--rows-per-insert", 1, Integer.MAX_VALUE);
        return this;
    }

    /** Fails where a table cannot be locked in that time, in PostgreSQL's syntax for {@code statement_timeout}. */
    public PgDump lockWaitTimeout(String timeout) {
        lockWaitTimeout = timeout;
        return this;
    }

    /** Writes the dump in that encoding, by PostgreSQL's name; the database's own otherwise: {@code -E}. */
    public PgDump encoding(String name) {
        encoding = name;
        return this;
    }

    /**
     * Sets the server's {@code extra_float_digits}: how many digits floating-point numbers have beyond those that are
     * sure, -15 to 3. Otherwise they have as many as restore them exactly.
     */
    public PgDump extraFloatDigits(int digits) {
        extraFloatDigits = UsageException.requireInRange(digits, "--extra-float-digits", -15, 3);
        return this;
    }

    /**
     * Dumps what a transaction sees that is still open and has exported its snapshot under that name, by {@code
     * pg_export_snapshot()} or over replication; otherwise what there is when the dump begins.
     */
    public PgDump snapshot(String name) {
        snapshot = name;
        return this;
    }

    public PgDump role(String name) {
        role = name;
        return this;
    }

    /** Names the superuser that disables triggers in a plain dump: {@code -S}. */
    public PgDump superuser(String name) {
        superuser = name;
        return this;
    }

    /** Fixes the key of a script's {@code \restrict} command. */
    public PgDump restrictKey(String key) {
        OptionRules.checkRestrictKey(key);
        restrictKey = key;
        return this;
    }

    /**
     * Dumps to a file, or into a folder that is made or empty. A dump that fails leaves none.
     *
     * @throws SengiException when the server or the options do not allow the dump
     */
    public DumpReport to(Path file) throws IOException {
        DumpOptions options = options();
        CallersCode callers = new CallersCode();
        ProgressListener told = callers.listener(listener);
        return cancellably(callers, () -> DumpFile.write(file, options, told, output -> run(options, told, output)));
    }

    /**
     * Dumps to a stream, which is flushed and not closed. A directory archive cannot be written so. What the stream throws
     * is thrown by this, too.
     *
     * @throws SengiException when the server or the options do not allow the dump
     */
    public DumpReport to(OutputStream out) throws IOException {
        DumpOptions options = options();
        if (format == DumpFormat.DIRECTORY) {
            throw new UsageException("no output directory specified");
        }
        CallersCode callers = new CallersCode();
        ProgressListener told = callers.listener(listener);
        return cancellably(callers, () -> write(callers.output(out), options, told));
    }

    private DumpReport write(OutputStream out, DumpOptions options, ProgressListener told) throws IOException {
        if (format == DumpFormat.PLAIN) {
            try (OutputStream script = options.compression().compress(out)) {
                return run(options, told, new ScriptOutput(script));
            }
        }
        try (ArchiveWriter writer = format == DumpFormat.TAR
                ? Archive.tarWriter(out, DumpFile.tarScript(options, told))
                : Archive.writer(out, options.compression())) {
            return run(options, told, new ArchiveOutput(writer));
        }
    }

    private DumpReport cancellably(CallersCode callers, Dumping dumping) throws IOException {
        DumpReport[] report = new DumpReport[1];
        cancellation.whileRunning(() -> callers.whileRunning(() -> report[0] = dumping.run()));
        return report[0];
    }

    private DumpReport run(DumpOptions options, ProgressListener told, DumpOutput output) throws IOException {
        DumpReport report = DumpPipeline.run(source, cancellation::waitsFor, options, told, output);
        // Before the file appears.
        cancellation.requireRunning();
        return report;
    }

    /**
     * Ends a dump that is running, and what the server does for it: {@code to} throws a {@link CancelledException} soon,
     * and leaves no file. May be called by any thread; a dump that has been cancelled runs no more.
     *
     * <p>To interrupt the thread that dumps does the same for this once, and leaves the thread interrupted.
     */
    public void cancel() {
        cancellation.cancel();
    }

    private DumpOptions options() {
        DumpOptions options = new DumpOptions(
                format,
                compression == null ? format.defaultCompression() : compression,
                flags,
                scriptFlags,
                new DumpPatterns(patterns),
                sections,
                rowsPerInsert,
                lockWaitTimeout,
                encoding,
                extraFloatDigits,
                snapshot,
                role,
                superuser,
                restrictKey);
        OptionRules.check(options);
        return options;
    }

    /** What makes a dump. */
    private interface Dumping {
        DumpReport run() throws IOException;
    }
}
