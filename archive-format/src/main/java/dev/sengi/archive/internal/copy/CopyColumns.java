package dev.sengi.archive.internal.copy;

import java.util.ArrayList;
import java.util.List;

/** Parses the column names that a COPY command lists, such as {@code COPY s.t (id, "a ""b""") FROM stdin;}. */
public final class CopyColumns {
    private final String command;
    private int position;

    private CopyColumns(String command) {
        this.command = command;
    }

    /**
     * Returns the names, unquoted; empty if the command lists none, as for tables without columns and in archives older
     * than such lists.
     */
    public static List<String> of(String copyStmt) {
        return new CopyColumns(copyStmt).names();
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        while (position < command.length() && command.charAt(position) != '(') {
            token();
        }
        while (position < command.length() && command.charAt(position) != ')') {
            // Skip the parenthesis or comma.
            position++;
            while (position < command.length() && command.charAt(position) == ' ') {
                position++;
            }
            names.add(token());
        }
        return names;
    }

    /** Reads one quoted name, or the text before the next separator; a separator is read on its own. */
    private String token() {
        if (position == command.length()) {
            return "";
        }
        if (command.charAt(position) == '"') {
            return quoted();
        }
        int start = position++;
        while (position < command.length() && "\"(,) ".indexOf(command.charAt(position)) < 0) {
            position++;
        }
        return command.substring(start, position);
    }

    private String quoted() {
        StringBuilder name = new StringBuilder();
        position++;
        while (position < command.length()) {
            char c = command.charAt(position++);
            if (c == '"') {
                if (position == command.length() || command.charAt(position) != '"') {
                    break;
                }
                position++;
            }
            name.append(c);
        }
        return name.toString();
    }
}
