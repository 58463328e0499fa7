package dev.sengi.internal.progress;

import dev.sengi.EntryProgress;
import dev.sengi.EntryResult;
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
    public void entryAdvanced(EntryProgress advance) {
        target().entryAdvanced(advance);
    }

    @Override
    public void failed(RestoreFailure failure) {
        target().failed(failure);
    }

    @Override
    public void entryFinished(EntryResult result) {
        target().entryFinished(result);
    }

    @Override
    public void progress(Progress progress) {
        target().progress(progress);
    }
}
