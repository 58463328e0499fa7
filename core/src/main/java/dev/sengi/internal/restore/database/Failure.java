package dev.sengi.internal.restore.database;

import dev.sengi.RestoreFailure;
import dev.sengi.Stage;
import dev.sengi.archive.TocEntry;
import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** A failure as it was met. */
record Failure(
        int number,
        int position,
        Stage stage,
        Optional<TocEntry> entry,
        String statement,
        Optional<String> sqlState,
        String serverMessage,
        String message)
        implements RestoreFailure {

    static Failure of(
            int number, int position, ErrorReport.Place place, String statement, SQLException error, String message) {
        ServerErrorMessage server = error instanceof PSQLException psql ? psql.getServerErrorMessage() : null;
        return new Failure(
                number,
                position,
                place.entry() == null ? Stage.CONNECTING : Stage.of(place.entry()),
                Optional.ofNullable(place.entry()),
                statement,
                Optional.ofNullable(error.getSQLState()),
                server == null ? error.getMessage() : server.getMessage(),
                message);
    }
}
