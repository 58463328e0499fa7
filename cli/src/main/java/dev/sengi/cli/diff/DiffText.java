package dev.sengi.cli.diff;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import dev.sengi.DiffReport;
import dev.sengi.ObjectDifference;
import dev.sengi.ObjectDifference.Change;
import dev.sengi.TableRows;
import dev.sengi.cli.archive.CountTable;
import dev.sengi.cli.output.TextTable;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes differences for people: a heading for each object, and its text as unified hunks below. */
final class DiffText {
    private static final int CONTEXT = 3;
    /** What the library writes before the hunks: the names of two files. */
    private static final int FILE_LINES = 2;

    private final String first;
    private final String second;
    private final boolean brief;
    private final Writer out;

    /**
     * @param first the name of the first side
     * @param brief whether to write only the headings
     */
    DiffText(String first, String second, boolean brief, Writer out) {
        this.first = TextTable.visible(first);
        this.second = TextTable.visible(second);
        this.brief = brief;
        this.out = out;
    }

    void write(DiffReport report) throws IOException {
        if (!report.isEqual()) {
            out.write("--- " + first + "\n+++ " + second + "\n");
        }
        for (ObjectDifference object : report.objects()) {
            out.write((brief ? "" : "\n") + heading(object) + "\n");
            if (!brief) {
                hunks(object);
            }
        }
        List<TableRows> rows =
                report.tables().stream().filter(pair -> !pair.isEqual()).toList();
        if (!rows.isEmpty()) {
            out.write("\nrows:\n");
            CountTable.write(rows, "FIRST", "SECOND", out);
        }
        out.write((report.isEqual() ? "" : "\n") + summary(report, rows.size()) + "\n");
    }

    private static String heading(ObjectDifference object) {
        String change = object.change().name().toLowerCase(Locale.ROOT);
        String aspects = object.change() == Change.CHANGED
                ? " (" + object.aspects().stream().map(DiffText::aspect).collect(Collectors.joining(", ")) + ")"
                : "";
        return change + ": " + object.type() + " " + TextTable.visible(name(object)) + aspects;
    }

    private static String name(ObjectDifference object) {
        return object.schema().map(schema -> schema + ".").orElse("") + object.name();
    }

    static String aspect(ObjectDifference.Aspect aspect) {
        return aspect.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private void hunks(ObjectDifference object) throws IOException {
        List<String> before = object.before().orElse("").lines().toList();
        List<String> after = object.after().orElse("").lines().toList();
        List<String> lines =
                UnifiedDiffUtils.generateUnifiedDiff("", "", before, DiffUtils.diff(before, after), CONTEXT);
        for (String line : lines.subList(Math.min(FILE_LINES, lines.size()), lines.size())) {
            out.write((line.startsWith("@@") ? position(line) : line) + "\n");
        }
    }

    /** Makes an empty text begin at line 0, as diff and patch do. */
    private static String position(String hunk) {
        return hunk.replace("-1,0 ", "-0,0 ").replace("+1,0 ", "+0,0 ");
    }

    private String summary(DiffReport report, int rows) {
        if (report.isEqual()) {
            String counted = report.tables().isEmpty() ? "" : ", with " + CountTable.summary(report.tables());
            return first + " and " + second + " are equal" + counted;
        }
        String tables = report.tables().isEmpty()
                ? ""
                : "; " + rows + " of " + report.tables().size() + " numbers of rows differ";
        return count(report, Change.ADDED) + " added, " + count(report, Change.REMOVED) + " removed, "
                + count(report, Change.CHANGED) + " changed" + tables;
    }

    private static long count(DiffReport report, Change change) {
        return report.objects().stream()
                .filter(object -> object.change() == change)
                .count();
    }
}
