package dev.sengi.internal.restore.database;

import dev.sengi.ConnectionSource;
import dev.sengi.ProgressListener;
import dev.sengi.RestoreFlag;
import dev.sengi.SengiException;
import dev.sengi.archive.Section;
import dev.sengi.archive.TocEntry;
import dev.sengi.archive.internal.copy.CopyCommand;
import dev.sengi.archive.internal.traits.EntryTraits;
import dev.sengi.archive.internal.traits.EntryTraits.Weight;
import dev.sengi.internal.data.DataTraits;
import dev.sengi.internal.data.EntryData;
import dev.sengi.internal.option.RestoreOptions;
import dev.sengi.internal.perform.Gap;
import dev.sengi.internal.perform.LargeObjectStart;
import dev.sengi.internal.perform.RestorePhase;
import dev.sengi.internal.perform.RestorePlace;
import dev.sengi.internal.perform.RestoreTarget;
import dev.sengi.internal.perform.SessionSetting;
import dev.sengi.internal.perform.SqlCommand;
import dev.sengi.internal.perform.SqlCommand.OnFailure;
import dev.sengi.internal.plan.ArchiveSettings;
import dev.sengi.internal.progress.DataMeter;
import dev.sengi.internal.progress.EntryEvents;
import dev.sengi.internal.session.OtherDatabase;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a restore in a database.
 *
 * <p>Definitions go through a {@link CommandQueue}; data waits for the commands queued before it.
 */
public final class DatabaseTarget implements RestoreTarget, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseTarget.class);

    private final ArchiveSettings settings;
    private final EntryData data;
    private final DataTraits traits;
    private final ProgressListener listener;
    private final ErrorReport errors;
    private final RestoreOptions options;
    private final DatabaseCommands databaseCommands;
    private final OpenSession session;
    private ConnectionSource source;
    private ServerText text;
    private CommandQueue queue;
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
        databaseCommands = new DatabaseCommands(options);
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
        open(source, RestorePlace.START);
    }

    /** Opens a session for a restore that has reached this place. */
    public void join(RestorePlace place) {
        open(source, place);
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

    private void open(ConnectionSource database, RestorePlace place) {
        RestoreConnection connection = session.open(RestoreConnection.open(database, settings));
        text = connection.text();
        queue = new CommandQueue(connection, errors, listener, options.has(RestoreFlag.SEPARATE_COMMANDS));
        queue.announce("executing " + TemporaryNames.SECURE_PATH);
        execute(SqlCommand.of(TemporaryNames.SECURE_PATH), place);
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
            listener.entryFinished(EntryEvents.finished(doneEntry, entryBytes));
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
    public void beginTransaction(Gap gap, RestorePlace place) {
        queue.runAlone(
                new SqlCommand("BEGIN", "could not start database transaction", OnFailure.SHOW_COMMAND),
                Place.of(place));
    }

    @Override
    public void commitTransaction(Gap gap, RestorePlace place) {
        queue.runAlone(
                new SqlCommand("COMMIT", "could not commit database transaction", OnFailure.SHOW_COMMAND),
                Place.of(place));
    }

    @Override
    public void settings(List<SessionSetting> made, RestorePlace place) {
        for (SessionSetting setting : made) {
            // The driver uses only UTF-8, and a COPY specifies the encoding of its data.
            if (!setting.parameter().equals("client_encoding")
                    && session.connection().knows(setting.parameter())) {
                execute(SqlCommand.of(setting.statement()), place);
            }
        }
    }

    @Override
    public void comment(TocEntry commented, String prefix) {
        // Comments would only clutter the command when an error quotes it.
    }

    @Override
    public void execute(SqlCommand command, RestorePlace place) {
        if (command.text().isBlank()) {
            return;
        }
        TocEntry entry = place.entry();
        boolean isOfDatabase = DatabaseCommands.belongTo(entry);
        if (isOfDatabase) {
            DatabaseCommands.requireReachable(entry, source);
        }
        SqlCommand sent;
        try {
            sent = text.of(isOfDatabase ? databaseCommands.withoutTablespace(command) : command);
        } catch (ServerText.UnreadableText e) {
            queue.flush();
            errors.commandRejected(command, Place.of(place), e.getMessage());
            return;
        }
        if (isOfDatabase || mayTakeLong(entry)) {
            queue.runAlone(sent, Place.of(place));
        } else {
            queue.add(sent, Place.of(place));
        }
    }

    @Override
    public void undoAtEnd(SqlCommand command, TocEntry entry) {
        queue.note(() -> {
            if (!errors.hasFailed(entry.dumpId())) {
                session.undoAtEnd(command.text(), sent(command));
            }
        });
    }

    @Override
    public void undone(SqlCommand command) {
        queue.note(() -> session.undone(command.text()));
    }

    private String sent(SqlCommand command) {
        try {
            return text.of(command).sent();
        } catch (ServerText.UnreadableText e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void connect(String dbname, RestorePlace place) {
        queue.flush();
        close();
        source = OtherDatabase.of(source, dbname);
        open(source, place);
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
        Place place = placeOf(rows);
        if (CopyCommand.exists(rows)) {
            new TableLoad(context, session.connection(), queue, place, this::sent).copy(rows, newTable, data);
        } else {
            new InsertLoad(context, text, queue, place, this::sent).run(rows, data);
        }
    }

    @Override
    public String loadLargeObjects(TocEntry objects) throws IOException {
        queue.flush();
        LargeObjectCalls calls = new LargeObjectCalls(session.connection().driver());
        LargeObjectStart start = LargeObjectStart.of(traits, options);
        DataMeter meter = new DataMeter(objects, listener);
        LargeObjectLoad load = new LargeObjectLoad(queue, calls, errors, start, placeOf(objects), meter);
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

    private boolean mayTakeLong(TocEntry built) {
        return built != null
                && session.readingMayTakeLong()
                && built.section() == Section.POST_DATA
                && EntryTraits.of(built).weight() != Weight.SMALL;
    }

    private static Place placeOf(TocEntry entry) {
        return Place.of(new RestorePlace(RestorePhase.PROCESSING, entry));
    }
}
