package dev.sengi.cli.progress;

import dev.sengi.DumpReport;
import dev.sengi.ProgressListener;
import dev.sengi.RestoreReport;
import dev.sengi.Run;
import dev.sengi.ServerException;
import dev.sengi.cli.command.Environment;
import dev.sengi.cli.command.Messages;
import dev.sengi.cli.command.StandardError;
import dev.sengi.cli.command.StandardOutput;
import dev.sengi.cli.command.Termination;
import dev.sengi.cli.progress.Tally.Work;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Shows the progress of a dump or restore by {@code sengi} on standard error, and a summary of what it did. */
public final class RunDisplay {
    private static final Duration SLOW = Duration.ofMillis(100);
    private static final int MOST_SLOW = 5;

    private final Environment environment;
    private final Messages messages;
    private final Tally tally = new Tally(System::nanoTime);
    /** Null if no progress is shown. */
    private final Display display;

    private final RunSummary summary;
    private final ProgressListener listener;

    /** @param observers listeners besides those that every display has */
    private RunDisplay(
            Environment environment,
            Messages messages,
            Display display,
            RunSummary summary,
            List<ProgressListener> observers) {
        this.environment = environment;
        this.messages = messages;
        this.display = display;
        this.summary = summary;
        List<ProgressListener> listeners = new ArrayList<>(List.of(messages, tally));
        listeners.addAll(observers);
        listener = new Listeners(listeners);
    }

    /**
     * @param program the command's name
     * @param toStandardOutput whether standard output receives a dump
     */
    public static RunDisplay of(
            DisplayChoice choice,
            String program,
            boolean toStandardOutput,
            Environment environment,
            Messages messages) {
        boolean dump = program.endsWith("dump");
        StandardError err = environment.err();
        if (choice.mode() == DisplayMode.JSON) {
            JsonLines json = new JsonLines(dump, err);
            messages.setForm(json::message);
            return new RunDisplay(
                    environment, messages, json, choice.summary() ? json : RunSummary.NONE, List.of(json));
        }
        String type = environment.client().variables().getOrDefault("TERM", "dumb");
        boolean terminal = needsTerminal(choice) && !type.equals("dumb") && err.isTerminal();
        boolean coloured = choice.isColoured(terminal, environment.client().variables());
        if (coloured) {
            messages.setColoured();
        }
        // A bar and a script on the same terminal would overwrite each other.
        boolean shared = choice.mode() == DisplayMode.AUTO && toStandardOutput && StandardOutput.isTerminal();
        Display display = null;
        if (choice.mode() != DisplayMode.NONE && !shared) {
            display = terminal && choice.mode() != DisplayMode.PLAIN
                    ? new ProgressBar(err, type, dump, coloured)
                    : new PlainLines(program, dump, err);
        }
        RunSummary summary = choice.summary() ? new Summary(program, err, coloured) : RunSummary.NONE;
        return new RunDisplay(environment, messages, display, summary, List.of());
    }

    private static boolean needsTerminal(DisplayChoice choice) {
        return choice.mode() == DisplayMode.AUTO
                || choice.mode() == DisplayMode.BAR
                || choice.colour() == DisplayChoice.Colour.AUTO;
    }

    /** Returns the listener for the run. */
    public ProgressListener listener() {
        return listener;
    }

    /** Returns the listener for the restores of several archives, which are shown as one run. */
    public RestoreSeries series() {
        return new RestoreSeries(listener, messages);
    }

    /** Shows a run until it ends, and cancels it if the process is asked to end. */
    public <R> R await(Run<R> run) throws IOException {
        List<R> result = new ArrayList<>(1);
        during(run::cancel, () -> result.add(result(run)));
        return result.get(0);
    }

    /**
     * Shows work that consists of several runs.
     *
     * @param cancel ends the work if the process is asked to end; called by another thread
     * @param work waits for its runs by {@link #result}
     */
    public void during(Runnable cancel, Termination.Work work) throws IOException {
        environment.termination().during(cancel, messages, () -> {
            Ticker ticker = display == null ? null : Ticker.start(display, tally);
            try {
                work.run();
            } finally {
                if (ticker != null) {
                    ticker.stop();
                }
            }
        });
    }

    /** Waits for a run of the work that is being shown. */
    public <R> R result(Run<R> run) throws IOException {
        try {
            return run.await();
        } catch (ServerException e) {
            if (display != null) {
                display.failed(e);
            }
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    /** @param target the name of the output, or null for standard output */
    public void summarize(DumpReport report, String target) {
        summary.dumped(report, target, slowest());
    }

    public void summarize(RestoreReport report) {
        summarize(RestoreTotals.of(report));
    }

    public void summarize(RestoreSeries series) {
        summarize(series.totals());
    }

    private void summarize(RestoreTotals totals) {
        summary.restored(totals, tally.tables(), slowest());
    }

    private List<Work> slowest() {
        return tally.slowest(SLOW, MOST_SLOW);
    }
}
