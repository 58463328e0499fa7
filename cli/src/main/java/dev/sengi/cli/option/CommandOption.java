package dev.sengi.cli.option;

import java.util.List;

/** An option of a command. */
public interface CommandOption {

    OptionSpec spec();

    /** Returns the letter, or 0 if the option has none. */
    default char letter() {
        return spec().letter();
    }

    default boolean takesArgument() {
        return spec().takesArgument();
    }

    /**
     * Returns whether its long names may be abbreviated. Those of Sengi's own options may not, so that abbreviations
     * mean the same as in the real programs.
     */
    default boolean isAbbreviated() {
        return true;
    }

    /** Returns whether only {@code sengi}'s commands have it, as opposed to those named like PostgreSQL's programs. */
    default boolean isOnlySengis() {
        return false;
    }

    /** Returns the long names, which are synonyms. */
    default List<String> longNames() {
        return spec().longNames();
    }

    /** Returns the option as messages show it: {@code -s/--schema-only}, or {@code --statistics-only}. */
    default String label() {
        String name = "--" + longNames().get(0);
        return letter() == 0 ? name : "-" + letter() + "/" + name;
    }
}
