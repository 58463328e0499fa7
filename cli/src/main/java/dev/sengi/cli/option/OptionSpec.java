package dev.sengi.cli.option;

import java.util.List;

/**
 * How an option is written, as {@code getopt_long} is told of it.
 *
 * @param letter the letter, or 0 where the option has none
 * @param longNames the long names, all meaning the same
 */
public record OptionSpec(char letter, boolean takesArgument, List<String> longNames) {

    /** @param letter as in getopt's list of letters: none or one, and a colon where the option takes an argument */
    public static OptionSpec of(String letter, String... longNames) {
        boolean takesArgument = letter.endsWith(":");
        boolean hasLetter = letter.length() > (takesArgument ? 1 : 0);
        return new OptionSpec(hasLetter ? letter.charAt(0) : 0, takesArgument, List.of(longNames));
    }
}
