package dev.sengi.internal.script.read;

import dev.sengi.SengiException;
import dev.sengi.internal.script.read.StatementLexer.End;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Reads a script part by part. Holds only one statement in memory, or one buffer of a COPY's rows. */
public final class ScriptReader {
    private static final String DUMP = "-- PostgreSQL database dump";
    public static final String CLUSTER_DUMP = "-- PostgreSQL database cluster dump";
    private static final String COMPLETE = " complete";
    private static final String DATA = "-- Data for Name: ";
    private static final String OTHER = "-- Name: ";

    private final ScriptInput in;
    private final StatementLexer lexer;
    private final Consumer<String> comments;
    private boolean inDump;
    private boolean inClusterDump;
    private boolean inData;
    private boolean cut;

    /** @param standardStrings as for {@link StatementLexer} */
    public ScriptReader(InputStream script, BooleanSupplier standardStrings) {
        this(script, standardStrings, comment -> {});
    }

    /** @param comments receives each line comment between statements, with one character for each byte */
    public ScriptReader(InputStream script, BooleanSupplier standardStrings, Consumer<String> comments) {
        this.comments = comments;
        in = new ScriptInput(script);
        lexer = new StatementLexer(in, standardStrings, this::comment);
    }

    /** Continues in another encoding, by its PostgreSQL name. */
    public void encoding(String name) {
        lexer.encoding(name);
    }

    /** Returns the number of the line to be read next. */
    public long line() {
        return in.line();
    }

    /**
     * Returns the next statement or command, or null at the end. A COPY's rows must be read before the next call.
     *
     * @throws SengiException if a command occurs within a statement
     */
    public ScriptPart next() throws IOException {
        while (true) {
            End end = lexer.next();
            if (end == End.SCRIPT) {
                cut |= !lexer.isEmpty() || inDump || inClusterDump;
                return null;
            }
            if (end == End.BACKSLASH) {
                return command();
            }
            if (!lexer.isEmpty()) {
                return new Statement(lexer.line(), lexer.statement(), lexer.isCopyIn());
            }
        }
    }

    /** Returns whether the script ended early: within a statement or rows, or without the comment that ends a dump. */
    public boolean isCut() {
        return cut;
    }

    /**
     * Returns whether the statement just read is at a place where pg_dump writes such statements. Somebody must have
     * added others, which may do anything: an INSERT that pg_dump writes contains nothing but values.
     */
    public boolean isFromDump(Statement statement) {
        return inData || ((inDump || inClusterDump) && !statement.inserts());
    }

    private ScriptPart command() throws IOException {
        long line = in.line();
        in.read();
        StringBuilder text = new StringBuilder();
        for (int c = in.peek(); c >= 0 && c != '\n'; c = in.peek()) {
            text.append((char) in.read());
        }
        PsqlCommand command = new PsqlCommand(line, text.toString().stripTrailing());
        if (!lexer.isEmpty()) {
            throw command.refused("is inside a statement that began on line " + lexer.line());
        }
        return command;
    }

    /**
     * Reads the rows after a COPY command, which start on the next line.
     *
     * @return whether the rows are complete
     * @throws SengiException if anything but a comment follows on the same line
     */
    public boolean copyRows(OutputStream rows) throws IOException {
        skipRestOfLine();
        boolean complete = in.copyRows(rows);
        cut |= !complete;
        return complete;
    }

    private void skipRestOfLine() throws IOException {
        boolean comment = false;
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            comment |= c == '-' && in.peek() == '-';
            if (!comment && c != ';' && !StatementLexer.isBlank(c)) {
                throw new SengiException("line " + in.line() + ": rows must begin on a new line");
            }
        }
    }

    private void comment(String line) {
        comments.accept(line);
        inData = line.startsWith(DATA) || (inData && !line.startsWith(OTHER) && !line.endsWith(COMPLETE));
        switch (line) {
            case DUMP -> inDump = true;
            case DUMP + COMPLETE -> inDump = false;
            case CLUSTER_DUMP -> inClusterDump = true;
            case CLUSTER_DUMP + COMPLETE -> inClusterDump = false;
            default -> {}
        }
    }
}
