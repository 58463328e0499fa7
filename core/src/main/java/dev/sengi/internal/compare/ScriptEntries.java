package dev.sengi.internal.compare;

import dev.sengi.ProgressListener;
import dev.sengi.SengiException;
import dev.sengi.archive.DataKind;
import dev.sengi.archive.EntryType;
import dev.sengi.archive.PgEncoding;
import dev.sengi.archive.internal.copy.InsertCount;
import dev.sengi.archive.internal.copy.InsertSyntax;
import dev.sengi.archive.internal.copy.MultibyteForm;
import dev.sengi.archive.internal.traits.EntryTraits;
import dev.sengi.archive.internal.traits.EntryTraits.Content;
import dev.sengi.archive.internal.traits.EntryTraits.Selector;
import dev.sengi.internal.script.read.PlainScript;
import dev.sengi.internal.script.read.ScriptPart;
import dev.sengi.internal.script.read.ScriptReader;
import dev.sengi.internal.script.read.Statement;
import dev.sengi.internal.session.BytewiseText;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Divides a script written by pg_dump into entries, using the comments above them. Used once. */
public final class ScriptEntries {
    /** See {@code TocComment}, which writes it. */
    private static final Pattern HEADING = Pattern.compile("-- (?:Data for |Statistics for )?Name: (.*); Type: (.*);"
            + " Schema: (.*); Owner: (.*?)(?:; Tablespace: (.*))?");

    private static final String NONE = "-";
    private static final Pattern ACCESS_METHOD = Pattern.compile("SET default_table_access_method = (.*);");
    private static final Pattern OPENED_OBJECT = Pattern.compile("SELECT (?:pg_catalog\\.)?lo_open\\(");
    private static final String IDENTIFIER = "(\"(?:[^\"]|\"\")+\"|[^\" .(]+)";
    /** The commands that create and load a table. */
    private static final Pattern TABLE = Pattern.compile(
            "(?:COPY|INSERT INTO|CREATE (?:UNLOGGED |FOREIGN )?TABLE) " + IDENTIFIER + "\\." + IDENTIFIER + "[ ;(].*",
            Pattern.DOTALL);
    /** No more than this many bytes are needed to recognize a setting or command. */
    private static final int BEGINNING = 200;
    /** Command, schema and name take up no more bytes than this, even if they consist of quotes. */
    private static final int NAMES = 400;

    private final ScriptReader reader;
    private final List<ScriptEntry> entries = new ArrayList<>();
    private final List<String> statements = new ArrayList<>();
    private Charset charset = StandardCharsets.UTF_8;
    /** Whether the script's text is bytes without an encoding. */
    private boolean bytewise;

    private MultibyteForm form = MultibyteForm.ASCII_SAFE;
    private boolean standardStrings = true;
    private String accessMethod;
    private String accessMethodBefore;
    /** Of the current entry; null before the first one. */
    private Matcher heading;
    /** The names in the heading. */
    private ScriptEntry.Name shown;
    /** The names in the entry's commands, or null if they are not known. */
    private ScriptEntry.Name exact;

    private EntryType type = EntryType.UNKNOWN;
    private long count;

    private ScriptEntries(InputStream text) {
        reader = new ScriptReader(text, () -> standardStrings, this::comment);
    }

    /**
     * Reads a script to its end.
     *
     * @param listener receives the progress
     * @param requireRunning called repeatedly; may throw an exception to stop reading
     * @throws SengiException if the script is truncated, or was written by pg_dumpall
     */
    public static List<ScriptEntry> read(PlainScript script, ProgressListener listener, Runnable requireRunning)
            throws IOException {
        try (MeasuredText text = new MeasuredText(script, listener, requireRunning)) {
            ScriptEntries entries = new ScriptEntries(text);
            entries.read();
            text.finished();
            return List.copyOf(entries.entries);
        }
    }

    private void read() throws IOException {
        for (ScriptPart part = reader.next(); part != null; part = reader.next()) {
            if (part instanceof Statement statement) {
                take(statement);
            }
        }
        if (reader.isCut()) {
            throw new SengiException("line " + reader.line() + ": the script is truncated");
        }
        finish();
    }

