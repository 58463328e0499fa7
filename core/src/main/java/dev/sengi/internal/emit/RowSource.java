package dev.sengi.internal.emit;

import dev.sengi.internal.catalog.Columns.Column;
import java.util.List;

/** The rows of a {@code TABLE DATA} entry: how they are read, and how they are loaded. Safe for use by several threads. */
public non-sealed interface RowSource extends EntrySource {

    /** Returns the name of the table's schema as messages show it. */
    String schemaName();

    /** Returns the table's name as messages show it. */
    String tableName();

    /** Returns the table's qualified name as SQL. */
    String qualifiedName();

    /** Returns whether this is a foreign table, which the session must first be allowed to read. */
    boolean isForeign();

    /**
     * Returns whether an extension's condition selects the rows. The server parses all commands of one message before it
     * executes any, so a mistake in the condition would be reported for another table.
     */
    boolean isConditional();

    /** Returns whether the rows become INSERT commands. */
    boolean inserts();

    /** Returns the COPY command that reads the data. */
    String readStatement();

    /** Returns that statement as pg_dump sends it in a session with the dump's encoding, for error messages. */
    String shownStatement();

    /** Returns the query that reads the data if a COPY command cannot. */
    String copyQuery();

    /** Returns the query that reads the rows for INSERT commands: NULL stands for a generated column. */
    String insertQuery();

    /** Returns the start of every INSERT command, up to VALUES. */
    String insertPrefix();

    /** Returns the columns that INSERT commands give values to, or DEFAULT. */
    List<Column> insertedColumns();
}
