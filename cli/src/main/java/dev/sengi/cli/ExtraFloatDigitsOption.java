package dev.sengi.cli;

/** Reads {@code --extra-float-digits}. */
final class ExtraFloatDigitsOption {
    private ExtraFloatDigitsOption() {}

    static int parse(String text) {
        return IntegerOption.parse(text, "--extra-float-digits", -15, 3);
    }
}
