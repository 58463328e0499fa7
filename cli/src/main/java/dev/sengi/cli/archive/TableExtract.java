package dev.sengi.cli.archive;

import dev.sengi.archive.Archive;
import dev.sengi.archive.TocEntry;
import dev.sengi.archive.internal.copy.CopyColumns;
import dev.sengi.archive.internal.copy.CopyRows;
import dev.sengi.archive.internal.copy.CsvOutput;
import dev.sengi.cli.command.CommandException;
import dev.sengi.cli.command.Messages;
import dev.sengi.cli.command.TextOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/**
 * Extracts a table's rows, in COPY's text format or as CSV.
 *
 * @param header whether CSV begins with the column names
 */
record TableExtract(TableName table, boolean csv, boolean header) implements Extract {

    @Override
    public TextOutput.Writing find(Archive archive, Messages messages) {
        NameText names = NameText.of(archive.entries());
        List<TocEntry> parts = table.find(archive.entries(), names);
        TocEntry entry = parts.get(0);
        if (entry.copyStmt() == null) {
            throw CommandException.fatal("the data of " + names.nameOf(entry) + " are INSERT commands, not rows")
                    .withHint("\"pg_restore -a -t\" writes them as a script.");
        }
        List<String> columns = CopyColumns.of(entry.copyStmt());
        if (csv && header && columns.isEmpty()) {
            messages.warning("the archive does not contain the table's column names, so there is no header line");
        }
        return out -> {
            if (csv) {
                CsvOutput rows = new CsvOutput(out, columns, names.encoding());
                if (header) {
                    rows.writeHeader();
                }
                copy(archive, parts, rows);
            } else {
                copy(archive, parts, out);
            }
        };
    }

    private static void copy(Archive archive, List<TocEntry> parts, OutputStream out) throws IOException {
        for (TocEntry part : parts) {
            try (InputStream rows = new CopyRows(archive.openData(part), part)) {
                rows.transferTo(out);
            }
        }
    }
}
