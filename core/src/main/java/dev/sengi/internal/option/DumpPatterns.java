package dev.sengi.internal.option;

import dev.sengi.DumpPattern;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The patterns, in psql's syntax, that select the objects to dump. Immutable. */
public record DumpPatterns(Map<DumpPattern, List<String>> byPurpose) {

    public static final DumpPatterns NONE = new DumpPatterns(Map.of());

    public DumpPatterns {
        Map<DumpPattern, List<String>> copy = new EnumMap<>(DumpPattern.class);
        byPurpose.forEach((purpose, patterns) -> copy.put(purpose, List.copyOf(patterns)));
        byPurpose = Collections.unmodifiableMap(copy);
    }

    /** Returns these patterns plus one more. */
    public DumpPatterns with(DumpPattern purpose, String pattern) {
        Map<DumpPattern, List<String>> all = new EnumMap<>(DumpPattern.class);
        all.putAll(byPurpose);
        all.put(purpose, Copies.with(of(purpose), pattern));
        return new DumpPatterns(all);
    }

    /** Returns the patterns for a purpose, in the order given. */
    public List<String> of(DumpPattern purpose) {
        return byPurpose.getOrDefault(purpose, List.of());
    }

    /** Returns whether there is no pattern at all. */
    public boolean isEmpty() {
        return byPurpose.values().stream().allMatch(List::isEmpty);
    }

    /** Returns whether the whole database is dumped, including objects outside schemas. */
    public boolean everything() {
        return of(DumpPattern.INCLUDE_SCHEMA).isEmpty()
                && of(DumpPattern.INCLUDE_TABLE).isEmpty()
                && of(DumpPattern.INCLUDE_TABLE_AND_CHILDREN).isEmpty()
                && of(DumpPattern.INCLUDE_EXTENSION).isEmpty();
    }
}
