package dev.sengi.internal.restore.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The order in which the tables and materialized views of a database must be loaded. A partition is treated as the root
 * of its tree. Immutable.
 */
public final class ExistingTables {
    /** Yields foreign keys: a table, and the table that it references. */
    private static final String KEYS = """
            SELECT n.nspname, c.relname, m.nspname, r.relname
            FROM pg_catalog.pg_constraint k
            JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) k.conrelid
            JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
            JOIN pg_catalog.pg_class r ON r.oid OPERATOR(pg_catalog.=) k.confrelid
            JOIN pg_catalog.pg_namespace m ON m.oid OPERATOR(pg_catalog.=) r.relnamespace
            WHERE k.contype OPERATOR(pg_catalog.=) 'f'""";

    /** Yields partitions and the tables to which they are attached. */
    private static final String PARTITIONS = """
            SELECT n.nspname, c.relname, m.nspname, r.relname
            FROM pg_catalog.pg_inherits i
            JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) i.inhrelid
            JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
            JOIN pg_catalog.pg_class r ON r.oid OPERATOR(pg_catalog.=) i.inhparent
            JOIN pg_catalog.pg_namespace m ON m.oid OPERATOR(pg_catalog.=) r.relnamespace
            WHERE r.relkind OPERATOR(pg_catalog.=) 'p'""";

    /**
     * The start of a query for objects that use functions of the database, directly or through other objects. It
     * ignores functions of extensions without configuration tables, because they read no tables that are dumped.
     */
    private static final String USERS_OF_OWN_FUNCTIONS = """
            WITH RECURSIVE own(class, object) AS (
                SELECT '1255'::pg_catalog.oid, p.oid
                FROM pg_catalog.pg_proc p
                WHERE p.oid OPERATOR(pg_catalog.>=) '16384'::pg_catalog.oid AND NOT EXISTS (
                    SELECT FROM pg_catalog.pg_depend e
                    JOIN pg_catalog.pg_extension x ON x.oid OPERATOR(pg_catalog.=) e.refobjid
                    WHERE e.classid OPERATOR(pg_catalog.=) '1255'::pg_catalog.oid
                        AND e.objid OPERATOR(pg_catalog.=) p.oid
                        AND e.deptype OPERATOR(pg_catalog.=) 'e'
                        AND x.extconfig IS NULL)
            ), users(class, object) AS (
                SELECT own.class, own.object FROM own
                UNION
                SELECT found.class, found.object
                FROM users u
                JOIN pg_catalog.pg_depend d ON d.refclassid OPERATOR(pg_catalog.=) u.class
                    AND d.refobjid OPERATOR(pg_catalog.=) u.object
                CROSS JOIN LATERAL (
            """;

    /**
     * Yields tables with a generated column, CHECK constraint, domain or index that uses such a function, and tables
     * whose policies apply to new rows. The search follows operators, operator classes and types, including composite
     * ones, but not those that belong to an extension, and stops at tables and indexes.
     */
    private static final String CALLERS = USERS_OF_OWN_FUNCTIONS + """
                    SELECT d.classid, d.objid
                    WHERE d.classid OPERATOR(pg_catalog.=) '1247'::pg_catalog.oid
                        OR d.classid OPERATOR(pg_catalog.=) '1259'::pg_catalog.oid
                        OR d.classid OPERATOR(pg_catalog.=) '2617'::pg_catalog.oid
                    UNION ALL
                    SELECT '2616'::pg_catalog.oid, o.oid
                    FROM pg_catalog.pg_amproc a
                    JOIN pg_catalog.pg_opclass o ON o.opcfamily OPERATOR(pg_catalog.=) a.amprocfamily
                    WHERE d.classid OPERATOR(pg_catalog.=) '2603'::pg_catalog.oid
                        AND a.oid OPERATOR(pg_catalog.=) d.objid
                    UNION ALL
                    SELECT '1247'::pg_catalog.oid, c.reltype
                    FROM pg_catalog.pg_class c
                    WHERE d.classid OPERATOR(pg_catalog.=) '1259'::pg_catalog.oid
                        AND c.oid OPERATOR(pg_catalog.=) d.objid
                    UNION ALL
                    SELECT '1259'::pg_catalog.oid, k.conrelid
                    FROM pg_catalog.pg_constraint k
                    WHERE d.classid OPERATOR(pg_catalog.=) '2606'::pg_catalog.oid
                        AND k.oid OPERATOR(pg_catalog.=) d.objid
                    UNION ALL
                    SELECT '1247'::pg_catalog.oid, k.contypid
                    FROM pg_catalog.pg_constraint k
                    WHERE d.classid OPERATOR(pg_catalog.=) '2606'::pg_catalog.oid
                        AND k.oid OPERATOR(pg_catalog.=) d.objid
                    UNION ALL
                    SELECT '1259'::pg_catalog.oid, generated.adrelid
                    FROM (SELECT ''::"char") old(attgenerated)
                    CROSS JOIN LATERAL (
                        -- Servers before 12 have no such column, so that the other one of this name is meant.
                        SELECT f.adrelid
                        FROM pg_catalog.pg_attrdef f
                        JOIN pg_catalog.pg_attribute a ON a.attrelid OPERATOR(pg_catalog.=) f.adrelid
                            AND a.attnum OPERATOR(pg_catalog.=) f.adnum
                        WHERE d.classid OPERATOR(pg_catalog.=) '2604'::pg_catalog.oid
                            AND f.oid OPERATOR(pg_catalog.=) d.objid
                            AND attgenerated OPERATOR(pg_catalog.<>) ''
                    ) generated
                ) found(class, object)
                WHERE u.class OPERATOR(pg_catalog.<>) '1259'::pg_catalog.oid
                    AND NOT EXISTS (
                        SELECT FROM pg_catalog.pg_depend e
                        WHERE e.classid OPERATOR(pg_catalog.=) found.class
                            AND e.objid OPERATOR(pg_catalog.=) found.object
                            AND e.deptype OPERATOR(pg_catalog.=) 'e'
                            AND found.class OPERATOR(pg_catalog.<>) '1259'::pg_catalog.oid)
            )
            SELECT n.nspname, c.relname
            FROM users u
            LEFT JOIN pg_catalog.pg_index i ON i.indexrelid OPERATOR(pg_catalog.=) u.object
            JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) coalesce(i.indrelid, u.object)
            JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
            WHERE u.class OPERATOR(pg_catalog.=) '1259'::pg_catalog.oid
            UNION
            SELECT n.nspname, c.relname
            FROM pg_catalog.pg_policy l
            JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) l.polrelid
            JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
            WHERE c.relrowsecurity AND l.polcmd OPERATOR(pg_catalog.=) ANY ('{a,*}')""";

