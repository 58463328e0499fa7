package dev.sengi.cli.progress;

import dev.sengi.Progress;
import dev.sengi.Stage;
import dev.sengi.cli.command.StandardError;
import dev.sengi.cli.output.HumanSize;
import dev.sengi.cli.progress.Tally.State;
import dev.sengi.cli.progress.Tally.Work;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** A progress bar at the bottom of the terminal, with a line for each table in progress. */
final class ProgressBar implements Display, StandardError.Footer {
    private static final Duration INTERVAL = Duration.ofMillis(200);
    private static final int PERCENT_WIDTH = 4;
    /** The number of figures that are more important than the bar. */
    private static final int ESSENTIAL = 2;
    /** Columns of the bar's brackets and the space before them. */
    private static final int FRAME = 3;

    private static final int SHORTEST_BAR = 10;
    private static final int LONGEST_BAR = 30;
    private static final int MOST_TABLES = 8;
    /** The lines that must stay free above the bar for the last messages. */
    private static final int FREE_ROWS = 3;

    private static final String GAP = "  ";

    private final StandardError err;
    private final String type;
    private final boolean dump;
    private final boolean coloured;
    private Screen screen;
    private State state;

    /** @param type the terminal's type, as in {@code TERM} */
    ProgressBar(StandardError err, String type, boolean dump, boolean coloured) {
        this.err = err;
        this.type = type;
        this.dump = dump;
        this.coloured = coloured;
    }

    @Override
    public Duration interval() {
        return INTERVAL;
    }

    @Override
    public void show(State now) {
        // Until a session exists, the terminal may be showing a password prompt.
        if (now.stage() != Stage.ARCHIVE && now.stage() != Stage.CONNECTING) {
            state = now;
            err.draw(this);
        }
    }

    @Override
    public void end(State last) {
        err.removeFooter();
    }

    @Override
    public void draw() {
        if (screen == null) {
            try {
                // Not earlier, because the terminal's capabilities take a while to load.
                screen = new Screen(err.raw(), type);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        screen.prepare();
        List<AttributedString> lines = new ArrayList<>();
        lines.add(bar());
        int most = Math.min(MOST_TABLES, screen.rows() - 1 - FREE_ROWS);
        List<Work> works = state.underWay();
        int shown = works.size() <= most ? works.size() : Math.max(0, most - 1);
        for (Work work : works.subList(0, shown)) {
            lines.add(table(work));
        }
        if (shown < works.size() && most > 0) {
            lines.add(line("  and " + (works.size() - shown) + " more", faint()));
        }
        screen.draw(lines);
    }

    @Override
    public void erase() {
        screen.erase();
    }

    /** Returns activity, bar and numbers, without the less important ones if they leave too little room for the bar. */
    private AttributedString bar() {
        String activity = Wording.activity(state, dump);
        Progress progress = state.progress();
        List<String> numbers = Wording.numbers(state, !dump);
        if (progress == null) {
            return line(activity + GAP + numbers.get(0), AttributedStyle.DEFAULT);
        }
        String percent = Wording.percent(progress);
        String start = activity + " ".repeat(1 + PERCENT_WIDTH - percent.length()) + percent;
        int room = screen.width() - start.length();
        int wanted = 0;
        List<String> fitting = new ArrayList<>();
        for (String number : numbers) {
            int needed = wanted + GAP.length() + number.length();
            if (needed + (fitting.size() < ESSENTIAL ? 0 : FRAME + SHORTEST_BAR) > room) {
                break;
            }
            fitting.add(number);
            wanted = needed;
        }
        int length = Math.min(LONGEST_BAR, room - wanted - FRAME);
        AttributedStringBuilder line = new AttributedStringBuilder().append(start);
        if (length >= SHORTEST_BAR) {
            int done = (int) (progress.fraction() * length);
            line.append(" [")
                    .append("#".repeat(done), strong())
                    .append(".".repeat(length - done))
                    .append("]");
        }
        fitting.forEach(number -> line.append(GAP).append(number));
        return fit(line);
    }

    private AttributedString table(Work work) {
        StringBuilder numbers = new StringBuilder();
        numbers.append(GAP).append(Wording.clock(work.duration()));
        if (work.bytes() > 0) {
            numbers.append(GAP).append(HumanSize.of(work.bytes()));
        }
        if (work.rows() > 0) {
            numbers.append(GAP).append(Wording.rows(work.rows()));
        }
        AttributedString name = new AttributedString(GAP + Wording.name(work), faint());
        int room = screen.width() - numbers.length();
        AttributedStringBuilder line = new AttributedStringBuilder();
        if (name.columnLength() > room && room > 0) {
            line.append(name.columnSubSequence(0, room - 1)).append("~");
        } else {
            line.append(name);
        }
        return fit(line.append(numbers.toString(), faint()));
    }

    private AttributedString line(String text, AttributedStyle style) {
        return fit(new AttributedStringBuilder().append(text, style));
    }

    /** Cuts and ends each line, so that a terminal that changes its width does not join it with the next. */
    private AttributedString fit(AttributedStringBuilder line) {
        AttributedString whole = line.toAttributedString();
        return new AttributedStringBuilder()
                .append(whole.columnLength() > screen.width() ? whole.columnSubSequence(0, screen.width()) : whole)
                .append("\n")
                .toAttributedString();
    }

    private AttributedStyle strong() {
        return coloured ? AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN) : AttributedStyle.DEFAULT;
    }

    private AttributedStyle faint() {
        return coloured ? AttributedStyle.DEFAULT.faint() : AttributedStyle.DEFAULT;
    }
}
