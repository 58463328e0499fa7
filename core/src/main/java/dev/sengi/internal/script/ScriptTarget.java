package dev.sengi.internal.script;

import dev.sengi.ProgressListener;
import dev.sengi.ProgressListener.Severity;
import dev.sengi.ScriptFlag;
import dev.sengi.archive.ArchiveHeader;
import dev.sengi.archive.TocEntry;
import dev.sengi.internal.data.DataTraits;
import dev.sengi.internal.data.EntryData;
import dev.sengi.internal.ddl.ScriptText;
import dev.sengi.internal.option.RestoreOptions;
import dev.sengi.internal.perform.Gap;
import dev.sengi.internal.perform.LargeObjectStart;
import dev.sengi.internal.perform.RestorePlace;
import dev.sengi.internal.perform.RestoreTarget;
import dev.sengi.internal.perform.SessionSetting;
import dev.sengi.internal.perform.SqlCommand;
import dev.sengi.internal.plan.ArchiveSettings;
import dev.sengi.internal.progress.EntryEvents;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;

/** Writes the actions of a restore as a script for psql. */
class ScriptTarget implements RestoreTarget {
    private final ArchiveOrigin origin;
    private final RestoreOptions options;
    private final ArchiveSettings settings;
    private final EntryData data;
    private final DataTraits traits;
    private final ProgressListener listener;
    private final OutputStream out;
    private final ScriptEncoder encoder;
    private final String restrictKey;
    private long dataBytes;

    ScriptTarget(
            ArchiveHeader header,
            ArchiveSettings settings,
            RestoreOptions options,
            EntryData data,
            DataTraits traits,
            OutputStream out,
            ProgressListener listener) {
        this.origin = ArchiveOrigin.of(header);
        this.settings = settings;
        this.options = options;
        this.data = data;
        this.traits = traits;
        this.listener = listener;
        this.out = new BufferedOutputStream(out, 1 << 16);
        this.encoder = new ScriptEncoder(settings.charset(), true);
        this.restrictKey = RestrictKey.orRandom(options.restrictKey());
    }

    /** Returns how many bytes of data have been written. */
    long dataBytes() {
        return dataBytes;
    }

    @Override
    public void begin() throws IOException {
        writeTitle();
        write("\\restrict " + restrictKey + "\n\n");
        writeVersions();
    }

    final void writeTitle() throws IOException {
        write("--\n-- PostgreSQL database dump\n--\n\n");
    }

    final void writeVersions() throws IOException {
        if (origin.serverVersion() != null) {
            write("-- Dumped from database version " + origin.serverVersion() + "\n");
        }
        if (origin.dumpVersion() != null) {
            write("-- Dumped by pg_dump version " + origin.dumpVersion() + "\n");
        }
        write("\n");
        if (options.has(ScriptFlag.VERBOSE)) {
            write("-- Started on " + ScriptText.timestamp(origin.created()) + "\n\n");
        }
    }

    @Override
    public void finish() throws IOException {
        writeEnd();
        write("\\unrestrict " + restrictKey + "\n\n");
        flush();
    }

    final void writeEnd() throws IOException {
        if (options.has(ScriptFlag.VERBOSE)) {
            write("-- Completed on " + ScriptText.timestamp(Instant.now()) + "\n\n");
        }
        write("--\n-- PostgreSQL database dump complete\n--\n\n");
    }

    @Override
    public final void flush() throws IOException {
        out.flush();
    }

    @Override
    public void progress(String message) {
        listener.message(Severity.INFO, message);
    }

    @Override
    public void warning(String message) {
        listener.message(Severity.WARNING, message);
    }

    @Override
    public void beginTransaction(Gap gap, RestorePlace place) throws IOException {
        write("BEGIN;\n" + text(gap));
    }

    @Override
    public void commitTransaction(Gap gap, RestorePlace place) throws IOException {
        write("COMMIT;\n" + text(gap));
    }

    private static String text(Gap gap) {
        return switch (gap) {
            case NONE -> "";
            case BLANK_LINE -> "\n";
        };
    }

    @Override
    public void settings(List<SessionSetting> made, RestorePlace place) throws IOException {
        for (SessionSetting setting : made) {
            write(setting.statement());
        }
        write("\n");
    }

    @Override
    public TocEntry complete(TocEntry entry) {
        return data.complete(entry);
    }

    @Override
    public void comment(TocEntry entry, String prefix) throws IOException {
        boolean verbose = options.has(ScriptFlag.VERBOSE);
        String place = verbose ? traits.places().of(entry) : null;
        write(TocComment.of(entry, prefix, options, place));
    }

    @Override
    public void execute(SqlCommand command, RestorePlace place) throws IOException {
        write(command.text());
    }

    @Override
    public void connect(String dbname, RestorePlace place) throws IOException {
        connect(dbname, restrictKey);
    }

    final void connect(String dbname, String key) throws IOException {
        write("\\unrestrict " + key + "\n");
        write(PsqlConnect.to(dbname, options.quoting()));
        write("\\restrict " + key + "\n\n");
    }

    @Override
    public void tableCreated(TocEntry entry) {
        // It is unknown here whether psql will be able to create it.
    }

    @Override
    public boolean inhibitsData(TocEntry entry) {
        return false;
    }

    @Override
    public void loadTable(TocEntry entry, TocEntry newTable) throws IOException {
        if (entry.copyStmt() != null) {
            write(entry.copyStmt());
        }
        CountingStream counted = new CountingStream(out);
        listener.entryStarted(entry);
        data.writeData(entry, counted);
        dataBytes += counted.bytes;
        listener.entryFinished(EntryEvents.finished(entry, counted.bytes));
    }

    @Override
    public String loadLargeObjects(TocEntry entry) throws IOException {
        LargeObjectStart start = LargeObjectStart.of(traits, options);
        LargeObjectScript script = new LargeObjectScript(out, settings.standardStrings(), start);
        int[] count = {0};
        listener.entryStarted(entry);
        data.readLargeObjects(entry, (oid, content) -> {
            count[0]++;
            traits.announcements(oid).forEach(this::progress);
            script.write(oid, content);
        });
        dataBytes += script.bytes();
        listener.entryFinished(EntryEvents.finished(entry, script.bytes()));
        return traits.conclusion(count[0]);
    }

    final void write(String text) throws IOException {
        encoder.write(text, out);
    }

    /** Counts the bytes written, and keeps a data writer from closing the script. */
    private static final class CountingStream extends FilterOutputStream {
        private long bytes;

        CountingStream(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            bytes++;
        }

        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            out.write(buffer, offset, length);
            bytes += length;
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
