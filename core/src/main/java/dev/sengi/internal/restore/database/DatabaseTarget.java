package dev.sengi.internal.restore.database;

import dev.sengi.ConnectionSource;
import dev.sengi.ProgressListener;
import dev.sengi.RestoreFlag;
import dev.sengi.ScriptFlag;
import dev.sengi.SengiException;
import dev.sengi.archive.Section;
import dev.sengi.archive.TocEntry;
import dev.sengi.archive.internal.copy.CopyCommand;
import dev.sengi.archive.internal.traits.EntryTraits;
import dev.sengi.archive.internal.traits.EntryTraits.Weight;
import dev.sengi.archive.internal.traits.Trait;
import dev.sengi.internal.data.DataTraits;
import dev.sengi.internal.data.EntryData;
import dev.sengi.internal.option.RestoreOptions;
import dev.sengi.internal.perform.LargeObjectStart;
import dev.sengi.internal.perform.RestorePhase;
import dev.sengi.internal.perform.RestoreTarget;
import dev.sengi.internal.perform.SessionSetting;
import dev.sengi.internal.perform.SqlCommand;
import dev.sengi.internal.perform.SqlCommand.OnFailure;
import dev.sengi.internal.plan.ArchiveSettings;
import dev.sengi.internal.progress.DataMeter;
import dev.sengi.internal.session.OtherDatabase;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a restore in a database.
 *
 * <p>Definitions go through a {@link CommandQueue}; data waits for the commands queued before it.
 */
