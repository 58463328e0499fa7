package dev.sengi.benchmarks.suite;

import dev.sengi.benchmarks.suite.ResultRow.Verdict;
import java.util.List;
import java.util.Locale;

/**
 * A chart of the rows that have a goal: a bar from 1, the real program, to our median on a logarithmic scale, a line from
 * the least to the most ratio, and a mark at the goal.
 */
final class SvgChart {
    private static final int WIDTH = 980;
    private static final int PLOT_LEFT = 390;
    private static final int PLOT_WIDTH = 480;
    private static final int ROW_HEIGHT = 22;
    private static final int HEADING_HEIGHT = 34;
    private static final int TOP = 74;
    private static final int BAR_HEIGHT = 12;

    /** The scale's ends, as powers of two. */
    private static final int LEAST_POWER = -5;

    private static final int MOST_POWER = 5;

    private static final String MET = "#3b7dd8";
    private static final String MISSED = "#e07b39";

    private final List<ResultRow> rows;
    private final StringBuilder body = new StringBuilder();

    SvgChart(List<ResultRow> rows) {
        this.rows = rows.stream().filter(row -> row.goal() != null).toList();
    }

    String text() {
        body.setLength(0);
        int y = TOP;
        for (Metric metric : Metric.values()) {
            List<ResultRow> some =
                    rows.stream().filter(row -> row.metric() == metric).toList();
            if (!some.isEmpty()) {
                text(12, y + 22, "start", "font-weight=\"bold\"", metric.title());
                y += HEADING_HEIGHT;
            }
            for (ResultRow row : some) {
                row(row, y);
                y += ROW_HEIGHT;
            }
        }
        String drawn = body.toString();
        body.setLength(0);
        int height = y + 16;
        legend();
        grid(height - 10);
        return String.format(
                        Locale.ROOT,
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %1$d %2$d\""
                                + " font-family=\"sans-serif\" font-size=\"12\">%n"
                                + "<title>Ours divided by PostgreSQL's own programs</title>%n"
                                + "<rect width=\"%1$d\" height=\"%2$d\" fill=\"#ffffff\"/>%n",
                        WIDTH,
                        height)
                + body + drawn + "</svg>\n";
    }

    private void legend() {
        text(12, 22, "start", "font-weight=\"bold\"", "Ours ÷ real, median of all pairs; left of 1 is better");
        rectangle(12, 34, 12, BAR_HEIGHT, MET);
        text(30, 44, "start", "", "meets its goal");
        rectangle(130, 34, 12, BAR_HEIGHT, MISSED);
        text(148, 44, "start", "", "misses it");
        vertical(222, 32, 48, "#000000", 2);
        text(230, 44, "start", "", "goal");
        horizontal(270, 290, 40);
        text(296, 44, "start", "", "least to most");
    }

    private void grid(int bottom) {
        for (int power = LEAST_POWER; power <= MOST_POWER; power++) {
            int x = x(Math.pow(2, power));
            vertical(x, TOP - 6, bottom, power == 0 ? "#555555" : "#dddddd", 1);
            text(x, TOP - 12, "middle", "fill=\"#555555\"", power < 0 ? "1/" + (1 << -power) : "" + (1 << power));
        }
    }

    private void row(ResultRow row, int y) {
        int middle = y + ROW_HEIGHT / 2;
        text(PLOT_LEFT - 12, middle + 4, "end", "", row.title().replace("`", ""));
        if (row.isMeasured()) {
            int one = x(1);
            int end = x(row.ratioMedian());
            rectangle(
                    Math.min(one, end),
                    middle - BAR_HEIGHT / 2,
                    Math.max(1, Math.abs(end - one)),
                    BAR_HEIGHT,
                    row.verdict() == Verdict.MISSED ? MISSED : MET);
            horizontal(x(row.ratioMin()), x(row.ratioMax()), middle);
        }
        if (row.goalAsRatio() != null) {
            vertical(x(row.goalAsRatio()), middle - 8, middle + 8, "#000000", 2);
        }
        String result = row.isMeasured()
                ? String.format(Locale.ROOT, "%.2f", row.ratioMedian())
                : row.verdict().markdown();
        text(PLOT_LEFT + PLOT_WIDTH + 14, middle + 4, "start", "", result);
    }

    private static int x(double ratio) {
        double power = Math.log(ratio) / Math.log(2);
        double bounded = Math.max(LEAST_POWER, Math.min(MOST_POWER, power));
        return (int) Math.round(PLOT_LEFT + (bounded - LEAST_POWER) / (MOST_POWER - LEAST_POWER) * PLOT_WIDTH);
    }

    private void text(int x, int y, String anchor, String attributes, String content) {
        element("<text x=\"%d\" y=\"%d\" text-anchor=\"%s\" %s>%s</text>", x, y, anchor, attributes, escaped(content));
    }

    private void rectangle(int x, int y, int width, int height, String fill) {
        element("<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>", x, y, width, height, fill);
    }

    private void vertical(int x, int from, int to, String colour, int width) {
        element(
                "<line x1=\"%d\" y1=\"%d\" x2=\"%1$d\" y2=\"%d\" stroke=\"%s\" stroke-width=\"%d\"/>",
                x, from, to, colour, width);
    }

    private void horizontal(int from, int to, int y) {
        element("<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%2$d\" stroke=\"#222222\"/>", from, y, to);
    }

    private void element(String format, Object... arguments) {
        body.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }

    private static String escaped(String content) {
        return content.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
