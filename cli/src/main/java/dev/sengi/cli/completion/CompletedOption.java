package dev.sengi.cli.completion;

import java.util.List;
import java.util.Map;

/**
 * An option as completion offers it.
 *
 * @param letter 0 if it has none
 * @param name the long name
 * @param description empty if the help has none
 */
record CompletedOption(char letter, String name, boolean takesArgument, String description) {
    /** Long names of options whose argument is a file. */
    static final List<String> FILES = List.of("file", "filter", "use-list");

    /** The arguments of options that have only a few, by long name. */
    static final Map<String, List<String>> CHOICES = Map.of(
            "format", List.of("custom", "directory", "tar", "plain"),
            "section", List.of("pre-data", "data", "post-data"),
            "compress", List.of("none", "gzip", "lz4", "zstd"),
            "sync-method", List.of("fsync", "syncfs"),
            "sort", List.of("id", "name", "kind", "size", "rows"),
            "progress", List.of("auto", "bar", "plain", "json", "none"),
            "color", List.of("auto", "always", "never"));

    boolean takesFile() {
        return takesArgument && FILES.contains(name);
    }

    /** Returns the arguments to offer; empty if they are unknown. */
    List<String> choices() {
        return takesArgument ? CHOICES.getOrDefault(name, List.of()) : List.of();
    }
}
