package dev.sengi.cli;

import java.util.List;

/** An option of a command, as {@code getopt_long} is told of it. */
interface OptionSpec {

    /** Returns the letter, or 0 where the option has none. */
    char letter();

    boolean takesArgument();

    /** Returns the long names, all meaning the same. */
    List<String> longNames();
}