public final class DatabaseTarget implements RestoreTarget, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseTarget.class);

    private static final Pattern DATABASE_TABLESPACE =
            Pattern.compile("(?s)\\A(CREATE DATABASE .*) TABLESPACE = (?:\"(?:[^\"]|\"\")+\"|[^\\s\";]+)(?=;\\s*\\z)");

    private static final String SECURE_SEARCH_PATH = "SELECT pg_catalog.set_config('search_path', '', false);";

    private final ArchiveSettings settings;
    private final EntryData data;
    private final DataTraits traits;
    private final ProgressListener listener;
    private final ErrorReport errors;
    private final RestoreOptions options;
    private final OpenSession session;
    private ConnectionSource source;
    private ServerText text;
    private CommandQueue queue;
    private RestorePhase phase = RestorePhase.INITIALIZING;
    private TocEntry entry;
    /** Number of data bytes sent for the current entry. */
    private long entryBytes;

    public DatabaseTarget(
            ConnectionSource source,
            ArchiveSettings settings,
            RestoreOptions options,
            EntryData data,
            DataTraits traits,
            ProgressListener listener) {
        this(
                source,
                settings,
                options,
                data,
                traits,
                listener,
                new ErrorReport(listener, options.has(RestoreFlag.EXIT_ON_ERROR)));
    }

    private DatabaseTarget(
            ConnectionSource source,
            ArchiveSettings settings,
            RestoreOptions options,
            EntryData data,
            DataTraits traits,
            ProgressListener listener,
            ErrorReport errors) {
        this.source = source;
        this.settings = settings;
        this.data = data;
        this.traits = traits;
        this.listener = listener;
        this.errors = errors;
        this.options = options;
        session = new OpenSession(errors);
    }

    /** Returns the number of errors that were reported and ignored. */
    public int errors() {
        return errors.count();
    }

    /** Returns the number of errors that were reported and ignored in all sessions of this restore. */
    public int failures() {
        return errors.failures();
    }

    /** Returns the number of entries for which something failed. */
    public int failedEntries() {
        return errors.failedEntries();
    }

    /** Returns whether anything for the entry failed, in this session or the one it was derived from. */
    public boolean hasFailed(int dumpId) {
        return errors.hasFailed(dumpId);
    }

    /** Returns how many bytes of data have been sent. */
    public long dataBytes() {
        return session.dataBytes();
    }

    @Override
    public void begin() {
        listener.message(ProgressListener.Severity.INFO, "connecting to database for restore");
        traits.requireSeparateCommands();
        open(source);
    }

    /** Opens a session for a restore that has already started. */
    public void join() {
        open(source);
    }

    /**
     * Returns another session for the same restore, in its current database; the caller must then call {@link #join}.
     */
    public DatabaseTarget another(EntryData itsData) {
        DatabaseTarget another =
                new DatabaseTarget(source, settings, options, itsData, traits, listener, errors.another());
        if (session.createsTables()) {
            another.session.tableCreated();
        }
        return another;
    }

    /**
     * Returns the order in which existing tables must be loaded, or the list's order if that cannot be determined.
     *
     * @param triggersFire whether triggers, and with them foreign keys, are active while rows are loaded
     */
    public ExistingTables existingTables(boolean triggersFire) {
        queue.flush();
        try {
            return ExistingTables.read(session.connection().driver(), triggersFire);
        } catch (SQLException e) {
            // If the session is lost, its next command reports it.
            LOG.debug("cannot determine the order in which existing tables must be loaded", e);
            return ExistingTables.unknown();
        }
    }

    /**
     * Ends the restore as soon as possible, including the command that the server is running; called by any thread. The
     * restoring thread gets a {@link SengiException}.
     */
    public void cancel() {
        session.cancel();
    }

    /** Closes the connection immediately, in case {@link #cancel} has not helped; called by any thread. */
    public void abort() {
        session.abort();
    }

    private void open(ConnectionSource database) {
        RestoreConnection connection = session.open(RestoreConnection.open(database, settings));
        text = connection.text();
        queue = new CommandQueue(connection, errors, listener, options.has(RestoreFlag.SEPARATE_COMMANDS));
        queue.announce("executing " + SECURE_SEARCH_PATH);
        execute(SqlCommand.of(SECURE_SEARCH_PATH));
    }

    @Override
    public void finish() {
        flush();
    }

    @Override
    public void flush() {
        if (queue != null) {
            queue.flush();
        }
    }

    @Override
    public void close() {
        session.close();
    }

    @Override
    public void phase(RestorePhase newPhase) {
        phase = newPhase;
    }

    @Override
    public void entry(TocEntry newEntry) {
        entry = newEntry;
    }

    @Override
    public void entryStarted(TocEntry startedEntry) {
        queue.then(() -> {
            entryBytes = 0;
            errors.entryStarted(startedEntry);
            listener.entryStarted(startedEntry);
        });
    }

    @Override
    public void entryDone(TocEntry doneEntry) {
        queue.then(() -> {
            errors.entryCompleted();
            listener.entryFinished(doneEntry, entryBytes);
        });
    }

    @Override
    public void progress(String message) {
        queue.announce(message);
    }

    @Override
    public void warning(String message) {
        queue.warn(message);
    }

    @Override
    public void beginTransaction(String script) {
        queue.runAlone(
                new SqlCommand("BEGIN", "could not start database transaction", OnFailure.SHOW_COMMAND), place());
    }

    @Override
    public void commitTransaction(String script) {
        queue.runAlone(
                new SqlCommand("COMMIT", "could not commit database transaction", OnFailure.SHOW_COMMAND), place());
    }

    @Override
    public void settings(List<SessionSetting> made) {
        for (SessionSetting setting : made) {
            // The driver uses only UTF-8, and a COPY specifies the encoding of its data.
            if (!setting.parameter().equals("client_encoding")
                    && session.connection().knows(setting.parameter())) {
                execute(SqlCommand.of(setting.statement()));
            }
        }
    }

    @Override
    public void comment(TocEntry commented, String prefix) {
        // Comments would only clutter the command when an error quotes it.
    }

    @Override
    public void execute(SqlCommand command) {
        if (command.text().isBlank()) {
            return;
        }
        if (entry != null && createsDatabase(entry)) {
            // Before the database is dropped or created, it must be certain that its entries can be restored somewhere.
            var unused = OtherDatabase.of(source, entry.tag());
        }
        SqlCommand sent;
        try {
            sent = text.of(withoutTablespace(command));
        } catch (ServerText.UnreadableText e) {
            queue.flush();
            errors.commandRejected(command, place(), e.getMessage());
            return;
        }
        if (entry != null && (createsDatabase(entry) || mayTakeLong(entry))) {
            queue.runAlone(sent, place());
        } else {
            queue.add(sent, place());
        }
    }

    @Override
    public void owe(SqlCommand command) {
        int dumpId = entry.dumpId();
        queue.note(() -> {
            if (!errors.hasFailed(dumpId)) {
                session.owe(command.text(), sent(command));
            }
        });
    }

    @Override
    public void paid(SqlCommand command) {
        queue.note(() -> session.paid(command.text()));
    }

    private String sent(SqlCommand command) {
        try {
            return text.of(command).sent();
        } catch (ServerText.UnreadableText e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the command without the database's tablespace, which pg_dump writes last, if options leave tablespaces out. */
    private SqlCommand withoutTablespace(SqlCommand command) {
        if (entry == null || !createsDatabase(entry) || !options.has(ScriptFlag.NO_TABLESPACES)) {
            return command;
        }
        String defn = DATABASE_TABLESPACE.matcher(command.text()).replaceFirst("$1");
        return command.shownAs(defn).sentAs(defn);
    }

    @Override
    public void connect(String dbname) {
        queue.flush();
        close();
        source = OtherDatabase.of(source, dbname);
        open(source);
    }

    @Override
    public void tableCreated(TocEntry table) {
        session.tableCreated();
        if (options.has(RestoreFlag.NO_DATA_FOR_FAILED_TABLES)) {
            String message = "table \"" + table.tag() + "\" could not be created, will not restore its data";
            queue.then(() -> {
                if (errors.hasFailed(table.dumpId())) {
                    listener.message(ProgressListener.Severity.INFO, message);
                }
            });
        }
    }

    @Override
    public boolean inhibitsData(TocEntry table) {
        if (!options.has(RestoreFlag.NO_DATA_FOR_FAILED_TABLES)) {
            return false;
        }
        queue.settle(table.dependencies());
        return table.dependencies().stream().anyMatch(errors::hasFailed);
    }

    @Override
    public void loadTable(TocEntry rows, TocEntry newTable) throws IOException {
        TableLoad.Context context = new TableLoad.Context(settings, options.quoting(), errors, listener);
        TableLoad load = new TableLoad(context, session.connection(), queue, place(), this::sent);
        if (CopyCommand.exists(rows)) {
            load.copy(rows, newTable, data);
        } else {
            load.insert(rows, data);
        }
    }

    @Override
    public String loadLargeObjects(TocEntry objects) throws IOException {
        queue.flush();
        LargeObjectCalls calls = new LargeObjectCalls(session.connection().driver());
        LargeObjectStart start = LargeObjectStart.of(traits, options);
        DataMeter meter = new DataMeter(objects, listener);
        LargeObjectLoad load = new LargeObjectLoad(queue, calls, errors, start, place(), meter);
        data.readLargeObjects(objects, (oid, content) -> {
            errors.requireNotStopped();
            traits.announcements(oid).forEach(queue::announce);
            load.visit(oid, content);
        });
        queue.flush();
        meter.report();
        sent(load.bytes());
        return traits.conclusion(load.count());
    }

    private void sent(long bytes) {
        session.sent(bytes);
        entryBytes += bytes;
    }

    private static boolean createsDatabase(TocEntry entry) {
        return EntryTraits.of(entry).is(Trait.CREATES_DATABASE);
    }

    private boolean mayTakeLong(TocEntry built) {
        return session.readingMayTakeLong()
                && built.section() == Section.POST_DATA
                && EntryTraits.of(built).weight() != Weight.SMALL;
    }

    private Place place() {
        return new Place(phase, entry);
    }
}
