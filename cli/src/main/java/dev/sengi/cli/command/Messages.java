package dev.sengi.cli.command;

import dev.sengi.ProgressListener;
import dev.sengi.SengiException;
import dev.sengi.session.ServerMessage;
import java.io.PrintStream;

/** Writes messages to standard error as PostgreSQL's programs do: name, severity, text. */
public final class Messages implements ProgressListener {
    private final String program;
    private final PrintStream err;
    private volatile boolean verbose;
    private volatile boolean terminated;

    public Messages(String program, PrintStream err) {
        this.program = program;
        this.err = err;
    }

    /** Shows what is being done, too. */
    public void setVerbose() {
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

    /** Says that the process was told to end; nothing more is said then. */
    public void terminated() {
        err.println(program + ": terminated by user");
        terminated = true;
    }

    public void warning(String text) {
        line("warning: ", text);
    }

    public void failure(CommandException e) {
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

    public void failure(SengiException e) {
        line("error: ", ServerMessage.withoutLastLineFeed(e.getMessage()));
        e.details().forEach(detail -> line("detail: ", ServerMessage.withoutLastLineFeed(detail)));
        e.hint().ifPresent(hint -> line("hint: ", ServerMessage.withoutLastLineFeed(hint)));
    }

    public void failure(String text) {
        line("error: ", text);
    }

    private void tryHelp() {
        line("hint: ", "Try \"" + program + " --help\" for more information.");
    }

    /** Lines after the first that begin with {@code detail:} or {@code hint:} get the program's name too. */
    private void line(String severity, String text) {
        if (terminated) {
            return;
        }
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
