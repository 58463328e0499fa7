package dev.sengi.internal.script.read;

import dev.sengi.SengiException;
import java.util.ArrayList;
import java.util.List;

/**
 * A backslash command of psql, which extends to the end of its line.
 *
 * @param text the text after the backslash, with one character for each byte
 */
public record PsqlCommand(long line, String text) implements ScriptPart {

    /** Returns the command's name, such as {@code connect}. */
    public String name() {
        int end = 0;
        while (end < text.length() && !StatementLexer.isBlank(text.charAt(end))) {
            end++;
        }
        // No blank is needed after a name such as \;.
        return end > 0 && !Character.isLetter(text.charAt(0)) ? text.substring(0, 1) : text.substring(0, end);
    }

    /**
     * Returns the arguments, without the double quotes around them.
     *
     * @throws SengiException if an argument has a form that pg_dump never writes, in which psql would substitute a
     *     variable or run a program
     */
    public List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        int position = name().length();
        while (position < text.length()) {
            if (StatementLexer.isBlank(text.charAt(position))) {
                position++;
                continue;
            }
            StringBuilder argument = new StringBuilder();
            position = argument(position, argument);
            arguments.add(argument.toString());
        }
        return arguments;
    }

    private int argument(int start, StringBuilder argument) {
        boolean quoted = false;
        int position = start;
        while (position < text.length() && (quoted || !StatementLexer.isBlank(text.charAt(position)))) {
            char c = text.charAt(position++);
            if (c == '"') {
                boolean doubled = quoted && position < text.length() && text.charAt(position) == '"';
                if (doubled) {
                    argument.append(c);
                    position++;
                } else {
                    quoted = !quoted;
                }
            } else if (!quoted && "'`:\\|".indexOf(c) >= 0) {
                throw refused("has an argument that is not supported");
            } else {
                argument.append(c);
            }
        }
        if (quoted) {
            throw refused("has an unterminated quoted string");
        }
        return position;
    }

    /** Returns the only argument. */
    public String argument() {
        List<String> arguments = arguments();
        if (arguments.size() != 1) {
            throw refused("needs one argument");
        }
        return arguments.get(0);
    }

    /** @param reason the rest of the message, after the command's name */
    public SengiException refused(String reason) {
        return new SengiException("line " + line + ": psql's command \\" + name() + " " + reason);
    }
}
