package dev.sengi.internal.restore.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The foreign keys of a database's tables, between trees of partitions. Immutable. */
public final class ForeignKeys {
    /** Yields keys, and then partitions with their parents. */
    private static final String QUERY = """
            SELECT true, n.nspname, c.relname, m.nspname, r.relname
            FROM pg_catalog.pg_constraint k
            JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) k.conrelid
            JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
            JOIN pg_catalog.pg_class r ON r.oid OPERATOR(pg_catalog.=) k.confrelid
            JOIN pg_catalog.pg_namespace m ON m.oid OPERATOR(pg_catalog.=) r.relnamespace
            WHERE k.contype OPERATOR(pg_catalog.=) 'f'
            UNION ALL
            SELECT false, n.nspname, c.relname, m.nspname, r.relname
            FROM pg_catalog.pg_inherits i
            JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) i.inhrelid
            JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
            JOIN pg_catalog.pg_class r ON r.oid OPERATOR(pg_catalog.=) i.inhparent
            JOIN pg_catalog.pg_namespace m ON m.oid OPERATOR(pg_catalog.=) r.relnamespace
            WHERE r.relkind OPERATOR(pg_catalog.=) 'p'""";

    private final Map<Table, Set<Table>> references = new LinkedHashMap<>();
    private final Map<Table, Table> parents;

    /** A table's name. */
    public record Table(String schema, String name) {}

    /**
     * @param keys tables, and the tables that each references
     * @param parents partitions, and the table that each is attached to
     */
    public ForeignKeys(Map<Table, Set<Table>> keys, Map<Table, Table> parents) {
        this.parents = Map.copyOf(parents);
        // A key between two trees has a row for nearly every pair of their partitions.
        keys.forEach((table, referenced) -> referenced.forEach(other -> references
                .computeIfAbsent(root(table), unused -> new LinkedHashSet<>())
                .add(root(other))));
    }

    /** Returns no foreign keys. */
    static ForeignKeys none() {
        return new ForeignKeys(Map.of(), Map.of());
    }

    static ForeignKeys read(Connection connection) throws SQLException {
        Map<Table, Set<Table>> keys = new LinkedHashMap<>();
        Map<Table, Table> parents = new HashMap<>();
        try (Statement query = connection.createStatement();
                ResultSet row = query.executeQuery(QUERY)) {
            while (row.next()) {
                Table table = new Table(row.getString(2), row.getString(3));
                Table other = new Table(row.getString(4), row.getString(5));
                if (row.getBoolean(1)) {
                    keys.computeIfAbsent(table, unused -> new LinkedHashSet<>()).add(other);
                } else {
                    parents.put(table, other);
                }
            }
        }
        return new ForeignKeys(keys, parents);
    }

    /** Returns each tree of which a table has foreign keys, and the trees that it references, which may include itself. */
    public Map<Table, Set<Table>> references() {
        return references;
    }

    /** Returns the table that the tree of this one begins with: itself, unless it is a partition. */
    public Table root(Table table) {
        Table root = table;
        for (Table parent = parents.get(root); parent != null; parent = parents.get(root)) {
            root = parent;
        }
        return root;
    }
}
