package dev.sengi.cli.archive;

import dev.sengi.cli.option.CommandOption;
import dev.sengi.cli.option.OptionSpec;

/** Options of {@code sengi convert}. */
public enum ConvertOption implements CommandOption {
    DATA_ONLY("a", "data-only"),
    FORMAT("F:", "format"),
    USE_LIST("L:", "use-list"),
    SCHEMA("n:", "schema"),
    EXCLUDE_SCHEMA("N:", "exclude-schema"),
    SCHEMA_ONLY("s", "schema-only"),
    TABLE("t:", "table"),
    COMPRESS("Z:", "compress"),
    SECTION(":", "section");

    @SuppressWarnings("ImmutableEnumChecker") // Its list is immutable.
    private final OptionSpec spec;

    ConvertOption(String letter, String... longNames) {
        this.spec = OptionSpec.of(letter, longNames);
    }

    @Override
    public OptionSpec spec() {
        return spec;
    }
}