    /**
     * Yields materialized views whose query uses such a function, directly or through operators, types and other views.
     */
    private static final String CALLING_VIEWS = USERS_OF_OWN_FUNCTIONS + """
                    SELECT d.classid, d.objid
                    WHERE d.classid OPERATOR(pg_catalog.=) '1247'::pg_catalog.oid
                        OR d.classid OPERATOR(pg_catalog.=) '2617'::pg_catalog.oid
                    UNION ALL
                    SELECT '1259'::pg_catalog.oid, w.ev_class
                    FROM pg_catalog.pg_rewrite w
                    WHERE d.classid OPERATOR(pg_catalog.=) '2618'::pg_catalog.oid
                        AND w.oid OPERATOR(pg_catalog.=) d.objid
                ) found(class, object)
            )
            SELECT n.nspname, c.relname
            FROM users u
            JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) u.object
            JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
            WHERE u.class OPERATOR(pg_catalog.=) '1259'::pg_catalog.oid
                AND c.relkind OPERATOR(pg_catalog.=) 'm'""";

    /**
     * Yields tables with triggers that fire for new rows, and with rules that INSERT commands follow. Also yields views
     * and foreign tables, because it is unknown to which tables their rows go.
     */
    private static final String WITH_TRIGGERS = """
            SELECT n.nspname, c.relname
            FROM pg_catalog.pg_trigger t
            JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) t.tgrelid
            JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
            WHERE t.tgfoid OPERATOR(pg_catalog.>=) '16384'::pg_catalog.oid
                AND NOT t.tgisinternal AND t.tgenabled OPERATOR(pg_catalog.<>) 'D'
                AND (t.tgtype OPERATOR(pg_catalog.&) '4'::pg_catalog.int2) OPERATOR(pg_catalog.<>) '0'::pg_catalog.int2
            UNION
            SELECT n.nspname, c.relname
            FROM pg_catalog.pg_rewrite w
            JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) w.ev_class
            JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
            WHERE w.ev_type OPERATOR(pg_catalog.=) '3' AND w.ev_enabled OPERATOR(pg_catalog.<>) 'D'
            UNION
            SELECT n.nspname, c.relname
            FROM pg_catalog.pg_class c
            JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace
            WHERE c.relkind OPERATOR(pg_catalog.=) ANY ('{v,f}') AND c.oid OPERATOR(pg_catalog.>=) '16384'::pg_catalog.oid""";

    private final Map<Table, Set<Table>> references;
    private final Set<Table> callers;
    private final Set<Table> triggered;
    private final Set<Table> callingViews;
    private final Map<Table, Table> parents;
    private final boolean isUnknown;

    /** A table's name. */
    public record Table(String schema, String name) {}

