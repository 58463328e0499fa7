package dev.sengi.cli.archive;

import dev.sengi.cli.option.CommandOption;
import dev.sengi.cli.option.OptionSpec;

/** Options of {@code sengi extract}. */
public enum ExtractOption implements CommandOption {
    CSV("", "csv"),
    FILE("f:", "file"),
    LARGE_OBJECT(":", "large-object"),
    NO_HEADER("", "no-header");

    @SuppressWarnings("ImmutableEnumChecker") // Its list is immutable.
    private final OptionSpec spec;

    ExtractOption(String letter, String... longNames) {
        this.spec = OptionSpec.of(letter, longNames);
    }

    @Override
    public OptionSpec spec() {
        return spec;
    }
}
