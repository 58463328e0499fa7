package dev.sengi.internal.dump;

import dev.sengi.ProgressListener;
import dev.sengi.archive.Archive.LargeObjectVisitor;
import dev.sengi.archive.TocEntry;
import dev.sengi.archive.internal.copy.DataEnd;
import dev.sengi.internal.data.EntryData;
import dev.sengi.internal.emit.DataContext;
import dev.sengi.internal.emit.EntrySource;
import dev.sengi.internal.emit.RowSource;
import dev.sengi.internal.kind.table.StatisticsDefinitions;
import dev.sengi.internal.progress.DataMeter;
import dev.sengi.internal.session.BytewiseText;
import dev.sengi.internal.session.QueryRows;
import dev.sengi.internal.session.ServerError;
import dev.sengi.internal.session.SnapshotTransaction;
import dev.sengi.internal.session.copy.CopyReading;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Supplier;

/** Reads the data of a dump from the server and passes it on as it arrives. Used by one thread. */
final class DumpData implements EntryData, AutoCloseable {
    /** The number of rows that are fetched together for INSERT commands. */
    private static final int FETCH_SIZE = 100;

    private static final String DECLARE = "DECLARE _pg_dump_cursor CURSOR FOR ";
    private static final String FETCH = "FETCH " + FETCH_SIZE + " FROM _pg_dump_cursor";

    private final SnapshotTransaction transaction;
    private final DataContext context;
    private final Narration narration;
    private final ProgressListener listener;
    private final StatisticsDefinitions statistics;
    private final CopyBatches batches;
    private final QueryRows queries;

    /**
     * @param entries those that {@link #complete} will be called with, in order
     * @param listener receives progress as data passes
     */
    DumpData(SnapshotTransaction transaction, DataContext context, List<TocEntry> entries, ProgressListener listener) {
        this.transaction = transaction;
        this.context = context;
        this.narration = new Narration(listener);
        this.listener = listener;
        this.statistics = new StatisticsDefinitions(transaction, context, entries);
        this.batches = new CopyBatches(transaction);
        this.queries = new QueryRows(transaction);
    }

    /**
     * Announces entries whose data will be read.
     *
     * @param entries in the order of reading, including those that use the session for anything other than rows
     */
    void expect(List<TocEntry> entries) {
        // Bytewise text and INSERT commands are read with queries.
        if (!transaction.facts().bytewise() && !context.options().inserts()) {
            batches.expect(entries);
        }
    }

    @Override
    public TocEntry complete(TocEntry entry) {
        EntrySource.Statistics source = entry.attachment(EntrySource.Statistics.class);
        return source == null
                ? entry
                : entry.toBuilder()
                        .defn(context.database().stored(statistics.of(source)))
                        .build();
    }

    @Override
    public void writeData(TocEntry entry, OutputStream stream) throws IOException {
        RowSource rows = EntrySource.rows(entry);
        if (!rows.inserts()) {
            // pg_dump reports nothing about rows that it writes as INSERT commands.
            narration.data(entry);
        }
        DataMeter meter = new DataMeter(entry, listener);
        OutputStream counted = meter.counting(stream);
        if (rows.isForeign()) {
            transaction.withForeignTables(() -> write(entry, rows, counted, meter));
        } else {
            write(entry, rows, counted, meter);
        }
        meter.report();
    }

    private void write(TocEntry entry, RowSource rows, OutputStream stream, DataMeter meter) throws IOException {
        if (rows.inserts()) {
            writeInserts(rows, stream, meter);
        } else {
            writeCopy(entry, rows, stream, meter);
        }
    }

    private void writeCopy(TocEntry entry, RowSource rows, OutputStream stream, DataMeter meter) throws IOException {
        try {
            if (!transaction.facts().bytewise()) {
                copyRows(entry, rows::readStatement, stream, meter);
            } else if (BytewiseText.isReadable(rows.readStatement())) {
                copyRows(entry, () -> BytewiseText.readable(rows.readStatement()), stream, meter);
            } else {
                CopiedData.write(queries, rows.copyQuery(), stream, meter);
            }
        } catch (SQLException e) {
            String statement = rows.readStatement();
            // pg_dump uses different functions to get rows and the end of the COPY.
            String function = ServerError.isFromServer(e) ? "PQgetResult()" : "PQgetCopyData()";
            String message =
                    "Dumping the contents of table \"" + rows.tableName() + "\" failed: " + function + " failed.";
            List<String> details = List.of(
                    "Error message from server: " + ServerError.text(e, statement),
                    "Command was: " + rows.shownStatement());
            throw ServerError.failure(message, details, statement, e);
        }
        DataEnd.writeTerminator(stream);
    }

    private void copyRows(TocEntry entry, Supplier<String> statement, OutputStream stream, DataMeter meter)
            throws SQLException, IOException {
        boolean whole = false;
        try {
            CopyReading rows = beginCopy(entry, statement);
            for (int count = rows.transferTo(stream); count > 0; count = rows.transferTo(stream)) {
                meter.rows(count);
            }
            whole = true;
        } finally {
            batches.end(whole);
        }
    }

    private CopyReading beginCopy(TocEntry entry, Supplier<String> statement) {
        try {
            return batches.begin(entry, statement);
        } catch (SQLException e) {
            throw ServerError.queryFailure(e, statement.get(), statement.get());
        }
    }

    private void writeInserts(RowSource rows, OutputStream stream, DataMeter meter) throws IOException {
        String query = rows.insertQuery();
        try {
            // This holds only the encoder's buffer in memory.
            Writer script = EncodingCheck.writer(stream, context.database(), FETCH);
            InsertCommands commands = new InsertCommands(rows, context, script, meter);
            queries.read(query, FETCH_SIZE, commands::write);
            commands.finish();
            script.flush();
        } catch (SQLException e) {
            throw ServerError.queryFailure(e, queries.isAccepted() ? FETCH : DECLARE + query);
        }
    }

    /** Ends a batch of which some announced entries have not been read. */
    @Override
    public void close() {
        batches.close();
    }

    @Override
    public void readLargeObjects(TocEntry entry, LargeObjectVisitor visitor) throws IOException {
        narration.data(entry);
        DataMeter meter = new DataMeter(entry, listener);
        new LargeObjectContents(transaction)
                .read(
                        entry.attachment(EntrySource.LargeObjects.class).oids(),
                        (oid, content) -> visitor.visit(oid, meter.counting(content)));
        meter.report();
    }
}