    /**
     * @param keys tables, and the tables that each references
     * @param parents partitions, and the table that each is attached to
     * @param callers tables whose definitions make the server call functions of the database
     * @param triggered tables with triggers or rules
     * @param callingViews materialized views whose queries call functions of the database
     */
    public ExistingTables(
            Map<Table, Set<Table>> keys,
            Map<Table, Table> parents,
            Set<Table> callers,
            Set<Table> triggered,
            Set<Table> callingViews) {
        this.isUnknown = false;
        this.callingViews = Set.copyOf(callingViews);
        this.parents = Map.copyOf(parents);
        // A foreign key between two trees yields a row for nearly every pair of their partitions.
        Map<Table, Set<Table>> trees = new LinkedHashMap<>();
        keys.forEach((table, referenced) ->
                referenced.forEach(other -> trees.computeIfAbsent(root(table), unused -> new LinkedHashSet<>())
                        .add(root(other))));
        trees.replaceAll((root, referenced) -> Collections.unmodifiableSet(referenced));
        this.references = Collections.unmodifiableMap(trees);
        this.callers = roots(callers);
        this.triggered = roots(triggered);
    }

    private Set<Table> roots(Set<Table> tables) {
        return tables.stream().map(this::root).collect(Collectors.toUnmodifiableSet());
    }

    /** Returns whether the database could be queried. */
    public boolean areKnown() {
        return !isUnknown;
    }

    /**
     * Returns an instance without any information, which assumes that all tables must be loaded in the list's order.
     */
    static ExistingTables unknown() {
        return new ExistingTables();
    }

    private ExistingTables() {
        isUnknown = true;
        references = Map.of();
        callers = Set.of();
        triggered = Set.of();
        callingViews = Set.of();
        parents = Map.of();
    }

    /**
     * @param triggersFire whether triggers, and with them foreign keys, are in force while rows are loaded
     */
    static ExistingTables read(Connection connection, boolean triggersFire) throws SQLException {
        Map<Table, Set<Table>> keys = new LinkedHashMap<>();
        Map<Table, Table> parents = new HashMap<>();
        Set<Table> triggered = new HashSet<>();
        for (List<Table> pair : tables(connection, PARTITIONS, 2)) {
            parents.put(pair.get(0), pair.get(1));
        }
        if (triggersFire) {
            for (List<Table> pair : tables(connection, KEYS, 2)) {
                keys.computeIfAbsent(pair.get(0), unused -> new LinkedHashSet<>())
                        .add(pair.get(1));
            }
            tables(connection, WITH_TRIGGERS, 1).forEach(triggered::addAll);
        }
        Set<Table> callers = new HashSet<>();
        tables(connection, CALLERS, 1).forEach(callers::addAll);
        Set<Table> callingViews = new HashSet<>();
        tables(connection, CALLING_VIEWS, 1).forEach(callingViews::addAll);
        return new ExistingTables(keys, parents, callers, triggered, callingViews);
    }

    /** Returns the rows of a query that yields the names of this many tables. */
    private static List<List<Table>> tables(Connection connection, String sql, int count) throws SQLException {
        List<List<Table>> found = new ArrayList<>();
        try (Statement query = connection.createStatement();
                ResultSet row = query.executeQuery(sql)) {
            while (row.next()) {
                List<Table> tables = new ArrayList<>(count);
                for (int i = 0; i < count; i++) {
                    tables.add(new Table(row.getString(2 * i + 1), row.getString(2 * i + 2)));
                }
                found.add(tables);
            }
        }
        return found;
    }

    /** Returns each tree that has foreign keys, with the trees that it references, which may include itself. */
    public Map<Table, Set<Table>> references() {
        return references;
    }

    /**
     * Returns whether rows of this tree may depend on rows that were loaded before, because the server calls functions
     * of the database for a generated column, a CHECK constraint, a domain or an index, or because the tree has
     * triggers.
     */
    public boolean dependsOnOthers(Table root) {
        return callers.contains(root) || changesOthers(root);
    }

    /**
     * Returns whether rows of this tree may depend on, or change, rows that are loaded later, because the tree has
     * triggers.
     */
    public boolean changesOthers(Table root) {
        return isUnknown || triggered.contains(root);
    }

    /** Returns whether the query of this materialized view may read other views, because it calls functions. */
    public boolean callsFunctions(Table view) {
        return isUnknown || callingViews.contains(view);
    }

    /** Returns the root tables whose rows need a particular order. */
    public Set<Table> roots() {
        Set<Table> roots = new HashSet<>(callers);
        roots.addAll(triggered);
        references.forEach((root, referenced) -> {
            roots.add(root);
            roots.addAll(referenced);
        });
        return roots;
    }

    /** Returns the root of the table's tree: the table itself, unless it is a partition. */
    public Table root(Table table) {
        Table root = table;
        for (Table parent = parents.get(root); parent != null; parent = parents.get(root)) {
            root = parent;
        }
        return root;
    }
}
