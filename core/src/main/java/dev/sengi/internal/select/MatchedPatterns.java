package dev.sengi.internal.select;

import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/**
 * OIDs of the objects that the dump's patterns match. Immutable.
 *
 * @param includeSchemas empty if no schema was requested
 * @param includeTables relations; empty if none was requested
 * @param excludeTableData relations whose rows are left out
 * @param includeExtensions empty if no extension was requested
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

    /** The result if no patterns are given. */
    static final MatchedPatterns NONE =
            new MatchedPatterns(Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of());

    public MatchedPatterns {
        includeSchemas = copy(includeSchemas);
        excludeSchemas = copy(excludeSchemas);
        includeTables = copy(includeTables);
        excludeTables = copy(excludeTables);
        excludeTableData = copy(excludeTableData);
        includeExtensions = copy(includeExtensions);
        excludeExtensions = copy(excludeExtensions);
        includeForeignServers = copy(includeForeignServers);
    }

    // Not Set.copyOf, whose linear probing is quadratic for dense numbers that wrap around its table.
    private static Set<Long> copy(Set<Long> oids) {
        return Collections.unmodifiableSet(new HashSet<>(oids));
    }
}
