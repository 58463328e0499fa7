package dev.sengi;

import dev.sengi.ProgressListener.Severity;
import dev.sengi.archive.Archive;
import dev.sengi.archive.ArchiveFormat;
import dev.sengi.archive.ArchiveFormatException;
import dev.sengi.archive.Compression;
import dev.sengi.archive.Section;
import dev.sengi.internal.io.WholeFile;
import dev.sengi.internal.option.RestoreOptions;
import dev.sengi.internal.plan.ArchiveEntryData;
import dev.sengi.internal.plan.RestorePlan;
import dev.sengi.internal.plan.TocSelection;
import dev.sengi.internal.restore.DatabaseRestore;
import dev.sengi.internal.restore.DatabaseRestore.Outcome;
import dev.sengi.internal.script.ArchiveRewrite;
import dev.sengi.internal.script.ListWriter;
import dev.sengi.internal.script.PlanWriter;
import dev.sengi.internal.script.ScriptWriter;
import dev.sengi.internal.session.ReadableMessages;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;

/**
 * Restores an archive into a database, or writes it as an SQL script, as pg_restore does.
 *
 * <pre>{@code
 * RestoreReport report = PgRestore.from(path).into(dataSource).noOwner().run();
 * }</pre>
 *
 * <p>A builder, used by one thread but for {@link #cancel()}; each run reads the archive anew.
 */
public final class PgRestore {
    private final Path path;
    private final InputStream input;
    private final Set<RestoreFlag> flags = EnumSet.noneOf(RestoreFlag.class);
    private ArchiveFormat format;
    private ConnectionSource target;
    private ProgressListener listener = ProgressListener.none();
    private boolean schema = true;
    private boolean data = true;
    private boolean schemaOnly;
    private boolean dataOnly;
    private Boolean statistics;
    private Set<Section> sections = EnumSet.allOf(Section.class);
    private List<String> schemas = List.of();
    private List<String> excludeSchemas = List.of();
    private List<String> tables = List.of();
    private List<String> indexes = List.of();
    private List<String> functions = List.of();
    private List<String> triggers = List.of();
    private List<String> list;
    private String superuser;
    private String role;
    private String restrictKey;
    private int transactionSize;
    private int jobs = 1;
    private final Cancellation cancellation = new Cancellation("restore");

    private PgRestore(Path path, InputStream input) {
        this.path = path;
        this.input = input;
    }

    /** Restores from a file. */
    public static PgRestore from(Path archive) {
        return new PgRestore(archive, null);
    }

    /**
     * Restores from a stream, which is not closed; for one run only. If it is a {@link java.io.FileInputStream} of a file
     * that can seek, its data are read in any order, and by several sessions at once.
     */
    public static PgRestore from(InputStream archive) {
        return new PgRestore(null, archive);
    }

    /** Accepts archives of that format only; otherwise the archive tells its format: {@code -F}. */
    public PgRestore format(ArchiveFormat expected) {
        format = expected;
        return this;
    }

    /** Names the database to restore into. */
    public PgRestore into(ConnectionSource connectionSource) {
        target = connectionSource;
        return this;
    }

    /** Names the database to restore into. */
    public PgRestore into(DataSource dataSource) {
        return into(ConnectionSource.of(dataSource));
    }

    public PgRestore onProgress(ProgressListener progressListener) {
        listener = progressListener;
        return this;
    }

    /** Sets a flag; the named methods are shorter for those that are used most. */
    public PgRestore with(RestoreFlag flag) {
        flags.add(flag);
        return this;
    }

    /** Leaves objects to the restoring role: {@code -O}. */
    public PgRestore noOwner() {
        return with(RestoreFlag.NO_OWNER);
    }

    /** Restores no grants: {@code -x}. */
    public PgRestore noPrivileges() {
        return with(RestoreFlag.NO_PRIVILEGES);
    }

    /** Drops objects before they are made: {@code -c}. */
    public PgRestore clean() {
        return with(RestoreFlag.CLEAN);
    }

    /** Drops with IF EXISTS; needs {@link #clean()}. */
    public PgRestore ifExists() {
        return with(RestoreFlag.IF_EXISTS);
    }

    /** Creates the database that was dumped and restores into it: {@code -C}. */
    public PgRestore create() {
        return with(RestoreFlag.CREATE);
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
        transactionSize = UsageException.requireInRange(commands, "--transaction-size", 1, Integer.MAX_VALUE);
        return exitOnError();
    }

    /**
     * Restores by several sessions at once, which load data and make what comes after: {@code -j}. From a stream that
     * cannot seek, too, whose data are then read one after the other.
     *
     * @param sessions at least 1
     */
    public PgRestore jobs(int sessions) {
        jobs = UsageException.requireInRange(sessions, "-j/--jobs", 1, Integer.MAX_VALUE);
        return this;
    }

