package dev.sengi.internal.cluster;

import dev.sengi.ConnectionSource;
import dev.sengi.DumpFlag;
import dev.sengi.ProgressListener;
import dev.sengi.ProgressListener.Severity;
import dev.sengi.ScriptFlag;
import dev.sengi.SengiException;
import dev.sengi.Stage;
import dev.sengi.archive.PgEncoding;
import dev.sengi.archive.TocEntry;
import dev.sengi.internal.catalog.DatabaseFacts;
import dev.sengi.internal.ddl.Quoting;
import dev.sengi.internal.ddl.ScriptText;
import dev.sengi.internal.dump.DumpFile;
import dev.sengi.internal.dump.DumpHeader;
import dev.sengi.internal.dump.DumpOutcome;
import dev.sengi.internal.dump.DumpOutput;
import dev.sengi.internal.dump.DumpPipeline;
import dev.sengi.internal.io.OutputMeasure;
import dev.sengi.internal.option.ClusterOptions;
import dev.sengi.internal.option.DumpOptions;
import dev.sengi.internal.script.PsqlConnect;
import dev.sengi.internal.script.ScriptEncoder;
import dev.sengi.internal.session.BytewiseText;
import dev.sengi.internal.session.OtherDatabase;
import dev.sengi.internal.session.ReadableMessages;
import dev.sengi.internal.session.Sessions;
import dev.sengi.internal.session.SnapshotSettings;
import dev.sengi.internal.session.SnapshotSource;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The stages of a cluster's dump. As in pg_dumpall, the globals and the list of databases are read in one transaction,
 * and then each database in a separate transaction. The output is one script or a folder of archives.
 */
public final class ClusterPipeline {
    private static final String PROGRAM = "pg_dumpall";

    private final ConnectionSource source;
    private final Consumer<Sessions> waitsFor;
    private final ClusterOptions options;
    private final ProgressListener listener;

    /**
     * @param source opens connections to the database from which the globals are read, and to all others
     * @param waitsFor receives the sessions that the dump waits for
     */
    public ClusterPipeline(
            ConnectionSource source, Consumer<Sessions> waitsFor, ClusterOptions options, ProgressListener listener) {
        this.source = source;
        this.waitsFor = waitsFor;
        this.options = options;
        this.listener = listener;
    }

    /** Writes the script, and flushes the stream, which is not closed. */
    public DumpOutcome script(OutputStream out) throws IOException {
        Reading reading = read();
        reading.write(
                reading.readably(() -> GlobalScript.of(options, reading.globals, reading.server, reading.listener)),
                out);
        if (options.databases() && !reading.globals.databases().inOrder().isEmpty()) {
            reading.write("--\n-- Databases\n--\n\n", out);
        }
        DumpOutcome total = dump(reading, database -> {
            String dbname = database.datname();
            reading.write("--\n-- Database \"" + ScriptText.oneLine(dbname, "") + "\" dump\n--\n\n", out);
            if (options.connectsTo(dbname)) {
                // Neither name is quoted, even if all identifiers are.
                reading.write(PsqlConnect.to(dbname, Quoting.whereNeeded()) + "\n", out);
            }
            out.flush();
            return dump(reading, dbname, DumpOutput.script(out));
        });
        reading.write(GlobalScript.end(options), out);
        out.flush();
        return total;
    }

    /**
     * Writes a folder with one archive for each database, which is removed if the dump fails.
     *
     * @param requireRunning throws an exception if the dump has been cancelled; called before each archive, and the whole dump, is completed
     */
    public DumpOutcome folder(Path path, Runnable requireRunning) throws IOException {
        ZonedDateTime started = ZonedDateTime.now(ZoneId.systemDefault());
        try (ClusterFolder folder = ClusterFolder.create(path, options.common(), listener)) {
            Reading reading = read();
            DumpOutcome total = dump(
                    reading,
                    database -> DumpFile.write(
                            folder.archive(database.oid()),
                            options.common(),
                            listener,
                            new OutputMeasure(false, requireRunning),
                            pipe -> pipe,
                            output -> dump(reading, database.datname(), output)));
            List<TocEntry> globals = reading.readably(
                    () -> GlobalEntries.of(options, reading.globals, reading.server, reading.listener));
            requireRunning.run();
            List<DatabaseList.Row> databases = options.databases() ? reading.dumped() : List.of();
            folder.finish(databases, reading.server, DumpHeader.ofGlobals(reading.server, started), globals);
            return total.plus(new DumpOutcome(globals.size(), 0, 0));
        }
    }

