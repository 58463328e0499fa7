package dev.sengi.internal.session.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sengi.internal.session.LentConnection;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;

/**
 * Rows taken from the driver's buffer equal those that the driver returns, and the connection stays in sync with the
 * server.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CopyReadingTest {
    private static final int ROWS = 400;
    /** Around the sizes of the buffers through which a row passes. */
    private static final int[] LENGTHS = {0, 100, 8_000, 8_190, 32_700, 32_770, 65_530, 65_540, 300_000};

    private TestDatabase database;

    @BeforeAll
    void createDatabase() {
        database = TestServer.current().createDatabase();
    }

    @AfterAll
    void dropDatabase() {
        database.close();
    }

    /** Returns a COPY of rows of random lengths, interspersed with notices. */
    private static String copy(Random random) {
        StringBuilder lengths = new StringBuilder();
        for (int i = 0; i < ROWS; i++) {
            int most = LENGTHS[random.nextInt(random.nextInt(LENGTHS.length) + 1)];
            lengths.append(i == 0 ? "" : ",").append(most == 0 ? 0 : most + random.nextInt(20) - 10);
        }
        return "COPY (SELECT n, repeat(chr(97 + n::int % 26), l), CASE WHEN n % 50 = 0 THEN pg_temp.say(n) END FROM"
                + " unnest(ARRAY[" + lengths + "]) WITH ORDINALITY u(l, n)) TO STDOUT";
    }

    private LentConnection open() throws Exception {
        LentConnection connection = LentConnection.open(database.connectionSource());
        try (Statement statement = connection.connection().createStatement()) {
            statement.execute("CREATE OR REPLACE FUNCTION pg_temp.say(n bigint) RETURNS bigint LANGUAGE plpgsql AS"
                    + " $$ BEGIN RAISE NOTICE 'row %', n; RETURN n; END $$");
        }
        return connection;
    }

    private byte[] driversRows(String copy) throws Exception {
        LentConnection connection = open();
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        connection.connection().unwrap(PGConnection.class).getCopyAPI().copyOut(copy, rows);
        connection.giveBack(() -> {});
        return rows.toByteArray();
    }

    private static long transfer(LentConnection connection, String copy, OutputStream sink) throws Exception {
        long total = 0;
        try (CopyReading reading = new CopyReading(connection, copy)) {
            for (int rows = reading.transferTo(sink); rows > 0; rows = reading.transferTo(sink)) {
                total += rows;
            }
        }
        return total;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void givesEveryRow(int seed) throws Exception {
        String copy = copy(new Random(seed));
        LentConnection connection = open();
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        assertThat(transfer(connection, copy, rows)).isEqualTo(ROWS);
        assertThat(rows.toByteArray()).isEqualTo(driversRows(copy));
        assertThat(answer(connection.connection())).isEqualTo(42);
        connection.giveBack(() -> {});
    }

    /** The driver's buffer holds 8 kB at first. */
    @Test
    void takesLargerPiecesTheFasterRowsArrive() throws Exception {
        String copy = "COPY (SELECT g, repeat('x', g % 200) FROM generate_series(1, 100000) g) TO STDOUT";
        LentConnection connection = open();
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        int[] blocks = {0};
        OutputStream slow = new FilterOutputStream(rows) {
            @Override
            public void write(byte[] bytes, int offset, int length) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
                rows.write(bytes, offset, length);
                blocks[0]++;
            }
        };
        assertThat(transfer(connection, copy, slow)).isEqualTo(100_000);
        assertThat(rows.toByteArray()).isEqualTo(driversRows(copy));
        assertThat(rows.size() / blocks[0]).isGreaterThan(16 * 1024);
        assertThat(answer(connection.connection())).isEqualTo(42);
        connection.giveBack(() -> {});
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void staysInSyncIfTheSinkFails(int seed) throws Exception {
        Random random = new Random(seed);
        String copy = copy(random);
        int failing = random.nextInt(driversRows(copy).length);
        LentConnection connection = open();
        OutputStream sink = new FilterOutputStream(OutputStream.nullOutputStream()) {
            private int written;

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                written += length;
                if (written > failing) {
                    throw new IOException("full");
                }
            }
        };
        assertThatThrownBy(() -> transfer(connection, copy, sink)).hasMessage("full");
        if (!connection.isAborted()) {
            assertThat(answer(connection.connection())).isEqualTo(42);
        }
        connection.giveBack(() -> {});
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void readsSeveralCommandsOneAfterAnother(int seed) throws Exception {
        List<String> commands = commands(new Random(seed));
        LentConnection connection = open();
        try (CopyReading reading = new CopyReading(connection, String.join("; ", commands), commands.size())) {
            for (int i = 0; i < commands.size(); i++) {
                if (i > 0) {
                    reading.nextCommand();
                }
                ByteArrayOutputStream rows = new ByteArrayOutputStream();
                while (reading.transferTo(rows) > 0) {
                    // Until the command's last row.
                }
                assertThat(rows.toByteArray()).isEqualTo(driversRows(commands.get(i)));
            }
        }
        assertThat(answer(connection.connection())).isEqualTo(42);
        connection.giveBack(() -> {});
        assertThat(connection.isAborted()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void staysInSyncIfCommandsAreLeftUnread(int seed) throws Exception {
        Random random = new Random(seed);
        List<String> commands = commands(random);
        int unread = random.nextInt(commands.size());
        boolean within = random.nextBoolean();
        LentConnection connection = open();
        try (CopyReading reading = new CopyReading(connection, String.join("; ", commands), commands.size())) {
            for (int i = 0; i < unread; i++) {
                while (reading.transferTo(OutputStream.nullOutputStream()) > 0) {
                    // Until the command's last row.
                }
                if (i < unread - 1 || within) {
                    reading.nextCommand();
                }
            }
            if (within) {
                reading.transferTo(OutputStream.nullOutputStream());
            }
        }
        assertThat(connection.isAborted()).isFalse();
        assertThat(answer(connection.connection())).isEqualTo(42);
        connection.giveBack(() -> {});
    }

    /** The server has finished before the request to cancel arrives. */
    @Test
    void staysInSyncIfAllRowsAndNoticesAreLeftUnread() throws Exception {
        LentConnection connection = open();
        String rows = "COPY (SELECT n, pg_temp.say(n) FROM generate_series(1, 5) n) TO STDOUT";
        CopyReading reading = new CopyReading(connection, String.join("; ", rows, rows, rows), 3);
        Thread.sleep(300);
        reading.close();
        assertThat(connection.isAborted()).isFalse();
        assertThat(answer(connection.connection())).isEqualTo(42);
        connection.giveBack(() -> {});
    }

    @Test
    void anErrorOfALaterCommandIsAttributedToIt() throws Exception {
        LentConnection connection = open();
        try (CopyReading reading =
                new CopyReading(connection, "COPY (SELECT 1) TO STDOUT; COPY nowhere TO STDOUT; SELECT 1", 3)) {
            ByteArrayOutputStream rows = new ByteArrayOutputStream();
            assertThat(reading.transferTo(rows)).isEqualTo(1);
            assertThat(reading.transferTo(rows)).isZero();
            assertThat(rows).hasToString("1\n");
            assertThatThrownBy(reading::nextCommand)
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("relation \"nowhere\" does not exist");
        }
        assertThat(answer(connection.connection())).isEqualTo(42);
        connection.giveBack(() -> {});
    }

    private static List<String> commands(Random random) {
        List<String> commands = new ArrayList<>();
        for (int i = 2 + random.nextInt(6); i > 0; i--) {
            boolean empty = random.nextInt(4) == 0;
            commands.add(empty ? "COPY (SELECT 1 WHERE false) TO STDOUT" : copy(random));
        }
        return commands;
    }

    private static int answer(Connection connection) throws Exception {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT 42")) {
            row.next();
            return row.getInt(1);
        }
    }
}
