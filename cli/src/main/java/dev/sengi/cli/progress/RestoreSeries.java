package dev.sengi.cli.progress;

import dev.sengi.Progress;
import dev.sengi.ProgressListener;
import dev.sengi.RestoreFailure;
import dev.sengi.RestoreReport;
import dev.sengi.cli.command.Messages;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Combines the restores of several archives, which run one after the other, so that they are shown as one.
 *
 * <p>Output about an archive is preceded by a line with the database's name, because pg_restore's messages do not
 * contain it.
 */
public final class RestoreSeries implements ProgressListener {
    private final ProgressListener shown;
    private final Messages messages;
    private final long start = System.nanoTime();
    private final List<String> first = new ArrayList<>();
    private int databases;
    private int entries;
    private int failures;
    private long rows;
    private long bytes;
    /** The database being restored; null for roles and tablespaces. */
    private String database;
    /** The line before the archive's first message; null once it has been printed. */
    private String heading;
    /** The current restore's latest progress; null before its first. */
    private Progress progress;

    /** @param shown receives what the restores report, after this object */
    RestoreSeries(ProgressListener shown, Messages messages) {
        this.shown = shown;
        this.messages = messages;
    }

    /** Returns the listener for each of the restores. */
    public ProgressListener listener() {
        return new Listeners(List.of(this, shown));
    }

    /** The restore of roles and tablespaces begins. */
    public void globalsStarted() {
        announce("restoring roles and tablespaces");
    }

    /** The restore of a database begins. */
    public void started(String dbname) {
        database = dbname;
        shown.databaseStarted(dbname);
        announce("restoring database \"" + dbname + "\"");
    }

    private void announce(String what) {
        progress = null;
        heading = what;
        shown.message(Severity.INFO, what);
    }

    /** The restore of an archive has reached its end, whether or not something failed. */
    public void finished(RestoreReport report) {
        entries += report.entries();
        rows += report.rows();
        bytes += report.dataBytes();
        if (database != null) {
            databases++;
            shown.databaseFinished(database);
            database = null;
        }
    }

    /** The restore of an archive has ended early, and {@link #failed(RestoreFailure)} has reported why. */
    public void abandoned() {
        if (progress != null) {
            entries += progress.entriesDone();
            rows += progress.rows();
            bytes += progress.bytes();
        }
    }

    /**
     * The restore of an archive has ended early.
     *
     * @param reason printed by the caller, after this call
     */
    public void abandoned(String reason) {
        abandoned();
        count(Wording.firstLine(reason));
        head();
    }

    /** Returns how many failures there have been. */
    public int failures() {
        return failures;
    }

    RestoreTotals totals() {
        return new RestoreTotals(
                OptionalInt.of(databases),
                entries,
                failures,
                List.copyOf(first),
                rows,
                bytes,
                Duration.ofNanos(System.nanoTime() - start));
    }

    private void count(String failure) {
        failures++;
        if (first.size() < Summary.MOST_FAILURES) {
            first.add(Wording.inDatabase(database, failure));
        }
    }

    private void head() {
        if (heading != null) {
            messages.heading(heading);
            heading = null;
        }
    }

    @Override
    public void message(Severity severity, String text) {
        if (severity != Severity.INFO) {
            head();
        }
    }

    @Override
    public void failed(RestoreFailure failure) {
        count(Wording.failure(failure));
    }

    @Override
    public void progress(Progress reached) {
        progress = reached;
    }
}