    /** Stops at the first error: {@code -e}. */
    public PgRestore exitOnError() {
        return with(RestoreFlag.EXIT_ON_ERROR);
    }

    /** Restores definitions only: {@code -s}. */
    public PgRestore schemaOnly() {
        schemaOnly = true;
        return noData();
    }

    /** Restores data only: {@code -a}. */
    public PgRestore dataOnly() {
        dataOnly = true;
        return noSchema();
    }

    /** Restores no data; unlike {@link #schemaOnly()}, together with other restrictions: {@code --no-data}. */
    public PgRestore noData() {
        data = false;
        return this;
    }

    /** Restores no definitions; unlike {@link #dataOnly()}, together with other restrictions: {@code --no-schema}. */
    public PgRestore noSchema() {
        schema = false;
        return this;
    }

    /** Chooses whether the planner's statistics are restored; otherwise they are where definitions and data are. */
    public PgRestore statistics(boolean restored) {
        statistics = restored;
        return this;
    }

    public PgRestore sections(Set<Section> chosen) {
        sections = OptionRules.atLeastOne(chosen);
        return this;
    }

    public PgRestore schemas(List<String> names) {
        schemas = List.copyOf(names);
        return this;
    }

    public PgRestore excludeSchemas(List<String> names) {
        excludeSchemas = List.copyOf(names);
        return this;
    }

    public PgRestore tables(List<String> names) {
        tables = List.copyOf(names);
        return this;
    }

    public PgRestore indexes(List<String> names) {
        indexes = List.copyOf(names);
        return this;
    }

    /** Chooses functions by name and argument types, as the archive's list shows them. */
    public PgRestore functions(List<String> signatures) {
        functions = List.copyOf(signatures);
        return this;
    }

    /** Chooses triggers, each as {@code table trigger}. */
    public PgRestore triggers(List<String> names) {
        triggers = List.copyOf(names);
        return this;
    }

    /** Restores the entries that these lines name, in their order, as {@code pg_restore -l} prints them: {@code -L}. */
    public PgRestore list(List<String> lines) {
        list = List.copyOf(lines);
        return this;
    }

    /** Names the superuser that disables triggers: {@code -S}. */
    public PgRestore superuser(String name) {
        superuser = name;
        return this;
    }

    public PgRestore role(String name) {
        role = name;
        return this;
    }

    /** Fixes the key of a script's {@code \restrict} command. */
    public PgRestore restrictKey(String key) {
        OptionRules.checkRestrictKey(key);
        restrictKey = key;
        return this;
    }

    /**
     * Restores into the database. Errors are told to the listener as they occur; the last message is a warning with
     * their number, where there are any.
     *
     * <p>The connection goes back to its source with the settings that it had. A script for servers before 17 sets
     * {@code transaction_timeout}, which they do not know; here it is left out.
     *
     * @throws SengiException when the restore cannot go on, or shall not because of {@link #exitOnError()}; errors that
     *     were passed over are counted in the report
     * @throws IOException when the archive cannot be read; what the caller's stream throws is thrown as it is
     */
    public RestoreReport run() throws IOException {
        if (target == null) {
            throw new UsageException("no database to restore into");
        }
        if (jobs > 1 && flags.contains(RestoreFlag.SINGLE_TRANSACTION)) {
            throw new UsageException("cannot specify both --single-transaction and multiple jobs");
        }
        RestoreReport[] report = new RestoreReport[1];
        CallersCode callers = new CallersCode();
        ProgressListener told = callers.listener(listener);
        cancellation.whileRunning(() -> callers.whileRunning(() -> report[0] = restore(
                callers,
                told,
                (archive, plan, options) ->
                        new DatabaseRestore(archive, plan, options, target, cancellation::waitsFor).run(jobs, told))));
        return report[0];
    }

    /**
     * Ends a restore that is running, and what the servers do for it: {@link #run()} throws a {@link CancelledException}
     * soon. What has been committed stays. May be called by any thread; a restore that has been cancelled runs no more.
     *
     * <p>To interrupt the thread that restores does the same for this once, and leaves the thread interrupted.
     */
    public void cancel() {
        cancellation.cancel();
    }

    /** Writes the script that psql would restore from, and flushes the stream. */
    public RestoreReport toScript(OutputStream out) throws IOException {
        RestoreReport[] report = new RestoreReport[1];
        CallersCode callers = new CallersCode();
        ProgressListener told = callers.listener(listener);
        callers.whileRunning(() -> report[0] = restore(callers, told, (archive, plan, options) -> {
            ArchiveEntryData data = new ArchiveEntryData(archive);
            ProgressListener readable =
                    ReadableMessages.of(told, plan.settings().encoding());
            OutputStream script = callers.output(out);
            return new Outcome(0, ScriptWriter.write(archive.header(), plan, options, data, script, readable));
        }));
        return report[0];
    }

