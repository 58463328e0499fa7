package dev.sengi.select;

import java.util.Set;

/**
 * OIDs of the schemas and relations that the dump's patterns match. Immutable.
 *
 * @param includeSchemas empty where no schema was asked for
 * @param includeTables empty where no relation was asked for
 */
public record MatchedPatterns(
        Set<Long> includeSchemas,
        Set<Long> excludeSchemas,
        Set<Long> includeTables,
        Set<Long> excludeTables,
        Set<Long> excludeTableData) {

    public MatchedPatterns {
        includeSchemas = Set.copyOf(includeSchemas);
        excludeSchemas = Set.copyOf(excludeSchemas);
        includeTables = Set.copyOf(includeTables);
        excludeTables = Set.copyOf(excludeTables);
        excludeTableData = Set.copyOf(excludeTableData);
    }
}
