package dev.sengi.internal.restore.database;

import dev.sengi.internal.restore.database.ExistingTables.Table;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the database's tables and functions may have in addition to those of an archive. Immutable.
 *
 * @param defaults columns whose default value calls functions that may read tables, or changes a sequence
 * @param uniqueKeys the number of unique keys and exclusion constraints of tables that have any
 * @param trees each table that has a parent or children, and one table for all of its tree
 * @param calling functions of the database, and operators, operator classes and types that use them
 */
public record TargetTables(
        Map<Table, Set<String>> defaults, Map<Table, Integer> uniqueKeys, Map<Table, Table> trees, Set<Table> calling) {
    static final TargetTables NONE = new TargetTables(Map.of(), Map.of(), Map.of(), Set.of());

    /** Yields, for each fact, its kind and names. */
    private static final String QUERY =
            CallingQueries.USERS_OF_OWN_FUNCTIONS + """
                    SELECT d.classid, d.objid
                    WHERE d.classid OPERATOR(pg_catalog.=) ANY ('{1247,2604,2617}'::pg_catalog.oid[])
                    """ + CallingQueries.CLASSES_AND_DOMAINS + """
                ) found(class, object)
            )
            SELECT 'calling', n.nspname, o.name, NULL, NULL
            FROM (
                SELECT p.pronamespace, p.proname
                FROM users u JOIN pg_catalog.pg_proc p ON p.oid OPERATOR(pg_catalog.=) u.object
                WHERE u.class OPERATOR(pg_catalog.=) '1255'::pg_catalog.oid
                UNION
                SELECT p.oprnamespace, p.oprname
                FROM users u JOIN pg_catalog.pg_operator p ON p.oid OPERATOR(pg_catalog.=) u.object
                WHERE u.class OPERATOR(pg_catalog.=) '2617'::pg_catalog.oid
                UNION
                SELECT p.opcnamespace, p.opcname
                FROM users u JOIN pg_catalog.pg_opclass p ON p.oid OPERATOR(pg_catalog.=) u.object
                WHERE u.class OPERATOR(pg_catalog.=) '2616'::pg_catalog.oid
                UNION
                SELECT p.typnamespace, p.typname
                FROM users u JOIN pg_catalog.pg_type p ON p.oid OPERATOR(pg_catalog.=) u.object
                WHERE u.class OPERATOR(pg_catalog.=) '1247'::pg_catalog.oid
            ) o(namespace, name)
            JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) o.namespace
            UNION ALL
            SELECT 'default', n.nspname, c.relname, a.attname, NULL
            FROM (SELECT ''::"char") old(attidentity)
            CROSS JOIN LATERAL (
                -- Servers before 10 have no such column, so that the other one of this name is meant.
                SELECT g.attrelid, g.attname, g.attnum, attidentity
                FROM pg_catalog.pg_attribute g
                WHERE g.attnum OPERATOR(pg_catalog.>) '0'::pg_catalog.int2 AND NOT g.attisdropped
                    AND g.attrelid OPERATOR(pg_catalog.>=) '16384'::pg_catalog.oid
            ) a(attrelid, attname, attnum, identity)
            JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) a.attrelid
            JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
            LEFT JOIN pg_catalog.pg_attrdef f ON f.adrelid OPERATOR(pg_catalog.=) a.attrelid
                AND f.adnum OPERATOR(pg_catalog.=) a.attnum
            WHERE c.relkind OPERATOR(pg_catalog.=) ANY ('{r,p,f}')
                AND (pg_catalog.concat(f.adbin) OPERATOR(pg_catalog.~) (SELECT b.pattern FROM built_in b)
                    OR f.oid IN (SELECT u.object FROM users u WHERE u.class OPERATOR(pg_catalog.=) '2604'::pg_catalog.oid)
                    OR a.identity OPERATOR(pg_catalog.=) ANY ('{a,d}'))
            UNION ALL
            SELECT 'key', n.nspname, c.relname, NULL, NULL
            FROM pg_catalog.pg_index i
            JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) i.indrelid
            JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
            WHERE (i.indisunique OR i.indisexclusion) AND c.oid OPERATOR(pg_catalog.>=) '16384'::pg_catalog.oid
                AND c.relkind OPERATOR(pg_catalog.=) ANY ('{r,p}')
            UNION ALL
            SELECT 'child', n.nspname, c.relname, m.nspname, r.relname
            FROM pg_catalog.pg_inherits i
            JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) i.inhrelid
            JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
            JOIN pg_catalog.pg_class r ON r.oid OPERATOR(pg_catalog.=) i.inhparent
            JOIN pg_catalog.pg_namespace m ON m.oid OPERATOR(pg_catalog.=) r.relnamespace
            WHERE c.relkind OPERATOR(pg_catalog.=) ANY ('{r,p,f}')""";

    private static final String NAME = "(\"(?:[^\"]|\"\")+\"|[\\p{L}_][\\p{L}\\p{N}_$]*)";
    private static final Pattern QUALIFIED = Pattern.compile(NAME + "\\.(?:" + NAME + "|([^\\s\\w\"'().,]+))");

    public TargetTables {
        Map<Table, Set<String>> copies = new HashMap<>();
        defaults.forEach((table, columns) -> copies.put(table, Set.copyOf(columns)));
        defaults = Collections.unmodifiableMap(copies);
        uniqueKeys = Map.copyOf(uniqueKeys);
        trees = Map.copyOf(trees);
        calling = Set.copyOf(calling);
    }

    static TargetTables read(Connection connection) throws SQLException {
        Map<Table, Set<String>> defaults = new HashMap<>();
        Map<Table, Integer> uniqueKeys = new HashMap<>();
        Map<Table, Table> parents = new HashMap<>();
        Set<Table> calling = new HashSet<>();
        try (Statement query = connection.createStatement();
                ResultSet row = query.executeQuery(QUERY)) {
            while (row.next()) {
                Table named = new Table(row.getString(2), row.getString(3));
                switch (row.getString(1)) {
                    case "calling" -> calling.add(named);
                    case "default" ->
                        defaults.computeIfAbsent(named, unused -> new HashSet<>())
                                .add(row.getString(4));
                    case "key" -> uniqueKeys.merge(named, 1, Integer::sum);
                    default -> join(parents, named, new Table(row.getString(4), row.getString(5)));
                }
            }
        }
        Map<Table, Table> trees = new HashMap<>();
        for (Table table : List.copyOf(parents.keySet())) {
            trees.put(table, top(parents, table));
        }
        return new TargetTables(defaults, uniqueKeys, trees, calling);
    }

    /** Joins the trees of two tables: a table may inherit from several. */
    private static void join(Map<Table, Table> parents, Table child, Table parent) {
        parents.put(top(parents, child), top(parents, parent));
        parents.putIfAbsent(child, parent);
    }

    private static Table top(Map<Table, Table> parents, Table table) {
        Table top = table;
        for (Table next = parents.get(top); next != null && !next.equals(top); next = parents.get(top)) {
            top = next;
        }
        parents.put(table, top);
        return top;
    }

    /** Returns whether the definition of an index or constraint names something that calls functions of the database. */
    public boolean mayBeCalledBy(String defn) {
        if (calling.isEmpty() || defn == null) {
            return false;
        }
        Matcher name = QUALIFIED.matcher(defn);
        while (name.find()) {
            String last = name.group(2) == null ? name.group(3) : unquoted(name.group(2));
            if (calling.contains(new Table(unquoted(name.group(1)), last))) {
                return true;
            }
        }
        return false;
    }

    private static String unquoted(String name) {
        return name.startsWith("\"") ? name.substring(1, name.length() - 1).replace("\"\"", "\"") : name;
    }
}
