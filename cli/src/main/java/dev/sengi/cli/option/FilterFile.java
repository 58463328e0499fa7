package dev.sengi.cli.option;

import dev.sengi.cli.command.CommandException;
import dev.sengi.cli.command.FileNames;
import dev.sengi.internal.io.FileErrors;
import dev.sengi.internal.text.ByteLines;
import dev.sengi.internal.text.NativeText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;

/**
 * The file that {@code --filter} names: lines of {@code include} or {@code exclude}, an object type, and a pattern.
 *
 * <p>A {@code #} begins a comment, except in double quotes, in which a pattern may span several lines. Source:
 * PostgreSQL's documentation of pg_dump, {@code --filter}, and the behaviour of pg_dump 18.
 */
public final class FilterFile {
    private final String name;
    private final List<String> text;
    private int lineNumber;
    private String line;
    private int position;

    private FilterFile(String name, List<String> text) {
        this.name = name;
        this.text = text;
    }

    /** Receives the lines one after another. */
    @FunctionalInterface
    public interface Lines {
        /** Returns whether the command accepts such filters. */
        boolean take(boolean include, FilterObject object, String pattern);

        /** Returns the error for a filter that the command does not accept. */
        default String refusal(boolean include, FilterObject object) {
            return (include ? "include" : "exclude") + " filter for \"" + object.label() + "\" is not allowed";
        }
    }

    /**
     * Reads a file.
     *
     * @param name {@code -} for standard input
     * @throws CommandException if the file cannot be read, or a line is invalid; the message contains the line number
     */
    public static void read(String name, InputStream standardInput, Lines lines) {
        if (name.equals("-")) {
            try {
                readLines(name, standardInput, lines);
            } catch (IOException e) {
                throw CommandException.fatal(
                        "could not read from filter file \"" + name + "\": " + FileErrors.reason(e), e);
            }
            return;
        }
        if (name.isEmpty()) {
            throw CommandException.fatal("could not open filter file \"\": No such file or directory");
        }
        try (InputStream in = Files.newInputStream(FileNames.input(name))) {
            if (Files.isDirectory(NativeText.path(name))) {
                throw CommandException.fatal("could not read from filter file \"" + name + "\": Is a directory");
            }
            readLines(name, in, lines);
        } catch (IOException e) {
            throw CommandException.fatal("could not open filter file \"" + name + "\": " + FileErrors.reason(e), e);
        }
    }

    private static void readLines(String name, InputStream in, Lines lines) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        // Before JDK 25, a FileInputStream's readAllBytes fails for a pipe.
        in.transferTo(bytes);
        FilterFile file = new FilterFile(name, ByteLines.of(bytes.toByteArray()));
        while (file.nextLine()) {
            file.takeLine(lines);
        }
    }

    private boolean nextLine() {
        position = 0;
        if (lineNumber == text.size()) {
            line = "";
            return false;
        }
        line = ByteLines.withoutCarriageReturns(text.get(lineNumber));
        lineNumber++;
        return true;
    }

    private void takeLine(Lines lines) {
        skipSpace();
        if (atEnd() || line.charAt(position) == '#') {
            return;
        }
        boolean include = include(keyword());
        String keyword = keyword();
        if (keyword.isEmpty()) {
            throw invalid("missing filter object type");
        }
        FilterObject object = FilterObject.of(keyword);
        if (object == null) {
            throw invalid("unsupported filter object type: \"" + keyword + "\"");
        }
        skipSpace();
        if (atEnd()) {
            throw invalid("missing object name pattern");
        }
        if (!lines.take(include, object, pattern())) {
            throw invalid(lines.refusal(include, object));
        }
    }

    private boolean include(String command) {
        if (command.equalsIgnoreCase("include")) {
            return true;
        } else if (command.equalsIgnoreCase("exclude")) {
            return false;
        }
        throw invalid("invalid filter command (expected \"include\" or \"exclude\")");
    }

    /** Reads up to the next space. */
    private String keyword() {
        skipSpace();
        int start = position;
        while (!atEnd() && !isSpace(line.charAt(position))) {
            position++;
        }
        return line.substring(start, position);
    }

    /**
     * Reads a pattern up to a comment or the end of the line. Runs of spaces become one space, and those next to {@code
     * . ( )} are dropped.
     */
    private String pattern() {
        StringBuilder pattern = new StringBuilder();
        boolean separated = true;
        while (!atEnd() && line.charAt(position) != '#') {
            char c = line.charAt(position);
            if (isSpace(c)) {
                skipSpace();
                separated = separated || followsSeparator();
                if (!separated) {
                    pattern.append(' ');
                    separated = true;
                }
            } else if (c == '"') {
                quoted(pattern);
                separated = false;
            } else {
                position++;
                pattern.append(c == ',' ? ", " : c);
                separated = isSeparator(c);
            }
        }
        return pattern.toString();
    }

    private boolean followsSeparator() {
        return atEnd() || line.charAt(position) == '#' || isSeparator(line.charAt(position));
    }

    /** Reads a quoted string, including its double quotes. Carriage returns are dropped. */
    private void quoted(StringBuilder pattern) {
        position++;
        pattern.append('"');
        while (true) {
            if (atEnd()) {
                pattern.append('\n');
                if (!nextLine()) {
                    throw invalid("unexpected end of file");
                }
                continue;
            }
            char c = line.charAt(position++);
            if (c == '\\') {
                escaped(pattern);
            } else if (c != '"') {
                pattern.append(c == '\r' ? "" : String.valueOf(c));
            } else if (!atEnd() && line.charAt(position) == '"') {
                pattern.append("\"\"");
                position++;
            } else {
                pattern.append('"');
                return;
            }
        }
    }

    private void escaped(StringBuilder pattern) {
        if (atEnd()) {
            return;
        }
        char c = line.charAt(position++);
        if (c == 'n') {
            pattern.append('\n');
        } else if (c == '\\') {
            pattern.append('\\');
        }
    }

    private void skipSpace() {
        while (!atEnd() && isSpace(line.charAt(position))) {
            position++;
        }
    }

    private boolean atEnd() {
        return position >= line.length();
    }

    private static boolean isSpace(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    private static boolean isSeparator(char c) {
        return ".,()".indexOf(c) >= 0;
    }

    private CommandException invalid(String what) {
        String place = name.equals("-") ? "standard input" : "file \"" + name + "\"";
        return CommandException.fatal(
                "invalid format in filter read from " + place + " on line " + lineNumber + ": " + what);
    }
}
