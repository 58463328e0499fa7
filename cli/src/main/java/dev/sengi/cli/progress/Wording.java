package dev.sengi.cli.progress;

import dev.sengi.Progress;
import dev.sengi.RestoreFailure;
import dev.sengi.Stage;
import dev.sengi.archive.DataKind;
import dev.sengi.archive.TocEntry;
import dev.sengi.cli.output.HumanSize;
import dev.sengi.cli.output.TextTable;
import dev.sengi.cli.progress.Tally.State;
import dev.sengi.cli.progress.Tally.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The words and numbers with which displays and summaries describe a run. */
final class Wording {
    private static final int SECONDS = 60;

    private Wording() {}

    /** Returns what the run is doing. */
    static String activity(State state, boolean dump) {
        String database = state.database() == null ? "" : TextTable.visible(state.database());
        String of = database.isEmpty() ? "" : " of " + database;
        return switch (state.stage()) {
            case ARCHIVE -> dump ? "starting" : "reading the archive" + of;
            case CONNECTING -> "connecting";
            case CATALOG -> "reading the catalog" + of;
            case SCRIPT -> "running the script";
            default -> {
                String verb = dump ? "dumping" : isDataDone(state.progress()) ? "finishing" : "restoring";
                yield database.isEmpty() ? verb : verb + " " + database;
            }
        };
    }

    /** After the data, a restore still has to create indexes and constraints, which take an unknown time. */
    private static boolean isDataDone(Progress progress) {
        return progress != null && progress.workDone() >= progress.workTotal().orElse(Long.MAX_VALUE);
    }

    /**
     * Returns the numbers of a run, the most important first.
     *
     * @param entries whether to count entries, too
     */
    static List<String> numbers(State state, boolean entries) {
        List<String> numbers = new ArrayList<>();
        Progress progress = state.progress();
        if (progress == null) {
            numbers.add(clock(state.elapsed()));
            return numbers;
        }
        if (!state.remaining().isNegative() && progress.fraction() < 1) {
            numbers.add(clock(state.remaining()) + " left");
        } else {
            numbers.add(clock(state.elapsed()));
        }
        numbers.add(HumanSize.of(progress.bytes()));
        numbers.add(HumanSize.of(state.bytesPerSecond()) + "/s");
        numbers.add(rows(progress.rows()));
        // A script counts as a single entry.
        if (entries && state.stage() != Stage.SCRIPT) {
            numbers.add(progress.entriesDone() + " of " + progress.entriesTotal() + " entries");
        }
        return numbers;
    }

    /** Returns the percentage, which is 100 only at the end, even if the estimate is wrong. */
    static String percent(Progress progress) {
        boolean ended = progress.entriesDone() >= progress.entriesTotal();
        return Math.min((int) (progress.fraction() * 100), ended ? 100 : 99) + "%";
    }

    static String rows(long rows) {
        return String.format(Locale.ROOT, "%,d %s", rows, rows == 1 ? "row" : "rows");
    }

    static String count(long number, String one, String several) {
        return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? one : several);
    }

    /** Returns the name of a table, or the kind and name of anything else. */
    static String name(TocEntry entry) {
        boolean bare = entry.namespace() == null || entry.namespace().isEmpty();
        String name = TextTable.visible(bare ? entry.tag() : entry.namespace() + "." + entry.tag());
        return entry.type().data() == DataKind.ROWS ? name : entry.desc() + " " + name;
    }

    static String name(Work work) {
        return name(work.entry());
    }

    /** Returns the name, after that of the database if there are several. */
    static String nameAmongAll(Work work) {
        return inDatabase(work.database(), name(work));
    }

    /** Returns the text, after the name of the database unless that is null. */
    static String inDatabase(String database, String text) {
        return database == null ? text : TextTable.visible(database) + ": " + text;
    }

    /** Returns the location of a failure, and the first line of the server's message. */
    static String failure(RestoreFailure failure) {
        String where = failure.entry()
                .map(Wording::name)
                .orElseGet(() ->
                        failure.line().isPresent() ? "line " + failure.line().getAsLong() : "settings");
        return where + ": " + firstLine(failure.serverMessage());
    }

    static String firstLine(String message) {
        return TextTable.visible(message.lines().findFirst().orElse(""));
    }

    /** Returns hours, if there are any, minutes and seconds, as on a clock. */
    static String clock(Duration duration) {
        return duration.toHours() > 0
                ? String.format(
                        Locale.ROOT,
                        "%d:%02d:%02d",
                        duration.toHours(),
                        duration.toMinutesPart(),
                        duration.toSecondsPart())
                : String.format(Locale.ROOT, "%d:%02d", duration.toMinutes(), duration.toSecondsPart());
    }

    /** Returns a duration for people: tenths of a second matter only if it is short. */
    static String duration(Duration duration) {
        return duration.toSeconds() < SECONDS
                ? String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0)
                : clock(duration) + (duration.toHours() > 0 ? " h" : " min");
    }
}
