package dev.sengi;

import dev.sengi.archive.TocEntry;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Something that a restore could not do and skipped. Immutable. Only Sengi implements this interface, and it may get
 * more methods.
 */
public interface RestoreFailure {

    /** {@return the number of this failure within the restore, from 1} */
    int number();

    /** {@return how many of the {@link RestoreReport#entries()} had been completed before this failure} */
    int position();

    /** {@return the stage in which it occurred} */
    Stage stage();

    /** {@return the entry that the statement belongs to; empty for settings of the session, and in a script} */
    Optional<TocEntry> entry();

    /** {@return the line on which the statement begins, from 1; empty unless a plain-text script is run} */
    OptionalLong line();

    /**
     * {@return the statement that failed, as it was sent, or as the archive or script contains it if it could not be
     * sent; asterisks replace a role's password} For rows, it is their COPY statement. Empty if the script itself is
     * wrong.
     */
    Optional<String> statement();

    /**
     * {@return the SQLSTATE of the server's error; empty if the script itself is wrong, the statement could not be sent, or
     * its rows are not shown}
     */
    Optional<String> sqlState();

    /**
     * {@return the message of the server, such as {@code role "alex" does not exist}, or what is wrong with the script, or
     * why the statement could not be sent, or that the rows of a COPY to standard output are not shown}
     */
    String serverMessage();

    /** {@return the server's DETAIL, which may quote rows; empty if the server sent none} */
    Optional<String> serverDetail();

    /** {@return the server's HINT; empty if the server sent none} */
    Optional<String> serverHint();

    /** {@return the server's CONTEXT, such as the line of a COPY, which may quote a row; empty if the server sent none} */
    Optional<String> serverContext();

    /**
     * Returns everything that pg_restore prints: what could not be done, the server's message with its details, and the
     * statement, without a role's password.
     *
     * @return one or more lines, without the empty ones that may follow them in pg_restore's output
     */
    String message();
}
