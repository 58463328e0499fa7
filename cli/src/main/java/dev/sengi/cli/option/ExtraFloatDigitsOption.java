package dev.sengi.cli.option;

/** Parses {@code --extra-float-digits}. */
public final class ExtraFloatDigitsOption {
    private ExtraFloatDigitsOption() {}

    public static int parse(String text) {
        return IntegerOption.parse(text, "--extra-float-digits", -15, 3);
    }
}