    /** Dumps one database to its part of the output. */
    @FunctionalInterface
    private interface OneDump {
        DumpOutcome of(DatabaseList.Row database) throws IOException;
    }

    private DumpOutcome dump(Reading reading, OneDump dump) throws IOException {
        DumpOutcome total = DumpOutcome.NONE;
        if (!options.databases()) {
            return total;
        }
        Set<String> excluded = reading.globals.databases().excluded();
        for (DatabaseList.Row database : reading.globals.databases().inOrder()) {
            if (excluded.contains(database.datname())) {
                reading.listener.message(Severity.INFO, "excluding database \"" + database.datname() + "\"");
                continue;
            }
            reading.listener.message(Severity.INFO, "dumping database \"" + database.datname() + "\"");
            total = total.plus(dump.of(database));
            reading.listener.databaseFinished(database.datname());
        }
        return total;
    }

    private DumpOutcome dump(Reading reading, String dbname, DumpOutput output) throws IOException {
        reading.listener.databaseStarted(dbname);
        if (dbname.indexOf('\n') >= 0 || dbname.indexOf('\r') >= 0) {
            // Neither psql's commands nor a folder's map can contain line ends.
            String shown = reading.server.bytewise() ? BytewiseText.readable(dbname) : dbname;
            throw new SengiException("database name contains a newline or carriage return: \"" + shown + "\"");
        }
        listener.stageStarted(Stage.CONNECTING);
        return DumpPipeline.run(
                OtherDatabase.of(source, reading.server.connectable(dbname)),
                waitsFor,
                options.of(dbname),
                listener,
                output);
    }

    private Reading read() {
        listener.stageStarted(Stage.CONNECTING);
        DumpOptions common = options.common();
        SnapshotSettings settings = new SnapshotSettings(
                common.role(),
                common.encoding(),
                common.has(ScriptFlag.ENABLE_ROW_SECURITY),
                common.has(DumpFlag.QUOTE_ALL_IDENTIFIERS),
                false,
                null,
                null);
        return new SnapshotSource(source, settings).run(waitsFor, PROGRAM, transaction -> {
            listener.stageStarted(Stage.CATALOG);
            try {
                listener.message(Severity.INFO, "executing SELECT pg_catalog.set_config('search_path', '', false);");
                Globals globals = Globals.read(transaction, options);
                return Reading.of(globals, DatabaseFacts.of(transaction.facts()), listener);
            } catch (SengiException e) {
                throw transaction.facts().bytewise() ? ReadableMessages.of(e) : e;
            }
        });
    }

    /**
     * The data read from the cluster.
     *
     * @param listener receives messages with names as the session has read them
     */
    private record Reading(Globals globals, DatabaseFacts server, ProgressListener listener) {

        static Reading of(Globals globals, DatabaseFacts server, ProgressListener listener) {
            return new Reading(globals, server, server.bytewise() ? ReadableMessages.of(listener) : listener);
        }

        /** Returns the work's result; errors name objects in readable form. */
        <T> T readably(Supplier<T> work) {
            try {
                return work.get();
            } catch (SengiException e) {
                throw server.bytewise() ? ReadableMessages.of(e) : e;
            }
        }

        /** Returns the databases to dump. */
        List<DatabaseList.Row> dumped() {
            Set<String> excluded = globals.databases().excluded();
            return globals.databases().inOrder().stream()
                    .filter(database -> !excluded.contains(database.datname()))
                    .toList();
        }

        /** Writes text that the server has sent, in the encoding of the dump. */
        void write(String text, OutputStream out) throws IOException {
            new ScriptEncoder(PgEncoding.charset(server.encoding()), false).write(server.stored(text), out);
        }
    }
}
