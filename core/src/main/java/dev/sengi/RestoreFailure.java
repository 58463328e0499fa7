package dev.sengi;

import dev.sengi.archive.TocEntry;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Something that a restore could not do, and passed over. Immutable; implemented by Sengi only, and may get more methods.
 */
public interface RestoreFailure {

    /** Returns which of the restore's failures this is, from 1. */
    int number();

    /** Returns how many entries had been completed before, of {@link RestoreReport#entries()}. */
    int position();

    /** Returns what the restore was at. */
    Stage stage();

    /** Returns the entry that the statement belongs to; empty for the session's settings and in a script. */
    Optional<TocEntry> entry();

    /** Returns the line in which the statement begins, from 1, if a plain-text script is run. */
    OptionalLong line();

    /** Returns the statement that failed, as it was sent; of rows the COPY statement. */
    String statement();

    /** Returns the SQLSTATE of the server's error; empty if the script is wrong itself. */
    Optional<String> sqlState();

    /** Returns the server's message alone, or what is wrong with the script, such as {@code role "alex" does not exist}. */
    String serverMessage();

    /** Returns all that pg_restore prints: what could not be done, the server's message with its details, the statement. */
    String message();
}
