package dev.sengi.internal.select;

import dev.sengi.DumpPattern;
import dev.sengi.internal.ddl.Quoting;
import dev.sengi.internal.session.ServerFacts;
import dev.sengi.internal.text.NamePattern;
import java.util.ArrayList;
import java.util.List;

/**
 * The query that pg_dump's error shows if a pattern is not a valid regular expression: users look for their pattern in
 * it and compare it with pg_dump's output. It is only shown, never sent.
 */
public final class ShownQuery {
    private static final String ANYTHING = "^(.*)$";

    private final ServerFacts server;

    public ShownQuery(ServerFacts server) {
        this.server = server;
    }

    /** @param pattern one that has been parsed successfully */
    String of(DumpPattern purpose, String pattern) {
        return switch (purpose) {
            case INCLUDE_SCHEMA, EXCLUDE_SCHEMA -> named("namespace n", "n.nspname", pattern);
            case INCLUDE_EXTENSION, INCLUDE_EXTENSION_ALONE, EXCLUDE_EXTENSION ->
                named("extension e", "e.extname", pattern);
            case INCLUDE_FOREIGN_DATA -> named("foreign_server s", "s.srvname", pattern);
            case INCLUDE_TABLE, EXCLUDE_TABLE, EXCLUDE_TABLE_DATA -> relations(pattern);
            case INCLUDE_TABLE_AND_CHILDREN, EXCLUDE_TABLE_AND_CHILDREN, EXCLUDE_TABLE_DATA_AND_CHILDREN ->
                "WITH RECURSIVE partition_tree (relid) AS (\n" + relations(pattern) + """

                        UNION
                        SELECT i.inhrelid
                        FROM partition_tree p
                             JOIN pg_catalog.pg_inherits i
                             ON p.relid OPERATOR(pg_catalog.=) i.inhparent
                        )
                        SELECT relid FROM partition_tree""";
        };
    }

    /**
     * Returns the query that pg_dumpall's error shows.
     *
     * @param pattern for databases; one that has been parsed successfully
     */
    public String databases(String pattern) {
        return "SELECT datname FROM pg_catalog.pg_database n\nWHERE "
                + matches("datname", NamePattern.parse(pattern, 1).parts().get(0));
    }

    private String named(String catalog, String column, String pattern) {
        return "SELECT oid FROM pg_catalog.pg_" + catalog + "\nWHERE "
                + matches(column, NamePattern.parse(pattern, 2).parts().get(0));
    }

    private String relations(String pattern) {
        List<String> parts = NamePattern.parse(pattern, 3).parts();
        String name = parts.get(parts.size() - 1);
        List<String> conditions = new ArrayList<>();
        if (!name.equals(ANYTHING)) {
            conditions.add(matches("c.relname", name));
        }
        if (parts.size() == 1) {
            conditions.add("pg_catalog.pg_table_is_visible(c.oid)");
        } else if (!parts.get(parts.size() - 2).equals(ANYTHING)) {
            conditions.add(matches("n.nspname", parts.get(parts.size() - 2)));
        }
        StringBuilder query = new StringBuilder("""
                SELECT c.oid
                FROM pg_catalog.pg_class c
                     LEFT JOIN pg_catalog.pg_namespace n
                     ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
                WHERE c.relkind OPERATOR(pg_catalog.=) ANY
                    (array['r', 'S', 'v', 'm', 'f', 'p'])""");
        conditions.forEach(condition -> query.append("\n  AND ").append(condition));
        return query.toString();
    }

    private String matches(String column, String regex) {
        String literal = regex.contains("\\") ? "E" + Quoting.literal(regex, false) : Quoting.literal(regex);
        String collation = server.hasCollatedNames() ? " COLLATE pg_catalog.default" : "";
        return column + " OPERATOR(pg_catalog.~) " + literal + collation;
    }
}
