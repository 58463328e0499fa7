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
    private final TargetTables target;

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
        this(keys, parents, callers, triggered, callingViews, TargetTables.NONE);
    }

    /** @param target what the tables may have in addition to those of an archive */
    public ExistingTables(
            Map<Table, Set<Table>> keys,
            Map<Table, Table> parents,
            Set<Table> callers,
            Set<Table> triggered,
            Set<Table> callingViews,
            TargetTables target) {
        this.isUnknown = false;
        this.target = target;
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
        target = TargetTables.NONE;
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
        tables(connection, CallingQueries.CALLERS, 1).forEach(callers::addAll);
        Set<Table> callingViews = new HashSet<>();
        tables(connection, CallingQueries.CALLING_VIEWS, 1).forEach(callingViews::addAll);
        return new ExistingTables(keys, parents, callers, triggered, callingViews, TargetTables.read(connection));
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

    /** Returns what the tables may have in addition to those of an archive. */
    public TargetTables target() {
        return target;
    }

    /** Returns the tables, roots among them, whose rows may need a particular order. */
    public Set<Table> roots() {
        Set<Table> roots = new HashSet<>(callers);
        roots.addAll(triggered);
        roots.addAll(target.defaults().keySet());
        roots.addAll(target.uniqueKeys().keySet());
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
