package dev.sengi.cli.archive;

import dev.sengi.cli.option.CommandOption;
import dev.sengi.cli.option.OptionSpec;

/** Options of {@code sengi list}. */
public enum ListOption implements CommandOption {
    BYTES("b", "bytes"),
    COUNT("c", "count"),
    JSON("", "json"),
    KIND("k:", "kind"),
    REVERSE("r", "reverse"),
    SCHEMA("n:", "schema"),
    SORT("s:", "sort"),
    TABLE("t:", "table");

    @SuppressWarnings("ImmutableEnumChecker") // Its list is immutable.
    private final OptionSpec spec;

    ListOption(String letter, String... longNames) {
        this.spec = OptionSpec.of(letter, longNames);
    }

    @Override
    public OptionSpec spec() {
        return spec;
    }
}
