package dev.sengi.internal.cluster;

import dev.sengi.ConnectionSource;
import dev.sengi.DumpFlag;
import dev.sengi.ProgressListener;
import dev.sengi.ProgressListener.Severity;
import dev.sengi.ScriptFlag;
import dev.sengi.SengiException;
import dev.sengi.Stage;
import dev.sengi.archive.PgEncoding;
import dev.sengi.internal.catalog.DatabaseFacts;
import dev.sengi.internal.ddl.Quoting;
import dev.sengi.internal.ddl.ScriptText;
import dev.sengi.internal.dump.DumpPipeline;
import dev.sengi.internal.dump.DumpPipeline.DumpOutcome;
import dev.sengi.internal.dump.ScriptOutput;
import dev.sengi.internal.option.ClusterOptions;
import dev.sengi.internal.option.DumpOptions;
import dev.sengi.internal.script.PsqlConnect;
import dev.sengi.internal.session.IdleLimit;
import dev.sengi.internal.session.Sessions;
import dev.sengi.internal.session.SnapshotTransaction;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The stages of a cluster's dump: the globals and the list of databases in one transaction, then each database in a
 * transaction of its own, as pg_dumpall does; all in one script.
 */
public final class ClusterPipeline {
    private final ConnectionSource source;
    private final Consumer<Sessions> waitsFor;
    private final ClusterOptions options;
    private final ProgressListener listener;

    /**
     * @param source opens connections to a database in which nothing is dumped but the globals are read, and to all others
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
        Instant started = Instant.now();
        Reading reading = read();
        reading.write(GlobalScript.of(options, reading.globals, reading.server, listener), out);
        DumpOutcome total = new DumpOutcome(0, 0, 0, Duration.ZERO);
        if (options.databases()) {
            List<DatabaseList.Row> databases = reading.globals.databases().inOrder();
            if (!databases.isEmpty()) {
                reading.write("--\n-- Databases\n--\n\n", out);
            }
            Set<String> excluded = reading.globals.databases().excluded();
            for (DatabaseList.Row database : databases) {
                if (excluded.contains(database.datname())) {
                    listener.message(Severity.INFO, "excluding database \"" + database.datname() + "\"");
                } else {
                    total = total.plus(dump(database.datname(), reading, out));
                }
            }
        }
        reading.write(GlobalScript.end(options), out);
        out.flush();
        return new DumpOutcome(
                total.entries(), total.tables(), total.dataBytes(), Duration.between(started, Instant.now()));
    }

    private DumpOutcome dump(String dbname, Reading reading, OutputStream out) throws IOException {
        listener.message(Severity.INFO, "dumping database \"" + dbname + "\"");
        reading.write("--\n-- Database \"" + ScriptText.oneLine(dbname, "") + "\" dump\n--\n\n", out);
        if (options.connectsTo(dbname)) {
            Quoting quoting = Quoting.of(options.common().has(DumpFlag.QUOTE_ALL_IDENTIFIERS));
            reading.write(PsqlConnect.to(dbname, quoting) + "\n", out);
        }
        out.flush();
        listener.databaseStarted(dbname);
        if (dbname.indexOf('\n') >= 0 || dbname.indexOf('\r') >= 0) {
            throw new SengiException("database name contains a newline or carriage return: \"" + dbname + "\"");
        }
        DumpOptions ofDatabase = options.of(dbname);
        listener.stageStarted(Stage.CONNECTING);
        DumpOutcome outcome =
                DumpPipeline.run(source.toDatabase(dbname), waitsFor, ofDatabase, listener, new ScriptOutput(out));
        listener.databaseFinished(dbname);
        return outcome;
    }

    private Reading read() {
        listener.stageStarted(Stage.CONNECTING);
        DumpOptions common = options.common();
        SnapshotTransaction.Settings settings = new SnapshotTransaction.Settings(
                common.role(),
                common.encoding(),
                common.has(ScriptFlag.ENABLE_ROW_SECURITY),
                common.has(DumpFlag.QUOTE_ALL_IDENTIFIERS),
                false,
                null,
                null);
        try (SnapshotTransaction transaction = IdleLimit.lift(source, connection -> {
            waitsFor.accept(Sessions.of(connection::cancelQuery, connection::abort));
            return SnapshotTransaction.begin(connection, settings);
        })) {
            listener.stageStarted(Stage.CATALOG);
            boolean whole = false;
            try {
                listener.message(Severity.INFO, "executing SELECT pg_catalog.set_config('search_path', '', false);");
                Globals globals = Globals.read(transaction, options);
                whole = true;
                return new Reading(globals, DatabaseFacts.of(transaction.facts()));
            } finally {
                if (!whole) {
                    transaction.lent().doubt();
                }
            }
        }
    }

    private record Reading(Globals globals, DatabaseFacts server) {

        /** Writes text that the server has sent, in the encoding of the dump. */
        void write(String text, OutputStream out) throws IOException {
            Charset charset = PgEncoding.charset(server.encoding());
            try {
                // Strict: a question mark in place of a character would be a different name.
                ByteBuffer bytes = charset.newEncoder().encode(CharBuffer.wrap(server.stored(text)));
                out.write(bytes.array(), bytes.arrayOffset(), bytes.remaining());
            } catch (CharacterCodingException e) {
                throw new IOException("text has a character that the script's encoding " + charset + " lacks", e);
            }
        }
    }
}
