package dev.sengi.cli.archive;

import dev.sengi.cli.option.CommandOption;
import dev.sengi.cli.option.OptionSpec;

/** Options of {@code sengi verify}. */
public enum VerifyOption implements CommandOption {
    AGAINST(":", "against"),
    ENABLE_ROW_SECURITY("", "enable-row-security"),
    JSON("", "json"),
    NO_PASSWORD("w", "no-password"),
    ONLY_ARCHIVED("", "only-archived"),
    PASSWORD("W", "password"),
    VERBOSE("v", "verbose");

    @SuppressWarnings("ImmutableEnumChecker") // Its list is immutable.
    private final OptionSpec spec;

    VerifyOption(String letter, String... longNames) {
        this.spec = OptionSpec.of(letter, longNames);
    }

    @Override
    public OptionSpec spec() {
        return spec;
    }
}
