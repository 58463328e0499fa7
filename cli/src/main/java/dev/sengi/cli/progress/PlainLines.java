package dev.sengi.cli.progress;

import dev.sengi.cli.command.StandardError;
import dev.sengi.cli.progress.Tally.State;
import dev.sengi.cli.progress.Tally.Work;
import dev.sengi.internal.text.NativeText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Shows progress as lines: the first soon, to show that something happens, then one every ten seconds. */
final class PlainLines implements Display {
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final int SHOWN_OF = 5;
    private static final int MOST_NAMES = 4;

    private final String program;
    private final boolean dump;
    private final StandardError err;
    private int states;

    /** @param program the name with which lines begin */
    PlainLines(String program, boolean dump, StandardError err) {
        this.program = program;
        this.dump = dump;
        this.err = err;
    }

    @Override
    public Duration interval() {
        return INTERVAL;
    }

    @Override
    public void show(State state) {
        if (states++ % SHOWN_OF == 0) {
            NativeText.println(err, program + ": " + line(state));
        }
    }

    @Override
    public void end(State state) {
        // The summary follows.
    }

    private String line(State state) {
        List<String> parts = new ArrayList<>();
        parts.add(Wording.activity(state, dump));
        if (state.progress() != null) {
            parts.add(Wording.percent(state.progress()));
        }
        parts.addAll(Wording.numbers(state, !dump));
        String line = String.join(", ", parts);
        List<Work> works = state.underWay();
        if (works.isEmpty()) {
            return line;
        }
        List<String> names = works.stream().limit(MOST_NAMES).map(Wording::name).toList();
        int more = works.size() - names.size();
        return line + "; " + String.join(", ", names) + (more > 0 ? " and " + more + " more" : "");
    }
}
