package dev.sengi.cli.option;

/** Parses {@code -j}. */
public final class JobsOption {
    private JobsOption() {}

    /** Returns 1 if the option was not given. */
    public static int parse(String text) {
        return text == null ? 1 : IntegerOption.parse(text, "-j/--jobs", 1, Integer.MAX_VALUE);
    }
}
