package dev.sengi.internal.script.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command that changes one setting: {@code SET}, {@code SET NAMES} or {@code RESET}.
 *
 * @param name the setting's name, or {@link #ALL} for {@code RESET ALL} and {@code DISCARD ALL}
 * @param value as written, without quotes; null to reset the setting
 * @param isLocal whether the change lasts until the end of the transaction
 */
public record SetCommand(String name, String value, boolean isLocal) {
    public static final String CLIENT_ENCODING = "client_encoding";
    public static final String STANDARD_STRINGS = "standard_conforming_strings";
    public static final String ALL = "all";

    private static final String DEFAULT = "DEFAULT";
    /** More tokens than such a command has. */
    private static final int MOST_TOKENS = 8;

    /** What the server takes for false. */
    private static final Pattern OFF = Pattern.compile("off?|f(a(l(se?)?)?)?|no?|0", Pattern.CASE_INSENSITIVE);

    private static final Pattern TOKEN = Pattern.compile(
            "\\s+|--[^\n]*|/\\*.*?\\*/|(E?'[^'\\\\]*'|\\$\\$[^$]*\\$\\$|\"[^\"]*\"|\\w+|.)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** Returns the command, or empty if the statement is another one or has an unusual form. */
    static Optional<SetCommand> of(String statement) {
        List<String> tokens = tokens(statement);
        if (tokens.size() < 3 || !tokens.remove(tokens.size() - 1).equals(";")) {
            return Optional.empty();
        }
        String verb = tokens.remove(0).toUpperCase(Locale.ROOT);
        return switch (verb) {
            case "SET" -> set(tokens);
            case "RESET" -> only(tokens).map(name -> new SetCommand(name, null, false));
            case "DISCARD" -> only(tokens).filter(ALL::equals).map(all -> new SetCommand(all, null, false));
            default -> Optional.empty();
        };
    }

    /** Returns whether the command switches the setting off. */
    boolean isOff() {
        return value != null && OFF.matcher(value).matches();
    }

    private static List<String> tokens(String statement) {
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(statement);
        while (tokens.size() < MOST_TOKENS && matcher.find()) {
            if (matcher.group(1) != null) {
                tokens.add(matcher.group(1));
            }
        }
        return tokens;
    }

    private static Optional<String> only(List<String> tokens) {
        return tokens.size() == 1 ? Optional.of(name(tokens.get(0))) : Optional.empty();
    }

    private static Optional<SetCommand> set(List<String> tokens) {
        boolean local = tokens.get(0).equalsIgnoreCase("LOCAL");
        if (local || tokens.get(0).equalsIgnoreCase("SESSION")) {
            tokens.remove(0);
        }
        if (!tokens.isEmpty() && tokens.get(0).equalsIgnoreCase("NAMES")) {
            return names(tokens, local);
        }
        boolean assigns = tokens.size() == 3
                && (tokens.get(1).equals("=") || tokens.get(1).equalsIgnoreCase("TO"));
        return assigns ? withValue(name(tokens.get(0)), tokens.get(2), local) : Optional.empty();
    }

    /** Unlike other settings, an encoding after NAMES must be quoted. */
    private static Optional<SetCommand> names(List<String> tokens, boolean local) {
        if (tokens.size() == 1) {
            return Optional.of(new SetCommand(CLIENT_ENCODING, null, local));
        }
        boolean fits = tokens.size() == 2
                && (tokens.get(1).endsWith("'") || tokens.get(1).equalsIgnoreCase(DEFAULT));
        return fits ? withValue(CLIENT_ENCODING, tokens.get(1), local) : Optional.empty();
    }

    private static Optional<SetCommand> withValue(String name, String token, boolean local) {
        if (token.equalsIgnoreCase(DEFAULT)) {
            return Optional.of(new SetCommand(name, null, local));
        }
        String value = unquoted(token);
        // The name of a default is a value that no setting of interest has.
        boolean isUsual = !value.equals(DEFAULT) && (!value.isEmpty() && (!value.equals(token) || isWord(token)));
        return isUsual ? Optional.of(new SetCommand(name, value, local)) : Optional.empty();
    }

    private static boolean isWord(String token) {
        return Character.isLetterOrDigit(token.charAt(0)) || token.charAt(0) == '_';
    }

    private static String name(String token) {
        return token.startsWith("\"") ? unquoted(token) : token.toLowerCase(Locale.ROOT);
    }

    private static String unquoted(String token) {
        int last = token.length() - 1;
        if (last > 0 && token.charAt(last) == '\'') {
            return token.substring(token.indexOf('\'') + 1, last);
        }
        if (last > 0 && token.charAt(last) == '"') {
            return token.substring(1, last);
        }
        return last > 2 && token.charAt(last) == '$' ? token.substring(2, last - 1) : token;
    }
}
