package dev.sengi.internal.restore.database;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.jdbc.PgConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the database has triggers that fire for the commands of a restore. A trigger may do what lasts as long as its
 * transaction, such as setting a guard against recursion, which must not affect the next command: such commands are sent
 * one by one.
 *
 * <p>Rules count as triggers, since they can call functions.
 */
final class Triggers {
    /** Yields the columns of {@link SessionState#QUERY}. */
    static final String QUERY = """
            SELECT 'fact', 'event triggers', EXISTS (SELECT 1 FROM pg_catalog.pg_event_trigger e
                WHERE e.evtenabled OPERATOR(pg_catalog.<>) 'D' AND e.evtevent OPERATOR(pg_catalog.<>) 'login')::pg_catalog.text, NULL
            UNION ALL
            SELECT 'fact', 'row triggers', (EXISTS (SELECT 1 FROM pg_catalog.pg_trigger t
                WHERE NOT t.tgisinternal AND t.tgenabled OPERATOR(pg_catalog.<>) 'D')
                OR EXISTS (SELECT 1 FROM pg_catalog.pg_rewrite r
                WHERE r.ev_type OPERATOR(pg_catalog.=) '3' AND r.ev_enabled OPERATOR(pg_catalog.<>) 'D'))::pg_catalog.text, NULL""";

    private static final String ON_EVENTS = "event triggers";
    private static final String ON_ROWS = "row triggers";

    private static final Logger LOG = LoggerFactory.getLogger(Triggers.class);

    private final PgConnection connection;
    private boolean onEvents;
    private boolean onRows;
    private boolean eventsMayHaveChanged;
    private boolean rowsMayHaveChanged;

    /** @param state the result of a query that includes {@link #QUERY} */
    Triggers(PgConnection connection, SessionState state) {
        this.connection = connection;
        set(state);
    }

    private void set(SessionState state) {
        onEvents = state.isTrue(ON_EVENTS);
        onRows = state.isTrue(ON_ROWS);
        eventsMayHaveChanged = false;
        rowsMayHaveChanged = false;
    }

    /** Takes into account that a command is about to be sent. */
    void note(BatchRules command) {
        eventsMayHaveChanged |= command.mayChangeEventTriggers();
        // Event triggers may add triggers to new tables.
        rowsMayHaveChanged |= !onRows && (command.mayAddRowTriggers() || (onEvents && command.isDefinition()));
    }

    /**
     * Returns whether triggers may fire for the command.
     *
     * @param intoNewTable whether its rows are for a table that this restore has created
     * @param flush sends the commands before it, which may have created triggers
     */
    boolean mayFire(BatchRules command, boolean intoNewTable, Runnable flush) {
        boolean defines = command.isDefinition();
        boolean changesRows = command.changesRows() && (!intoNewTable || onEvents);
        if ((defines && eventsMayHaveChanged) || (changesRows && rowsMayHaveChanged)) {
            flush.run();
            read();
        }
        return (defines && onEvents) || (changesRows && onRows);
    }

    private void read() {
        SessionState state = new SessionState();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(QUERY)) {
            while (rows.next()) {
                state.add(rows);
            }
            set(state);
        } catch (SQLException e) {
            // If the session is lost, the next command reports it.
            LOG.debug("could not look for triggers", e);
            onEvents = true;
            onRows = true;
        }
    }
}
