package dev.sengi.cli.option;

import java.util.List;

/** An option of a command. */
public interface CommandOption {

    OptionSpec spec();

    /** Returns the letter, or 0 where the option has none. */
    default char letter() {
        return spec().letter();
    }

    default boolean takesArgument() {
        return spec().takesArgument();
    }

    /** Returns whether the beginnings of its long names mean it, too; those of options of our own mean what they did. */
    default boolean isAbbreviated() {
        return true;
    }

    /** Returns the long names, all meaning the same. */
    default List<String> longNames() {
        return spec().longNames();
    }
}
