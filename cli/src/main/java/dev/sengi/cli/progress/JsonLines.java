package dev.sengi.cli.progress;

import dev.sengi.DumpReport;
import dev.sengi.Progress;
import dev.sengi.ProgressListener;
import dev.sengi.RestoreFailure;
import dev.sengi.ServerException;
import dev.sengi.Stage;
import dev.sengi.archive.TocEntry;
import dev.sengi.cli.command.StandardError;
import dev.sengi.cli.output.JsonWriter;
import dev.sengi.cli.progress.Tally.State;
import dev.sengi.cli.progress.Tally.Work;
import dev.sengi.internal.text.NativeText;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * Shows progress as JSON, one object per line. Member names are stable; more may be added. Sizes are in bytes,
 * durations in seconds; a value that is unknown is null.
 */
final class JsonLines implements Display, ProgressListener, RunSummary {
    private final boolean dump;
    private final StandardError err;
    /** The database being dumped or restored, if the run has several; otherwise null. */
    private volatile String database;
    /** The number of the last failure in the current database. */
    private volatile int lastNumber;

    /** @param dump whether this shows a dump, not a restore */
    JsonLines(boolean dump, StandardError err) {
        this.dump = dump;
        this.err = err;
    }

    /** What a line contains besides the event's name. */
    @FunctionalInterface
    private interface Members {
        void write(JsonWriter json) throws IOException;
    }

    private void line(String event, Members members) {
        StringWriter line = new StringWriter();
        JsonWriter json = new JsonWriter(line);
        try {
            json.beginObject().name("event").value(event);
            members.write(json);
            json.endObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        NativeText.println(err, line.toString());
    }

    @Override
    public Duration interval() {
        return Duration.ofSeconds(1);
    }

    @Override
    public void show(State state) {
        line("progress", json -> state(json, state));
    }

    @Override
    public void end(State state) {
        if (state.progress() != null) {
            show(state);
        }
    }

    private static void state(JsonWriter json, State state) throws IOException {
        Progress progress = state.progress();
        database(json, state.database());
        json.name("stage").value(name(state.stage()));
        seconds(json, "elapsed", state.elapsed());
        seconds(json, "remaining", state.remaining());
        json.name("fraction").value(progress == null ? 0 : progress.fraction());
        json.name("rows").value(progress == null ? 0 : progress.rows());
        json.name("bytes").value(progress == null ? 0 : progress.bytes());
        json.name("bytes_per_second").value(state.bytesPerSecond());
        json.name("work_done").value(progress == null ? 0 : progress.workDone());
        json.name("work_total").value(progress == null ? OptionalLong.empty() : progress.workTotal());
        json.name("entries_done").value(progress == null ? 0 : progress.entriesDone());
        json.name("entries_total").value(progress == null ? 0 : progress.entriesTotal());
        json.name("under_way");
        works(json, state.underWay());
    }

    private static void works(JsonWriter json, List<Work> works) throws IOException {
        json.beginArray();
        for (Work work : works) {
            json.beginObject();
            database(json, work.database());
            entry(json, work.entry());
            json.name("rows").value(work.rows());
            json.name("bytes").value(work.bytes());
            seconds(json, "seconds", work.duration());
            json.endObject();
        }
        json.endArray();
    }

    /** Writes the database's name, unless it is null: only runs of several databases have this member. */
    private static void database(JsonWriter json, String name) throws IOException {
        if (name != null) {
            json.name("database").value(name);
        }
    }

    private static void entry(JsonWriter json, TocEntry entry) throws IOException {
        json.name("id").value(entry.dumpId());
        json.name("kind").value(entry.desc());
        json.name("schema").value(entry.namespace());
        json.name("name").value(entry.tag());
    }

    private static void seconds(JsonWriter json, String name, Duration duration) throws IOException {
        json.name(name);
        if (duration.isNegative()) {
            json.value((String) null);
        } else {
            json.value(duration.toMillis() / 1000.0);
        }
    }

    private static String name(Stage stage) {
        return stage.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public void databaseStarted(String dbname) {
        database = dbname;
        lastNumber = 0;
        database(dbname, "started");
    }

    @Override
    public void databaseFinished(String dbname) {
        database(dbname, "finished");
        database = null;
        lastNumber = 0;
    }

    private void database(String dbname, String state) {
        line("database", json -> {
            json.name("database").value(dbname);
            json.name("state").value(state);
        });
    }

    @Override
    public void stageStarted(Stage stage) {
        line("stage", json -> {
            database(json, database);
            json.name("stage").value(name(stage));
        });
    }

    /** Writes a message in the words of PostgreSQL's programs. */
    void message(String severity, String text) {
        line("message", json -> {
            database(json, database);
            json.name("severity").value(severity);
            json.name("text").value(text);
        });
    }

    @Override
    public void failed(RestoreFailure failure) {
        lastNumber = failure.number();
        failure(
                failure.number(),
                failure.stage(),
                failure.entry().orElse(null),
                failure.line(),
                failure.sqlState().orElse(null),
                failure.statement().orElse(null),
                failure.serverMessage());
    }

    @Override
    public void failed(ServerException e) {
        if (dump) {
            return;
        }
        failure(
                lastNumber + 1,
                e.stage().orElse(null),
                e.entry().orElse(null),
                OptionalLong.empty(),
                e.sqlState().orElse(null),
                e.statement().orElse(null),
                e.serverMessage().orElse(e.getMessage()));
    }

    private void failure(
            int number,
            Stage stage,
            TocEntry entry,
            OptionalLong scriptLine,
            String sqlState,
            String statement,
            String message) {
        line("failure", json -> {
            database(json, database);
            json.name("number").value(number);
            json.name("stage").value(stage == null ? null : name(stage));
            json.name("entry");
            if (entry == null) {
                json.value((String) null);
            } else {
                json.beginObject();
                entry(json, entry);
                json.endObject();
            }
            json.name("line").value(scriptLine);
            json.name("sqlstate").value(sqlState);
            json.name("statement").value(statement);
            json.name("message").value(message);
        });
    }

    @Override
    public void dumped(DumpReport report, String target, List<Work> slowest) {
        line("summary", json -> {
            json.name("entries").value(report.entries());
            json.name("tables").value(report.tables());
            json.name("rows").value(report.rows());
            json.name("bytes").value(report.dataBytes());
            json.name("size").value(report.size());
            seconds(json, "seconds", report.duration());
            json.name("slowest");
            works(json, slowest);
        });
    }

    @Override
    public void restored(RestoreTotals totals, int tables, List<Work> slowest) {
        line("summary", json -> {
            if (totals.databases().isPresent()) {
                json.name("databases").value(totals.databases().getAsInt());
            }
            json.name("entries").value(totals.entries());
            json.name("failures").value(totals.failures());
            json.name("tables").value(tables);
            json.name("rows").value(totals.rows());
            json.name("bytes").value(totals.dataBytes());
            seconds(json, "seconds", totals.duration());
            json.name("slowest");
            works(json, slowest);
        });
    }
}
