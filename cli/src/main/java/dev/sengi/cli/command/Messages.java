package dev.sengi.cli.command;

import dev.sengi.ProgressListener;
import dev.sengi.SengiException;
import dev.sengi.internal.session.ServerMessage;
import dev.sengi.internal.text.NativeText;
import java.io.PrintStream;
import java.util.Map;

/** Writes messages to standard error as PostgreSQL's programs do: name, severity, text. */
public final class Messages implements ProgressListener {
    private static final String DEBUG = "SENGI_DEBUG";
    /** Bounds the walk along a chain of causes, which may be circular. */
    private static final int MAX_DEPTH = 100;

    private final String program;
    private final PrintStream err;
    private final boolean traces;
    private volatile boolean verbose;
    private volatile boolean terminated;

    /** @param variables if {@code SENGI_DEBUG} is 1, stack traces follow errors */
    public Messages(String program, PrintStream err, Map<String, String> variables) {
        this.program = program;
        this.err = err;
        this.traces = "1".equals(variables.get(DEBUG));
    }

    /** Shows progress messages too. */
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

    /** Reports that the process was asked to end, and suppresses all later messages. */
    public void terminated() {
        print(program + ": terminated by user");
        terminated = true;
    }

    public void warning(String text) {
        line("warning: ", text);
    }

    public void failure(CommandException e) {
        switch (e.kind()) {
            case SYNTAX -> {
                if (!e.getMessage().isEmpty()) {
                    print(program + ": " + e.getMessage());
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

    /** Reports an unexpected failure in one line. */
    public void lastResort(Throwable e) {
        if (isOutOfMemory(e)) {
            failure("out of memory");
        } else {
            String reason = e.getMessage() == null ? "" : ": " + e.getMessage().replaceAll("\\s+", " ");
            failure("internal error: " + e.getClass().getSimpleName() + reason);
        }
        trace(e);
    }

    /** Prints the stack trace if the user asked for it. */
    public void trace(Throwable e) {
        if (traces && !terminated) {
            e.printStackTrace(err);
        }
    }

    /** Returns whether memory ran out, however deep the error is wrapped. */
    static boolean isOutOfMemory(Throwable e) {
        Throwable cause = e;
        for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++) {
            if (cause instanceof OutOfMemoryError) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private void tryHelp() {
        line("hint: ", "Try \"" + program + " --help\" for more information.");
    }

    /** Later lines that begin with {@code detail:} or {@code hint:} get the program's name too. */
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
        print(lines.append(text, start, text.length()).toString());
    }

    private void print(String line) {
        NativeText.println(err, line);
    }
}
