package dev.sengi.internal.restore.database;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds where the statements of a command start, without parsing them fully.
 *
 * <p>Errs on the side of caution: returns no result for text that the server may parse differently, or that does not
 * end where a statement can end.
 */
final class StatementStarts extends SqlScanner {
    private static final Pattern ROUTINE = Pattern.compile("CREATE (OR REPLACE )?(FUNCTION|PROCEDURE) ");
    /** The server truncates longer names, and reports that while parsing. */
    private static final int LONGEST_NAME = 63;

    private final boolean standardStrings;
    private final List<Integer> starts = new ArrayList<>();
    private boolean inStatement;
    private int parentheses;
    /** The number of END keywords still missing in a routine body that consists of statements. */
    private int blocks;

    private String lastWord = "";
    private boolean doubtful;

    private StatementStarts(String text, boolean standardStrings) {
        super(text);
        this.standardStrings = standardStrings;
    }

    /**
     * Returns the offsets at which statements start, or empty if in doubt.
     *
     * @param standardStrings whether a backslash in a plain literal is an ordinary character
     */
    static Optional<List<Integer>> of(String text, boolean standardStrings) {
        StatementStarts reading = new StatementStarts(text, standardStrings);
        while (reading.position < text.length() && !reading.doubtful) {
            reading.next();
        }
        boolean complete = !reading.doubtful && reading.parentheses == 0 && reading.blocks == 0;
        return complete ? Optional.of(reading.starts) : Optional.empty();
    }

    private void next() {
        char c = text.charAt(position);
        if (c <= ' ') {
            position++;
            return;
        }
        if (text.startsWith("--", position)) {
            lineComment();
            return;
        }
        if (text.startsWith("/*", position)) {
            doubtful |= !skipBlockComment();
            return;
        }
        if (c == ';' && parentheses == 0 && blocks == 0) {
            inStatement = false;
            position++;
            return;
        }
        if (!inStatement) {
            inStatement = true;
            starts.add(position);
        }
        token(c);
    }

    private void token(char c) {
        if (c == '\'') {
            literal(!standardStrings);
        } else if (c == '"') {
            quotedName();
        } else if (c == '$') {
            doubtful |= !skipDollar();
        } else if (isWordPart(c)) {
            word();
        } else {
            doubtful |= c == '\\';
            parentheses += c == '(' ? 1 : c == ')' ? -1 : 0;
            doubtful |= parentheses < 0;
            position++;
        }
    }

    private void word() {
        String word = skipWord();
        boolean opensLiteral = position < text.length() && text.charAt(position) == '\'';
        if (opensLiteral && word.equalsIgnoreCase("E")) {
            literal(true);
        }
        checkLength(word);
        if (blocks == 0 && word.equals("ATOMIC") && lastWord.equals("BEGIN") && isRoutine()) {
            blocks = 1;
        } else if (blocks > 0 && word.equalsIgnoreCase("CASE")) {
            blocks++;
        } else if (blocks > 0 && word.equalsIgnoreCase("END")) {
            blocks--;
        }
        lastWord = word;
    }

    private boolean isRoutine() {
        return ROUTINE.matcher(text)
                .region(starts.get(starts.size() - 1), text.length())
                .lookingAt();
    }

    private void literal(boolean escapes) {
        position++;
        if (escapes) {
            while (position < text.length() && text.charAt(position) != '\'') {
                position += text.charAt(position) == '\\' ? 2 : 1;
            }
            position++;
            doubtful |= position > text.length() || continues();
        } else {
            doubtful |= !skipPast("'");
        }
    }

    /** Returns whether the literal may continue, with the same kind of escapes, on a later line. */
    private boolean continues() {
        int after = position;
        while (after < text.length() && text.charAt(after) <= ' ') {
            after++;
        }
        boolean quote = after < text.length() && text.charAt(after) == '\'';
        return (after > position && quote) || text.startsWith("--", after);
    }

    private void quotedName() {
        int start = ++position;
        doubtful |= !skipPast("\"");
        checkLength(text.substring(start, Math.max(start, position - 1)));
    }

    private void checkLength(String name) {
        doubtful |= name.length() > LONGEST_NAME / 3 && name.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME;
    }

    private void lineComment() {
        while (position < text.length() && text.charAt(position) != '\n' && text.charAt(position) != '\r') {
            position++;
        }
    }
}
