package dev.sengi.cli;

import dev.sengi.ProgressListener;
import dev.sengi.SengiException;
import java.io.PrintStream;

/** Writes messages to standard error as PostgreSQL's programs do: name, severity, text. */
final class Messages implements ProgressListener {
    private final String program;
    private final PrintStream err;
    private volatile boolean verbose;

    Messages(String program, PrintStream err) {
        this.program = program;
        this.err = err;
    }

    /** Shows what is being done, too. */
    void setVerbose() {
        verbose = true;
    }

    @Override
    public void message(Severity severity, String text) {
        switch (severity) {
            case INFO -> {
                if (verbose) {
                    line("", text);
                }
            }
            case WARNING -> line("warning: ", text);
            case ERROR -> line("error: ", text);
            case DETAIL -> line("detail: ", text);
            case HINT -> line("hint: ", text);
        }
    }

    void warning(String text) {
        line("warning: ", text);
    }

    void failure(CommandException e) {
        switch (e.kind()) {
            case SYNTAX -> {
                if (!e.getMessage().isEmpty()) {
                    err.println(program + ": " + e.getMessage());
                }
                tryHelp();
            }
            case USAGE -> {
                line("error: ", e.getMessage());
                tryHelp();
            }
            case FATAL -> line("error: ", e.getMessage());
        }
    }

    void failure(SengiException e) {
        line("error: ", e.getMessage());
        e.detail().ifPresent(detail -> line("detail: ", detail));
        e.hint().ifPresent(hint -> line("hint: ", hint));
    }

    void failure(String text) {
        line("error: ", text);
    }

    private void tryHelp() {
        line("hint: ", "Try \"" + program + " --help\" for more information.");
    }

    /**
     * Lines after the first that begin with {@code detail:} or {@code hint:} get the program's name too. A line feed that
     * ends the text is not repeated.
     */
    private void line(String severity, String message) {
        String text = message.endsWith("\n") ? message.substring(0, message.length() - 1) : message;
        StringBuilder lines = new StringBuilder(program).append(": ").append(severity);
        int start = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
            lines.append(text, start, end + 1);
            start = end + 1;
            if (text.startsWith("detail: ", start) || text.startsWith("hint: ", start)) {
                lines.append(program).append(": ");
            }
        }
        err.println(lines.append(text, start, text.length()));
    }
}
