package dev.sengi.cli.diff;

import dev.sengi.cli.option.CommandOption;
import dev.sengi.cli.option.OptionSpec;

/** Options of {@code sengi diff}. */
public enum DiffOption implements CommandOption {
    BRIEF("q", "brief"),
    DATA("", "data"),
    JSON("", "json"),
    NO_COMMENTS("", "no-comments"),
    NO_OWNER("O", "no-owner"),
    NO_PASSWORD("w", "no-password"),
    NO_PRIVILEGES("x", "no-privileges"),
    PASSWORD("W", "password");

    @SuppressWarnings("ImmutableEnumChecker") // Its list is immutable.
    private final OptionSpec spec;

    DiffOption(String letter, String... longNames) {
        this.spec = OptionSpec.of(letter, longNames);
    }

    @Override
    public OptionSpec spec() {
        return spec;
    }
}
