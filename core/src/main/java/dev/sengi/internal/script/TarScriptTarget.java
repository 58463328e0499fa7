package dev.sengi.internal.script;

import dev.sengi.ProgressListener;
import dev.sengi.SengiException;
import dev.sengi.archive.Archive.LargeObjectVisitor;
import dev.sengi.archive.ArchiveHeader;
import dev.sengi.archive.TocEntry;
import dev.sengi.archive.internal.io.ArchiveFiles;
import dev.sengi.archive.internal.writer.TocSource;
import dev.sengi.internal.data.DataTraits;
import dev.sengi.internal.data.EntryData;
import dev.sengi.internal.option.RestoreOptions;
import dev.sengi.internal.perform.Gap;
import dev.sengi.internal.perform.RestorePlace;
import dev.sengi.internal.plan.ArchiveSettings;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes a tar archive's {@code restore.sql}: a script that loads its data from the tar's other files.
 *
 * <p>psql reads it unrestricted: {@code \restrict} appears only around {@code \connect}, where pg_dump prints a null
 * key. Source: {@code _CloseArchive} and {@code _PrintTocData} in PostgreSQL's {@code pg_backup_tar.c}.
 */
final class TarScriptTarget extends ScriptTarget {
    private static final String NO_KEY = "(null)";
    private static final String COPY = "COPY ";
    private static final String FROM_STDIN = " FROM stdin;\n";
    private static final String NOTE = """
            --
            -- NOTE:
            --
            -- File paths need to be edited. Search for $$PATH$$ and
            -- replace it with the path to the directory containing
            -- the extracted data files.
            --
            """;

    TarScriptTarget(
            ArchiveHeader header,
            ArchiveSettings settings,
            RestoreOptions options,
            TocSource entries,
            OutputStream out,
            ProgressListener listener) {
        super(header, settings, options, new TarFiles(entries), DataTraits.ofFiles(TarFiles::place), out, listener);
    }

    @Override
    public void begin() throws IOException {
        write(NOTE);
        writeTitle();
        writeVersions();
    }

    @Override
    public void finish() throws IOException {
        writeEnd();
        flush();
    }

    @Override
    public void connect(String dbname, RestorePlace place) throws IOException {
        connect(dbname, NO_KEY);
    }

    /** No data are loaded that would need a transaction. */
    @Override
    public void beginTransaction(Gap gap, RestorePlace place) {}

    @Override
    public void commitTransaction(Gap gap, RestorePlace place) {}

    @Override
    public void loadTable(TocEntry entry, TocEntry newTable) throws IOException {
        String copy = entry.copyStmt();
        if (copy == null) {
            include(entry);
            return;
        }
        if (!copy.startsWith(COPY) || !copy.endsWith(FROM_STDIN)) {
            throw new SengiException("unexpected COPY statement syntax: \"" + copy + "\"");
        }
        String command = copy.substring(0, copy.length() - FROM_STDIN.length());
        write(copy + "\\.\n" + command + " FROM '$$PATH$$/" + TarFiles.name(entry) + "';\n\n");
    }

    @Override
    public String loadLargeObjects(TocEntry entry) throws IOException {
        include(entry);
        return null;
    }

    private void include(TocEntry entry) throws IOException {
        write("\\i $$PATH$$/" + TarFiles.name(entry) + "\n\n");
    }

    /** Knows the names of the data files but never reads the files. */
    private record TarFiles(TocSource entries) implements EntryData {
        static String name(TocEntry entry) {
            return ArchiveFiles.data(entry.dumpId());
        }

        static String place(TocEntry entry) {
            return entry.hadDumper() ? "File: " + name(entry) : null;
        }

        @Override
        public TocEntry complete(TocEntry entry) {
            return entries.complete(entry);
        }

        @Override
        public void writeData(TocEntry entry, OutputStream out) {
            throw new UnsupportedOperationException("restore.sql contains no data");
        }

        @Override
        public void readLargeObjects(TocEntry entry, LargeObjectVisitor visitor) {
            throw new UnsupportedOperationException("restore.sql contains no data");
        }
    }
}
