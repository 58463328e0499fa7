package dev.sengi.internal.perform;

import dev.sengi.archive.TocEntry;
import java.io.IOException;
import java.util.List;

/**
 * Passes a session's commands to a target, each with the place that the restore has reached. Like pg_restore's, a place lasts
 * until the next is reached: a COMMIT after an entry still belongs to that entry.
 *
 * <p>For one thread.
 */
final class PlacedCommands {
    private final RestoreTarget target;
    private RestorePlace place = RestorePlace.START;

    PlacedCommands(RestoreTarget target) {
        this.target = target;
    }

    RestorePlace place() {
        return place;
    }

    void reach(RestorePhase phase) {
        place = new RestorePlace(phase, place.entry());
    }

    void reach(TocEntry entry) {
        place = new RestorePlace(place.phase(), entry);
    }

    void execute(SqlCommand command) throws IOException {
        target.execute(command, place);
    }

    void settings(List<SessionSetting> settings) throws IOException {
        target.settings(settings, place);
    }

    void beginTransaction(Gap gap) throws IOException {
        target.beginTransaction(gap, place);
    }

    void commitTransaction(Gap gap) throws IOException {
        target.commitTransaction(gap, place);
    }

    void connect(String dbname) throws IOException {
        target.connect(dbname, place);
    }
}
