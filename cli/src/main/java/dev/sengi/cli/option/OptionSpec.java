package dev.sengi.cli.option;

import java.util.List;

/**
 * How an option is written, as {@code getopt_long} specifies it.
 *
 * @param letter 0 if the option has none
 * @param longNames synonyms
 */
public record OptionSpec(char letter, boolean takesArgument, List<String> longNames) {

    /**
     * @param letter as in getopt's option string: at most one letter, followed by a colon if the option takes an
     *     argument
     */
    public static OptionSpec of(String letter, String... longNames) {
        boolean takesArgument = letter.endsWith(":");
        boolean hasLetter = letter.length() > (takesArgument ? 1 : 0);
        return new OptionSpec(hasLetter ? letter.charAt(0) : 0, takesArgument, List.of(longNames));
    }
}
