package dev.sengi.internal.restore.database;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.jdbc.PgConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Determines whether triggers of the database fire for the commands of a restore. Such commands are sent one by one,
 * because a trigger's effect may last until the end of the transaction, as with a guard against recursion, and must not
 * affect the next command.
 *
 * <p>Rules count as triggers, because they can call functions.
 */
final class Triggers {
    /** Yields the columns of {@link SessionState#QUERY}. */
    static final String QUERY = """
            SELECT 'fact', 'event triggers', EXISTS (SELECT 1 FROM pg_catalog.pg_event_trigger e
                WHERE e.evtenabled OPERATOR(pg_catalog.<>) 'D' AND e.evtevent OPERATOR(pg_catalog.<>) 'login')::pg_catalog.text, NULL
            UNION ALL
            """ + TableTriggers.QUERY;

    private static final String ON_EVENTS = "event triggers";
    private static final String UTF8 = "UTF8";

    private static final Logger LOG = LoggerFactory.getLogger(Triggers.class);

    private final PgConnection connection;
    private boolean onEvents;
    private TableTriggers onRows;
    private boolean eventsMayHaveChanged;
    private boolean rowsMayHaveChanged;

    /** The table whose own triggers a command disables, or null. */
    private String off;
    /** Whether that command may still be waiting to be sent. */
    private boolean offIsWaiting;

    /** @param state the result of a query; if it does not include {@link #QUERY}, the triggers are read now */
    Triggers(PgConnection connection, SessionState state) {
        this.connection = connection;
        if (state.hasFact(ON_EVENTS)) {
            set(state);
        } else {
            read();
        }
    }

    private void set(SessionState state) {
        onEvents = state.isTrue(ON_EVENTS);
        onRows = new TableTriggers(state, !UTF8.equals(connection.getParameterStatus("server_encoding")));
        off = null;
        eventsMayHaveChanged = false;
        rowsMayHaveChanged = false;
    }

    /**
     * Takes into account that a command is about to be sent.
     *
     * @param inTransaction whether a rollback may undo it
     */
    void note(BatchRules command, boolean inTransaction) {
        eventsMayHaveChanged |= command.mayChangeEventTriggers();
        if (command.mayAddRowTriggers() || command.enablesTriggers()) {
            off = null;
        }
        if (command.enablesTriggers()) {
            onRows.enable();
        } else if (command.disablesTriggers() && !inTransaction) {
            off = command.switchedTable();
            offIsWaiting = true;
        }
        // Event triggers may add triggers to new tables, and tables with triggers may become partitions of other
        // tables.
        boolean switches = command.enablesTriggers() || command.disablesTriggers();
        rowsMayHaveChanged |= command.mayAddRowTriggers()
                || (command.isDefinition() && (onEvents || !(switches || onRows.isEmpty())));
    }

    /** Takes into account that a command has failed. */
    void failed(BatchRules command) {
        if (command.disablesTriggers()) {
            off = null;
        }
    }

    /**
     * Returns whether triggers may fire for the command.
     *
     * @param flush sends earlier commands, which may create triggers
     */
    boolean mayFire(BatchRules command, Runnable flush) {
        boolean defines = command.isDefinition();
        boolean changesRows = command.changesRows();
        if ((defines && eventsMayHaveChanged) || (changesRows && rowsMayHaveChanged && !fireForRows(command))) {
            flush.run();
            read();
        }
        if (changesRows && off != null && offIsWaiting) {
            offIsWaiting = false;
            flush.run();
        }
        boolean fires = changesRows && fireForRows(command);
        // A trigger may add other triggers.
        rowsMayHaveChanged |= fires;
        return (defines && onEvents) || fires;
    }

    private boolean fireForRows(BatchRules command) {
        return !onRows.areOff() && command.mayChangeRowsOf(table -> onRows.mayFireFor(table, table.equals(off)));
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
            onRows = TableTriggers.unknown();
            eventsMayHaveChanged = false;
            rowsMayHaveChanged = false;
        }
    }
}
