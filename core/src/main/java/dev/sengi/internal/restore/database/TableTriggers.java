package dev.sengi.internal.restore.database;

import java.util.Set;

/**
 * The tables for whose rows triggers or rules may fire: those that have any, their parents, which route rows to them, and
 * all views, which may write to them.
 */
final class TableTriggers {
    /** Beyond this number, triggers are assumed everywhere, because each session of a restore reads the list. */
    private static final int MOST = 1000;
    /** The same limit for views, which are common, although hardly any archive contains rows for them. */
    private static final int MOST_VIEWS = 20_000;

    private static final String OWN = "own trigger";
    private static final String DISABLED_OWN = "disabled own trigger";
    private static final String OTHER = "other";
    private static final String DISABLED_OTHER = "disabled other";
    private static final String VIEW = "view";

    /**
     * Yields the columns of {@link SessionState#QUERY}. Names that may not be valid UTF-8 are null. Before PostgreSQL
     * 15, the copies of a trigger in partitions count as internal; unlike a foreign key's trigger, they call a function
     * that is not built in (OIDs from 16384 on). Determining which views lead to which tables would make the query so
     * expensive that servers would JIT-compile it.
     */
    static final String QUERY = """
            SELECT 'table', CASE WHEN pg_catalog.getdatabaseencoding() OPERATOR(pg_catalog.<>) 'SQL_ASCII'
                    OR pg_catalog.concat(n.nspname, c.relname) OPERATOR(pg_catalog.!~) '[^ -~]'
                THEN pg_catalog.concat(n.nspname, '.', c.relname) END,
                CASE WHEN l.view THEN 'view' WHEN l.own AND l.enabled THEN 'own trigger' WHEN l.own THEN 'disabled own trigger'
                WHEN l.enabled THEN 'other' ELSE 'disabled other' END, NULL
            FROM (WITH RECURSIVE fires(relation, own, enabled) AS (
                SELECT t.tgrelid, true, t.tgenabled OPERATOR(pg_catalog.<>) 'D' FROM pg_catalog.pg_trigger t
                WHERE NOT t.tgisinternal OR t.tgfoid OPERATOR(pg_catalog.>=) '16384'
                UNION
                SELECT r.ev_class, false, r.ev_enabled OPERATOR(pg_catalog.<>) 'D' FROM pg_catalog.pg_rewrite r
                WHERE r.ev_type OPERATOR(pg_catalog.=) '3'
                UNION
                SELECT i.inhparent, false, f.enabled FROM fires f
                JOIN pg_catalog.pg_inherits i ON i.inhrelid OPERATOR(pg_catalog.=) f.relation)
                (SELECT f.relation, f.own, f.enabled, false FROM fires f
                LIMIT
            """ + MOST + """
                ) UNION ALL
                (SELECT v.ev_class, false, true, true FROM pg_catalog.pg_rewrite v
                WHERE v.ev_type OPERATOR(pg_catalog.=) '1' AND v.oid OPERATOR(pg_catalog.>=) '16384'
                AND EXISTS (SELECT 1 FROM fires)
                LIMIT
            """ + MOST_VIEWS + """
            )) AS l(relation, own, enabled, view)
            LEFT JOIN pg_catalog.pg_class c ON c.oid OPERATOR(pg_catalog.=) l.relation
            LEFT JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) c.relnamespace""";

    private final Set<String> own;
    private final Set<String> disabledOwn;
    private final Set<String> other;
    private final Set<String> disabledOther;
    private final Set<String> views;
    private final boolean everywhere;
    /** Whether only names in printable ASCII are certain to have the same form here as in commands. */
    private final boolean asciiOnly;

    /**
     * @param state the result of a query that includes {@link #QUERY}
     * @param asciiOnly whether only names in printable ASCII are certain to have the same form here as in commands
     */
    TableTriggers(SessionState state, boolean asciiOnly) {
        this(state, asciiOnly, hasMany(state));
    }

    private TableTriggers(SessionState state, boolean asciiOnly, boolean everywhere) {
        own = state.tables(OWN);
        disabledOwn = state.tables(DISABLED_OWN);
        other = state.tables(OTHER);
        disabledOther = state.tables(DISABLED_OTHER);
        views = state.tables(VIEW);
        this.everywhere = everywhere;
        this.asciiOnly = asciiOnly;
    }

    private static boolean hasMany(SessionState state) {
        int views = state.tables(VIEW).size();
        return views >= MOST_VIEWS || state.tables() - views >= MOST;
    }

    /** Returns an instance for a database whose triggers are unknown: any may fire. */
    static TableTriggers unknown() {
        return new TableTriggers(new SessionState(), false, true);
    }

    /** Returns whether no table has any triggers, not even disabled ones. */
    boolean isEmpty() {
        return areOff() && disabledOwn.isEmpty() && disabledOther.isEmpty();
    }

    /** Returns whether there is no table for which triggers fire. */
    boolean areOff() {
        return own.isEmpty() && other.isEmpty() && views.isEmpty() && !everywhere;
    }

    /** Takes into account that disabled triggers may have been enabled. */
    void enable() {
        own.addAll(disabledOwn);
        other.addAll(disabledOther);
    }

    /**
     * Returns whether triggers or rules may fire for rows of the table.
     *
     * @param off whether the table's own triggers have been disabled since
     */
    boolean mayFireFor(String table, boolean off) {
        boolean unknown = asciiOnly && !table.chars().allMatch(c -> c >= ' ' && c <= '~');
        return everywhere
                || (unknown && !areOff())
                || other.contains(table)
                || views.contains(table)
                || (!off && own.contains(table));
    }
}
