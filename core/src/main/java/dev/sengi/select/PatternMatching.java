package dev.sengi.select;

import dev.sengi.SengiException;
import dev.sengi.catalog.QueryBatch;
import dev.sengi.ddl.Quoting;
import dev.sengi.dump.DumpFlag;
import dev.sengi.dump.DumpOptions;
import dev.sengi.dump.DumpPatterns;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Has the server match the dump's patterns, all of them in one round trip. */
public final class PatternMatching {
    private final QueryBatch batch;
    private final DumpOptions options;
    private final String dbname;

    private PatternMatching(QueryBatch batch, DumpOptions options, String dbname) {
        this.batch = batch;
        this.options = options;
        this.dbname = dbname;
    }

    /** A row of a matching query. */
    record Match(long oid) {}

    private record Asked(String pattern, QueryBatch.Rows<Match> rows) {}

    /**
     * Matches the patterns.
     *
     * @param batch a batch with nothing in it, which is run
     * @param searchPath the session's own search path: a relation without a schema must be visible in it
     * @throws SengiException with pg_dump's message where nothing matches what must be included
     */
    public static MatchedPatterns match(QueryBatch batch, DumpOptions options, String dbname, String searchPath) {
        DumpPatterns patterns = options.patterns();
        if (patterns.isEmpty()) {
            return new MatchedPatterns(Set.of(), Set.of(), Set.of(), Set.of(), Set.of());
        }
        PatternMatching matching = new PatternMatching(batch, options, dbname);
        List<Asked> includeSchemas = matching.schemas(patterns.includeSchemas());
        List<Asked> excludeSchemas = matching.schemas(patterns.excludeSchemas());
        matching.searchPath(searchPath);
        List<Asked> includeTables = matching.relations(patterns.includeTables());
        List<Asked> excludeTables = matching.relations(patterns.excludeTables());
        List<Asked> excludeTableData = matching.relations(patterns.excludeTableData());
        matching.searchPath("");
        batch.run();
        return new MatchedPatterns(
                matching.included(includeSchemas, "schemas"),
                oids(excludeSchemas),
                matching.included(includeTables, "tables"),
                oids(excludeTables),
                oids(excludeTableData));
    }

    private void searchPath(String path) {
        batch.add(
                "select 0 as oid from (select pg_catalog.set_config('search_path', " + Quoting.literal(path)
                        + ", true)) s",
                Match.class);
    }

    private List<Asked> schemas(List<String> patterns) {
        List<Asked> queries = new ArrayList<>();
        for (String pattern : patterns) {
            NamePattern name = NamePattern.parse(pattern, 2);
            if (name.parts().size() > 1) {
                throw crossDatabase(pattern);
            }
            queries.add(new Asked(
                    pattern,
                    batch.add(
                            "select n.oid from pg_namespace n where n.nspname"
                                    + matches(name.parts().get(0)) + " order by n.oid",
                            Match.class)));
        }
        return queries;
    }

    /** The queries name everything by its schema: in the session's own search path another may come first. */
    private List<Asked> relations(List<String> patterns) {
        List<Asked> queries = new ArrayList<>();
        for (String pattern : patterns) {
            List<String> parts = NamePattern.parse(pattern, 3).parts();
            if (parts.size() == 3 && !parts.get(0).equals("^(" + dbname + ")$")) {
                throw crossDatabase(pattern);
            }
            String schema = parts.size() == 1
                    ? "pg_catalog.pg_table_is_visible(c.oid)"
                    : "n.nspname" + matches(parts.get(parts.size() - 2));
            String sql = "select c.oid from pg_catalog.pg_class c"
                    + " join pg_catalog.pg_namespace n on n.oid operator(pg_catalog.=) c.relnamespace"
                    + " where c.relkind operator(pg_catalog.=) any (array['r', 'S', 'v', 'm', 'f', 'p']) and c.relname"
                    + matches(parts.get(parts.size() - 1)) + " and " + schema + " order by c.oid";
            queries.add(new Asked(pattern, batch.add(sql, Match.class)));
        }
        return queries;
    }

    private static SengiException crossDatabase(String pattern) {
        return new SengiException("cross-database references are not implemented: " + pattern);
    }

    private static String matches(String regex) {
        return " operator(pg_catalog.~) E" + Quoting.literal(regex, false) + " collate pg_catalog.default";
    }

    private Set<Long> included(List<Asked> queries, String what) {
        if (options.has(DumpFlag.STRICT_NAMES)) {
            for (Asked query : queries) {
                if (query.rows().list().isEmpty()) {
                    throw new SengiException(
                            "no matching " + what + " were found for pattern \"" + query.pattern() + "\"");
                }
            }
        }
        Set<Long> oids = oids(queries);
        if (!queries.isEmpty() && oids.isEmpty()) {
            throw new SengiException("no matching " + what + " were found");
        }
        return oids;
    }

    private static Set<Long> oids(List<Asked> queries) {
        Set<Long> oids = new LinkedHashSet<>();
        queries.forEach(query -> query.rows().list().forEach(match -> oids.add(match.oid())));
        return oids;
    }
}
