package dev.sengi.internal.restore.database;

import dev.sengi.RestoreFailure;
import dev.sengi.Stage;
import dev.sengi.archive.TocEntry;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** A failure. If there is no exception, the script itself is wrong. */
record Failure(
        int number,
        int position,
        Stage stage,
        Optional<TocEntry> entry,
        OptionalLong line,
        Optional<String> statement,
        Optional<String> sqlState,
        String serverMessage,
        Optional<String> serverDetail,
        Optional<String> serverHint,
        Optional<String> serverContext,
        String message)
        implements RestoreFailure {

    /**
     * @param statement empty if none failed
     * @param reason the reason, if it is not a server error
     */
    static Failure of(
            int number,
            int position,
            Stage stage,
            Place place,
            String statement,
            SQLException error,
            String reason,
            String message) {
        ServerErrorMessage server = error instanceof PSQLException psql ? psql.getServerErrorMessage() : null;
        return new Failure(
                number,
                position,
                stage,
                Optional.ofNullable(place.entry()),
                place.line() > 0 ? OptionalLong.of(place.line()) : OptionalLong.empty(),
                Optional.of(statement).filter(text -> !text.isEmpty()),
                Optional.ofNullable(error).map(SQLException::getSQLState),
                server == null ? reason : server.getMessage(),
                Optional.ofNullable(server).map(ServerErrorMessage::getDetail),
                Optional.ofNullable(server).map(ServerErrorMessage::getHint),
                Optional.ofNullable(server).map(ServerErrorMessage::getWhere),
                message.stripTrailing());
    }
}