    /** Writes the selected entries as {@code pg_restore -l} lists them, and flushes the stream. */
    public void toList(OutputStream out) throws IOException {
        RestoreOptions options = options();
        reading((archive, callers, told) -> {
            TocSelection selection = TocSelection.of(archive.entries(), options, told);
            ListWriter.write(archive.header(), selection, options, callers.output(out));
            selection.requireNamesFound();
        });
    }

    /**
     * Writes what {@link #run()} would do, in its order, and what it would leave out and why; no server is asked. The
     * text is a list for {@link #list}.
     */
    public void toPlan(OutputStream out) throws IOException {
        RestoreOptions options = options();
        reading((archive, callers, told) -> {
            TocSelection selection =
                    TocSelection.of(archive.entries(), options, told).requireNamesFound();
            PlanWriter.write(selection, RestorePlan.of(selection, options), callers.output(out));
        });
    }

    /**
     * Writes the selected entries as another archive, beside the archive's settings and the database's own definition. A
     * file appears when it is whole; a folder is made, or empty.
     */
    public void toArchive(Path target, ArchiveFormat format, Compression compression) throws IOException {
        RestoreOptions options = options();
        reading((archive, callers, told) -> {
            ArchiveRewrite rewrite = new ArchiveRewrite(archive, options, told);
            if (format == ArchiveFormat.DIRECTORY) {
                rewrite.to(Archive.create(target, format, compression));
            } else {
                WholeFile.write(
                        target,
                        false,
                        note -> told.message(Severity.INFO, note),
                        file -> rewrite.to(rewrite.create(file.open(), format, compression)));
            }
        });
    }

    /** As {@link #toArchive(Path, ArchiveFormat, Compression)}, into a stream, which is flushed; not as a directory. */
    public void toArchive(OutputStream out, ArchiveFormat format, Compression compression) throws IOException {
        RestoreOptions options = options();
        reading((archive, callers, told) -> {
            ArchiveRewrite rewrite = new ArchiveRewrite(archive, options, told);
            rewrite.to(rewrite.create(callers.output(out), format, compression));
        });
    }

    private void reading(Reading reading) throws IOException {
        CallersCode callers = new CallersCode();
        ProgressListener told = callers.listener(listener);
        callers.whileRunning(() -> {
            try (Archive archive = openAndWarn(callers, told)) {
                reading.of(archive, callers, told);
            }
        });
    }

    private RestoreReport restore(CallersCode callers, ProgressListener told, Run run) throws IOException {
        long start = System.nanoTime();
        RestoreOptions options = options();
        try (Archive archive = openAndWarn(callers, told)) {
            TocSelection selection =
                    TocSelection.of(archive.entries(), options, told).requireNamesFound();
            RestorePlan plan = RestorePlan.of(selection, options);
            Outcome outcome = run.perform(archive, plan, options);
            Duration duration = Duration.ofNanos(System.nanoTime() - start);
            return new RestoreReport(selection.size(), outcome.errors(), outcome.dataBytes(), duration);
        }
    }

    private Archive openAndWarn(CallersCode callers, ProgressListener told) throws IOException {
        try {
            Archive archive = open(callers);
            try {
                warn(archive.warnings(), told);
                return archive;
            } catch (RuntimeException | Error e) {
                archive.close();
                throw e;
            }
        } catch (ArchiveFormatException e) {
            warn(e.warnings(), told);
            throw e;
        }
    }

    private Archive open(CallersCode callers) throws IOException {
        if (format == null) {
            return path != null ? Archive.open(path) : Archive.open(callers.input(input));
        }
        return path != null ? Archive.open(path, format) : Archive.open(callers.input(input), format);
    }

    private static void warn(List<String> warnings, ProgressListener told) {
        warnings.forEach(warning -> told.message(Severity.WARNING, warning));
    }

    private RestoreOptions options() {
        if (schemaOnly && dataOnly) {
            throw OptionRules.together("-s/--schema-only", "-a/--data-only");
        }
        if (dataOnly && flags.contains(RestoreFlag.CLEAN)) {
            throw OptionRules.together("-c/--clean", "-a/--data-only");
        }
        RestoreOptions options = new RestoreOptions(
                flags,
                schema,
                data,
                statistics == null ? schema && data : statistics,
                sections,
                schemas,
                excludeSchemas,
                tables,
                indexes,
                functions,
                triggers,
                list,
                superuser,
                role,
                restrictKey,
                transactionSize);
        OptionRules.check(options);
        return options;
    }

    /** What reads an archive, and uses the caller's streams and listener in doing so. */
    private interface Reading {
        void of(Archive archive, CallersCode callers, ProgressListener told) throws IOException;
    }

    /** What is done with an archive's plan. */
    private interface Run {
        Outcome perform(Archive archive, RestorePlan plan, RestoreOptions options) throws IOException;
    }
}
