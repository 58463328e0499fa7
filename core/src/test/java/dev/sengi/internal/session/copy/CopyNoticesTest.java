package dev.sengi.internal.session.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sengi.internal.session.LentConnection;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.copy.CopyIn;

class CopyNoticesTest {
    private static final int ROWS = 1000;

    private static TestDatabase database;

    @BeforeAll
    static void create() {
        database = TestServer.current().createDatabase();
        database.execute(
                "CREATE TABLE t (i int)",
                "CREATE FUNCTION tell() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN RAISE WARNING ''%'', NEW.i; RETURN NULL; END'",
                "CREATE TRIGGER tell AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION tell()",
                "CREATE FUNCTION told(i int) RETURNS int LANGUAGE plpgsql AS"
                        + " 'BEGIN RAISE WARNING ''%'', i; RETURN i; END'");
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    private static void load(LentConnection lent) throws SQLException {
        CopyIn copy = lent.driver().getCopyAPI().copyIn("COPY t FROM STDIN");
        for (int i = 1; i <= ROWS; i++) {
            byte[] row = (i + "\n").getBytes(StandardCharsets.UTF_8);
            copy.writeToCopy(row, 0, row.length);
        }
        assertThat(copy.endCopy()).isEqualTo(ROWS);
    }

    /** For each notice, the driver traverses all notices that it has kept. */
    private static void assertNothingKept(LentConnection lent) {
        SQLWarning first = lent.driver().getQueryExecutor().getWarnings();
        assertThat((Object) first.getNextWarning()).isNull();
    }

    @Test
    void arePassedOnOneByOne() throws SQLException {
        LentConnection lent = LentConnection.open(database.connectionSource());
        List<String> received = new ArrayList<>();
        CopyNotices notices = CopyNotices.receive(lent.driver(), notice -> received.add(notice.getMessage()));
        load(lent);
        notices.rethrow();
        assertThat(received).hasSize(ROWS).startsWith("1", "2").endsWith(Integer.toString(ROWS));
        assertNothingKept(lent);
        lent.giveBack(() -> {});
    }

    @Test
    void whatTheReceiverThrowsDoesNotDisturbTheDriver() throws SQLException {
        LentConnection lent = LentConnection.open(database.connectionSource());
        CopyNotices notices = CopyNotices.receive(lent.driver(), notice -> {
            throw new IllegalStateException("the receiver's");
        });
        load(lent);
        assertThatThrownBy(notices::rethrow).isInstanceOf(IllegalStateException.class);
        notices.rethrow();
        lent.giveBack(() -> {});
    }

    @Test
    void areDiscardedWhileRowsAreRead() throws SQLException, IOException {
        LentConnection lent = LentConnection.open(database.connectionSource());
        try (CopyReading reading =
                new CopyReading(lent, "COPY (SELECT told(i) FROM generate_series(1, " + ROWS + ") i) TO STDOUT")) {
            while (reading.transferTo(OutputStream.nullOutputStream()) > 0) {
                // Until the last row.
            }
        }
        assertNothingKept(lent);
        lent.giveBack(() -> {});
    }
}
