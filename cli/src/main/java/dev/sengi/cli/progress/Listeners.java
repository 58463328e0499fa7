package dev.sengi.cli.progress;

import dev.sengi.EntryProgress;
import dev.sengi.EntryResult;
import dev.sengi.Progress;
import dev.sengi.ProgressListener;
import dev.sengi.RestoreFailure;
import dev.sengi.Stage;
import dev.sengi.archive.TocEntry;
import java.util.List;

/** Passes each event on to several listeners, in order. */
public record Listeners(List<ProgressListener> all) implements ProgressListener {

    @Override
    public void message(Severity severity, String text) {
        all.forEach(listener -> listener.message(severity, text));
    }

    @Override
    public void databaseStarted(String dbname) {
        all.forEach(listener -> listener.databaseStarted(dbname));
    }

    @Override
    public void databaseFinished(String dbname) {
        all.forEach(listener -> listener.databaseFinished(dbname));
    }

    @Override
    public void stageStarted(Stage stage) {
        all.forEach(listener -> listener.stageStarted(stage));
    }

    @Override
    public void entryStarted(TocEntry entry) {
        all.forEach(listener -> listener.entryStarted(entry));
    }

    @Override
    public void entryAdvanced(EntryProgress advance) {
        all.forEach(listener -> listener.entryAdvanced(advance));
    }

    @Override
    public void failed(RestoreFailure failure) {
        all.forEach(listener -> listener.failed(failure));
    }

    @Override
    public void entryFinished(EntryResult result) {
        all.forEach(listener -> listener.entryFinished(result));
    }

    @Override
    public void progress(Progress progress) {
        all.forEach(listener -> listener.progress(progress));
    }
}
