package dev.sengi.internal.restore.database;

import dev.sengi.archive.ArchiveFormatException;
import dev.sengi.archive.TocEntry;
import dev.sengi.internal.data.EntryData;
import dev.sengi.internal.perform.SqlCommand;
import dev.sengi.internal.progress.DataMeter;
import java.io.IOException;
import java.util.function.LongConsumer;

/** Loads the rows of a table whose data are INSERT commands. */
final class InsertLoad {
    private final TableLoad.Context context;
    private final ServerText text;
    private final CommandQueue queue;
    private final Place place;
    /** Receives the number of bytes sent. */
    private final LongConsumer sent;

    InsertLoad(TableLoad.Context context, ServerText text, CommandQueue queue, Place place, LongConsumer sent) {
        this.context = context;
        this.text = text;
        this.queue = queue;
        this.place = place;
        this.sent = sent;
    }

    /** Runs the commands. */
    void run(TocEntry table, EntryData data) throws IOException {
        queue.flush();
        StatementSplitter splitter = new StatementSplitter(
                context.settings().charset(),
                context.settings().standardStrings(),
                command -> insert(SqlCommand.of(command)));
        DataMeter meter = new DataMeter(table, context.listener());
        data.writeData(table, meter.counting(splitter));
        queue.flush();
        if (splitter.isWithinCommand()) {
            throw new ArchiveFormatException(
                    ArchiveFormatException.Reason.CORRUPT,
                    "the data of table \"" + table.tag() + "\" are incomplete: they end within a command",
                    -1,
                    table.dumpId(),
                    null);
        }
        meter.report();
        sent.accept(splitter.bytes());
    }

    private void insert(SqlCommand command) {
        try {
            queue.add(text.of(command), place);
        } catch (ServerText.UnreadableText e) {
            queue.flush();
            context.errors().commandRejected(command, place, e.getMessage());
        }
    }
}
