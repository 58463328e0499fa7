package dev.sengi.select;

import java.util.Set;

/**
 * OIDs of what the dump's patterns match. Immutable.
 *
 * @param includeSchemas empty where no schema was asked for
 * @param includeTables relations; empty where none was asked for
 * @param excludeTableData relations whose rows are left out
 * @param includeExtensions empty where no extension was asked for
 * @param includeForeignServers servers whose foreign tables' rows are dumped
 */
public record MatchedPatterns(
        Set<Long> includeSchemas,
        Set<Long> excludeSchemas,
        Set<Long> includeTables,
        Set<Long> excludeTables,
        Set<Long> excludeTableData,
        Set<Long> includeExtensions,
        Set<Long> excludeExtensions,
        Set<Long> includeForeignServers) {

    /** What no pattern matches. */
    static final MatchedPatterns NONE =
            new MatchedPatterns(Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of());

    public MatchedPatterns {
        includeSchemas = Set.copyOf(includeSchemas);
        excludeSchemas = Set.copyOf(excludeSchemas);
        includeTables = Set.copyOf(includeTables);
        excludeTables = Set.copyOf(excludeTables);
        excludeTableData = Set.copyOf(excludeTableData);
        includeExtensions = Set.copyOf(includeExtensions);
        excludeExtensions = Set.copyOf(excludeExtensions);
        includeForeignServers = Set.copyOf(includeForeignServers);
    }
}
