package dev.sengi.dump;

import java.util.List;

/** The patterns, in psql's syntax, that say which schemas and relations are dumped. Immutable. */
public record DumpPatterns(
        List<String> includeSchemas,
        List<String> excludeSchemas,
        List<String> includeTables,
        List<String> excludeTables,
        List<String> excludeTableData) {

    public DumpPatterns {
        includeSchemas = List.copyOf(includeSchemas);
        excludeSchemas = List.copyOf(excludeSchemas);
        includeTables = List.copyOf(includeTables);
        excludeTables = List.copyOf(excludeTables);
        excludeTableData = List.copyOf(excludeTableData);
    }

    /** Returns whether there is no pattern at all. */
    public boolean isEmpty() {
        return everything() && excludeSchemas.isEmpty() && excludeTables.isEmpty() && excludeTableData.isEmpty();
    }

    /** Returns whether the dump is of the whole database, so that objects outside schemas belong to it. */
    public boolean everything() {
        return includeSchemas.isEmpty() && includeTables.isEmpty();
    }
}
