package dev.sengi.cli.command;

import dev.sengi.SengiException;
import dev.sengi.internal.io.FileErrors;
import dev.sengi.internal.progress.OnlyMessages;
import dev.sengi.internal.session.ServerMessage;
import dev.sengi.internal.session.UnlabelledException;
import dev.sengi.internal.session.WorkerDied;
import dev.sengi.internal.text.NativeText;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Writes messages to standard error as PostgreSQL's programs do: name, severity, text. */
public final class Messages implements OnlyMessages {
    private static final String DEBUG = "SENGI_DEBUG";

    private static final String INFO = "info";
    private static final String WARNING = "warning";
    private static final String ERROR = "error";
    private static final String DETAIL = "detail";
    private static final String HINT = "hint";

    /** Begins the names of PostgreSQL's programs; sengi has an option for colours. */
    private static final String POSTGRESQL = "pg_";

    /** Bounds the walk along a chain of causes, which may be circular. */
    private static final int MAX_DEPTH = 100;

    private final String program;
    private final StandardError err;
    private final boolean traces;
    private volatile boolean verbose;
    private volatile MessageColours colours;
    private volatile Form form;
    private volatile boolean terminated;
    private boolean outOfMemory;

    /** A form of messages other than lines of text. */
    @FunctionalInterface
    public interface Form {
        /**
         * Writes a message.
         *
         * @param severity {@code info}, {@code warning}, {@code error}, {@code detail} or {@code hint}
         * @param text one or more lines
         */
        void write(String severity, String text);
    }

    /**
     * @param variables the environment: if {@code SENGI_DEBUG} is 1, stack traces follow errors; {@code PG_COLOR} and
     *     {@code PG_COLORS} choose the colours of PostgreSQL's programs
     */
    public Messages(String program, StandardError err, Map<String, String> variables) {
        this.program = program;
        this.err = err;
        this.traces = "1".equals(variables.get(DEBUG));
        this.colours =
                program.startsWith(POSTGRESQL) ? MessageColours.of(variables, err::isTerminal) : MessageColours.NONE;
    }

    /** Shows progress messages too. */
    public void setVerbose() {
        verbose = true;
    }

    /** Colours the names of severities, as PostgreSQL's programs do with {@code PG_COLOR=always}. */
    public void setColoured() {
        colours = MessageColours.USUAL;
    }

    /** Writes all further messages in this form. */
    public void setForm(Form other) {
        form = other;
    }

    @Override
    public void message(Severity severity, String text) {
        switch (severity) {
            case INFO -> {
                if (verbose) {
                    line(INFO, text);
                }
            }
            case WARNING -> line(WARNING, text);
            case ERROR -> line(ERROR, text);
            case DETAIL -> line(DETAIL, text);
            case HINT -> line(HINT, text);
        }
    }

    /** Writes a heading for the next messages, unless a message has already stated it or the output is for programs. */
    public void heading(String text) {
        if (!verbose && form == null) {
            line(INFO, text);
        }
    }

    /** Reports that the process was asked to end, and suppresses all later messages. */
    public void terminated() {
        err.removeFooter();
        unlabelled("terminated by user");
        terminated = true;
    }

    public void warning(String text) {
        line(WARNING, text);
    }

    public void failure(CommandException e) {
        switch (e.kind()) {
            case SYNTAX -> {
                if (!e.getMessage().isEmpty()) {
                    unlabelled(e.getMessage());
                }
                tryHelp();
            }
            case USAGE -> {
                line(ERROR, e.getMessage());
                tryHelp();
            }
            case FATAL -> line(ERROR, e.getMessage());
            case UNLABELLED -> bare(ERROR, e.getMessage());
        }
        e.hint().ifPresent(hint -> line(HINT, hint));
    }

    public void failure(SengiException e) {
        if (e instanceof UnlabelledException) {
            bare(ERROR, e.getMessage());
            return;
        }
        line(ERROR, ServerMessage.withoutLastLineFeed(e.fullMessage()));
        e.details().forEach(detail -> line(DETAIL, ServerMessage.withoutLastLineFeed(detail)));
        e.hint().ifPresent(hint -> line(HINT, ServerMessage.withoutLastLineFeed(hint)));
    }

    public void failure(IOException e) {
        line(ERROR, FileErrors.reading(e));
    }

    public void failure(String text) {
        line(ERROR, text);
    }

    /**
     * Reports an unexpected failure in one line. A lack of memory, which may affect several threads, is reported only
     * once.
     */
    public synchronized void lastResort(Throwable e) {
        if (isOutOfMemory(e)) {
            if (!outOfMemory) {
                failure("out of memory");
                outOfMemory = true;
            }
        } else {
            String reason = e.getMessage() == null ? "" : ": " + e.getMessage().replaceAll("\\s+", " ");
            failure("internal error: " + e.getClass().getSimpleName() + reason);
        }
        trace(e);
    }

    /** Prints the stack trace if the user requested it. */
    public void trace(Throwable e) {
        if (traces && !terminated) {
            e.printStackTrace(err);
        }
    }

    /** Returns whether memory ran out, however deep the error is wrapped. */
    static boolean isOutOfMemory(Throwable e) {
        return causes(e).anyMatch(OutOfMemoryError.class::isInstance);
    }

    /** Returns what remains to report about an error that was reported when it ended a worker; null for any other. */
    static String ofLeader(Throwable e) {
        return causes(e)
                .flatMap(cause -> Stream.of(cause.getSuppressed()))
                .filter(WorkerDied.class::isInstance)
                .map(Throwable::getMessage)
                .findFirst()
                .orElse(null);
    }

    private static Stream<Throwable> causes(Throwable e) {
        return Stream.iterate(e, Objects::nonNull, Throwable::getCause).limit(MAX_DEPTH);
    }

    private void tryHelp() {
        line(HINT, "Try \"" + program + " --help\" for more information.");
    }

    private void line(String severity, String text) {
        if (terminated) {
            return;
        }
        Form other = form;
        if (other != null) {
            other.write(severity, text);
            return;
        }
        print(prefix() + label(severity) + text);
    }

    /**
     * Reports what libpq would print without the program's name: its own warnings, and those from the server to a new
     * session.
     */
    void fromLibpq(String text) {
        bare(INFO, text);
    }

    /** Writes only the text, without the program's name and the severity. */
    private void bare(String severity, String text) {
        if (terminated) {
            return;
        }
        Form other = form;
        if (other != null) {
            other.write(severity, text);
        } else {
            print(text);
        }
    }

    /** Reports an error that PostgreSQL's programs print without its severity. */
    private void unlabelled(String text) {
        Form other = form;
        if (other != null) {
            other.write(ERROR, text);
        } else {
            print(program + ": " + text);
        }
    }

    private String prefix() {
        return MessageColours.coloured(colours.locus(), program + ": ");
    }

    private String label(String severity) {
        if (severity.equals(INFO)) {
            return "";
        }
        String code =
                switch (severity) {
                    case ERROR -> colours.error();
                    case WARNING -> colours.warning();
                    default -> colours.note();
                };
        return MessageColours.coloured(code, severity + ": ");
    }

    private void print(String line) {
        NativeText.println(err, line);
    }
}