    private void comment(String line) {
        if (line.equals(ScriptReader.CLUSTER_DUMP)) {
            throw new SengiException("the script was written by pg_dumpall, and may contain several databases");
        }
        Matcher matcher = HEADING.matcher(new String(line.getBytes(StandardCharsets.ISO_8859_1), charset));
        if (matcher.matches()) {
            finish();
            heading = matcher;
            shown = new ScriptEntry.Name(orNull(readable(matcher.group(3))), readable(matcher.group(1)));
            exact = mayHaveHadLineFeeds(shown) ? null : shown;
            type = EntryType.of(matcher.group(2));
            accessMethodBefore = accessMethod;
        }
    }

    private void finish() {
        if (heading != null) {
            entries.add(new ScriptEntry(
                    type,
                    heading.group(2),
                    shown.schema(),
                    shown.name(),
                    exact,
                    orNull(readable(heading.group(4))),
                    readable(heading.group(5)),
                    accessMethodBefore,
                    statements,
                    count));
        }
        statements.clear();
        count = 0;
        exact = null;
    }

    private static String orNull(String text) {
        return text.equals(NONE) || text.isEmpty() ? null : text;
    }

    private void take(Statement statement) throws IOException {
        statement.clientEncoding().ifPresent(name -> {
            reader.encoding(name);
            charset = PgEncoding.charset(name);
            bytewise = name.equalsIgnoreCase(BytewiseText.NO_ENCODING);
            form = MultibyteForm.of(name);
        });
        statement.standardStrings().ifPresent(on -> standardStrings = on);
        if (heading != null && exact == null && EntryTraits.of(type).selector() == Selector.TABLE) {
            exact = named(statement.bytes());
        }
        Matcher method = ACCESS_METHOD.matcher(beginning(statement.bytes()));
        if (method.matches()) {
            accessMethod = method.group(1);
        } else if (statement.isCopyIn()) {
            RowCounter rows = new RowCounter();
            reader.copyRows(rows);
            count += rows.rows;
        } else if (type.data() == DataKind.ROWS) {
            countRows(statement.bytes());
        } else if (type.data() == DataKind.LARGE_OBJECTS) {
            count += OPENED_OBJECT.matcher(beginning(statement.bytes())).lookingAt() ? 1 : 0;
        } else if (heading != null && EntryTraits.of(type).content() == Content.DEFINITION) {
            statements.add(text(statement.bytes()));
        }
    }

    /** In comments, pg_dump replaces line feeds with blanks. */
    private static boolean mayHaveHadLineFeeds(ScriptEntry.Name name) {
        return name.name().indexOf(' ') >= 0
                || (name.schema() != null && name.schema().indexOf(' ') >= 0);
    }

    /** Returns the names of the entry's table, or null if the command is about another table, such as its root. */
    private ScriptEntry.Name named(byte[] command) {
        Matcher table = TABLE.matcher(new String(command, 0, Math.min(command.length, NAMES), charset));
        if (!table.matches()) {
            return null;
        }
        ScriptEntry.Name name =
                new ScriptEntry.Name(readable(unquoted(table.group(1))), readable(unquoted(table.group(2))));
        return name.onOneLine().equals(shown) ? name : null;
    }

    private static String unquoted(String identifier) {
        return identifier.startsWith("\"")
                ? identifier.substring(1, identifier.length() - 1).replace("\"\"", "\"")
                : identifier;
    }

    private void countRows(byte[] command) {
        if (beginning(command).startsWith("INSERT INTO ")) {
            InsertCount inserts = new InsertCount(new InsertSyntax(!standardStrings, form));
            inserts.accept(command, command.length);
            count += inserts.rows();
        }
    }

    private static String beginning(byte[] statement) {
        return new String(statement, 0, Math.min(statement.length, BEGINNING), StandardCharsets.ISO_8859_1);
    }

    private String text(byte[] bytes) {
        return readable(new String(bytes, charset));
    }

    /** @param text null for null */
    private String readable(String text) {
        return bytewise ? BytewiseText.readable(text) : text;
    }

    /** Counts the rows of a COPY, one per line. */
    private static final class RowCounter extends OutputStream {
        private long rows;

        @Override
        public void write(int octet) {
            rows += octet == '\n' ? 1 : 0;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            for (int i = offset; i < offset + length; i++) {
                write(bytes[i]);
            }
        }
    }
}
