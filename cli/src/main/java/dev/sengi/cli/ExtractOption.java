package dev.sengi.cli;

/** Options of {@code sengi extract}. */
enum ExtractOption implements CommandOption {
    CSV("", "csv"),
    FILE("f:", "file"),
    LARGE_OBJECT(":", "large-object"),
    NO_HEADER("", "no-header");

    @SuppressWarnings("ImmutableEnumChecker") // Its list is an immutable one.
    private final OptionSpec spec;

    ExtractOption(String letter, String... longNames) {
        this.spec = OptionSpec.of(letter, longNames);
    }

    @Override
    public OptionSpec spec() {
        return spec;
    }
}
