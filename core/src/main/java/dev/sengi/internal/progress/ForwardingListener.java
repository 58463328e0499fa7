package dev.sengi.internal.progress;

import dev.sengi.Progress;
import dev.sengi.ProgressListener;
import dev.sengi.RestoreFailure;
import dev.sengi.Stage;
import dev.sengi.archive.TocEntry;

/** Passes all events on to another listener; subclasses override what they change. */
public abstract class ForwardingListener implements ProgressListener {

    /** Returns the listener that receives the next event. */
    protected abstract ProgressListener target();

    @Override
    public void message(Severity severity, String text) {
        target().message(severity, text);
    }

    @Override
    public void databaseStarted(String dbname) {
        target().databaseStarted(dbname);
    }

    @Override
    public void databaseFinished(String dbname) {
        target().databaseFinished(dbname);
    }

    @Override
    public void stageStarted(Stage stage) {
        target().stageStarted(stage);
    }

    @Override
    public void entryStarted(TocEntry entry) {
        target().entryStarted(entry);
    }

    @Override
    public void entryAdvanced(TocEntry entry, long bytes, long rows) {
        target().entryAdvanced(entry, bytes, rows);
    }

    @Override
    public void failed(RestoreFailure failure) {
        target().failed(failure);
    }

    @Override
    public void entryFinished(TocEntry entry, long bytes) {
        target().entryFinished(entry, bytes);
    }

    @Override
    public void progress(Progress progress) {
        target().progress(progress);
    }
}
