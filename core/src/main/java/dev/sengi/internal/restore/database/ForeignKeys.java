package dev.sengi.internal.restore.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The foreign keys between tables of a database, and these tables' partitions. Immutable. */
public final class ForeignKeys {
    private static final String QUERY = """
            SELECT true, n.nspname, c.relname, m.nspname, r.relname
            FROM pg_catalog.pg_constraint k
            JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) k.conrelid
            JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
            JOIN pg_catalog.pg_class r ON r.oid OPERATOR(pg_catalog.=) k.confrelid
            JOIN pg_catalog.pg_namespace m ON m.oid OPERATOR(pg_catalog.=) r.relnamespace
            WHERE k.contype OPERATOR(pg_catalog.=) 'f' AND k.conrelid OPERATOR(pg_catalog.<>) k.confrelid
            UNION ALL
            SELECT false, n.nspname, c.relname, m.nspname, r.relname
            FROM pg_catalog.pg_inherits i
            JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) i.inhparent
            JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
            JOIN pg_catalog.pg_class r ON r.oid OPERATOR(pg_catalog.=) i.inhrelid
            JOIN pg_catalog.pg_namespace m ON m.oid OPERATOR(pg_catalog.=) r.relnamespace
            WHERE c.relkind OPERATOR(pg_catalog.=) 'p' AND r.relkind OPERATOR(pg_catalog.<>) 'I'""";

    private final Map<Table, Set<Table>> references = new LinkedHashMap<>();
    private final Map<Table, Set<Table>> partitions = new HashMap<>();

    /** A table's name. */
    public record Table(String schema, String name) {}

    private ForeignKeys() {}

    /** Returns no foreign keys. */
    static ForeignKeys none() {
        return new ForeignKeys();
    }

    static ForeignKeys read(Connection connection) throws SQLException {
        ForeignKeys keys = new ForeignKeys();
        try (Statement query = connection.createStatement();
                ResultSet row = query.executeQuery(QUERY)) {
            while (row.next()) {
                Map<Table, Set<Table>> relation = row.getBoolean(1) ? keys.references : keys.partitions;
                relation.computeIfAbsent(new Table(row.getString(2), row.getString(3)), unused -> new LinkedHashSet<>())
                        .add(new Table(row.getString(4), row.getString(5)));
            }
        }
        return keys;
    }

    /** Returns each table with foreign keys, and the other tables that it references. */
    public Map<Table, Set<Table>> references() {
        return references;
    }

    /** Returns the table and all partitions beneath it. */
    public Set<Table> tree(Table root) {
        Set<Table> tree = new LinkedHashSet<>();
        Deque<Table> found = new ArrayDeque<>();
        found.add(root);
        while (!found.isEmpty()) {
            Table table = found.remove();
            if (tree.add(table)) {
                found.addAll(partitions.getOrDefault(table, Set.of()));
            }
        }
        return tree;
    }
}
