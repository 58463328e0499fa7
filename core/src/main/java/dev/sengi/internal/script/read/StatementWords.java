package dev.sengi.internal.script.read;

import java.util.Locale;

/**
 * Determines from a statement's words where the statement ends, and whether rows follow it.
 *
 * <p>psql matches BEGIN and CASE with END in a statement that starts with {@code CREATE [OR REPLACE] {FUNCTION |
 * PROCEDURE}}, whose body may consist of statements. Unlike psql, this class requires ATOMIC after BEGIN: pg_dump does
 * not quote {@code begin} as the name of a column or parameter, after which psql finds no end of the statement.
 */
final class StatementWords {
    /** Longer words are irrelevant. */
    private static final int LONGEST = "PROCEDURE".length();

    private int count;
    private String beginning;
    private int blocks;
    private boolean afterBegin;
    private boolean copy;
    private boolean afterFrom;
    private boolean copyIn;

    void reset() {
        count = 0;
        beginning = "";
        blocks = 0;
        afterBegin = false;
        copy = false;
        afterFrom = false;
        copyIn = false;
    }

    /** Adds a word that is neither quoted nor in parentheses. */
    void add(StatementText text, int start) {
        boolean first = count++ == 0;
        if (!first && beginning.isEmpty() && !copy) {
            return;
        }
        String word = text.size() - start > LONGEST ? "" : text.from(start).toLowerCase(Locale.ROOT);
        if (first) {
            copy = word.equals("copy");
            beginning = word.equals("create") ? word : "";
        } else if (copy) {
            copyIn |= afterFrom && (word.equals("stdin") || word.equals("stdout"));
            afterFrom = word.equals("from");
        } else {
            routine(word);
        }
    }

    private void routine(String word) {
        switch (beginning) {
            case "create" -> beginning = word.equals("or") ? "create or" : routineOrNothing(word);
            case "create or" -> beginning = word.equals("replace") ? "create or replace" : "";
            case "create or replace" -> beginning = routineOrNothing(word);
            default -> body(word);
        }
    }

    private static String routineOrNothing(String word) {
        return word.equals("function") || word.equals("procedure") ? "routine" : "";
    }

    private void body(String word) {
        switch (word) {
            case "atomic" -> blocks += afterBegin ? 1 : 0;
            case "case" -> blocks += blocks > 0 ? 1 : 0;
            case "end" -> blocks -= blocks > 0 ? 1 : 0;
            default -> {}
        }
        afterBegin = word.equals("begin");
    }

    /** Adds anything else except blanks and comments. */
    void addOther() {
        afterBegin = false;
        afterFrom = false;
    }

    /** Returns whether a routine's body is open, where a semicolon ends only an inner statement. */
    boolean inBody() {
        return blocks > 0;
    }

    /** Returns whether the statement is a {@code COPY ... FROM STDIN}. */
    boolean isCopyIn() {
        return copyIn;
    }
}
