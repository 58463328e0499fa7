package dev.sengi.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sengi.CancelledException;
import dev.sengi.DumpFormat;
import dev.sengi.DumpReport;
import dev.sengi.PgDump;
import dev.sengi.PgRestore;
import dev.sengi.archive.Compression;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * However a dump or restore ends, either the next user of its connection gets only answers to its own queries, or the
 * connection is aborted.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WaysOutTest {
    /** In the middle of the data, with more in transit than the sockets buffer. */
    private static final int AFTER = 3 << 20;

    private final Map<Work, TestDatabase> databases = new EnumMap<>(Work.class);
    private final Map<Work, TestDatabase> targets = new EnumMap<>(Work.class);
    private final Map<Work, byte[]> archives = new EnumMap<>(Work.class);
    private final Map<Work, Long> dataBytes = new EnumMap<>(Work.class);

    /** What is in transit: rows, large objects or definitions. */
    enum Work {
        /** All rows of the large table may be in transit already. The small one is read by a command of its own. */
        COPY("""
                CREATE TABLE t AS SELECT i, repeat('x', 200) AS x FROM generate_series(1, 80000) i;
                CREATE TABLE u AS SELECT 1 AS i;
                ANALYZE t"""),
        INSERTS("CREATE TABLE t AS SELECT i, repeat('x', 200) AS x FROM generate_series(1, 40000) i"),
        LARGE_OBJECTS("SELECT lo_from_bytea(0, convert_to(repeat('x', 700000), 'UTF8')) FROM generate_series(1, 12)"),
        DEFINITIONS("""
                DO $$ BEGIN
                    FOR i IN 1..100 LOOP
                        EXECUTE format('CREATE FUNCTION f%s() RETURNS text LANGUAGE sql AS %L',
                            i, 'SELECT ' || quote_literal(repeat('x', 50000)));
                    END LOOP;
                END $$""");

        private final String objects;

        Work(String objects) {
            this.objects = objects;
        }

        /** Returns whether the operation sends further commands in the middle of the data. */
        boolean needsServer(Lender.Kind lender) {
            return switch (this) {
                case DEFINITIONS -> false;
                // This lender's driver fetches all rows together.
                case INSERTS -> lender != Lender.Kind.SINGLE;
                default -> true;
            };
        }

        PgDump choose(PgDump dump) {
            return this == INSERTS ? dump.rowsPerInsert(10) : dump;
        }
    }

    @BeforeAll
    void makeDatabases() throws IOException {
        for (Work work : Work.values()) {
            TestDatabase database = TestServer.current().createDatabase();
            database.execute(work.objects);
            databases.put(work, database);
            targets.put(work, TestServer.current().createDatabase());
            ByteArrayOutputStream archive = new ByteArrayOutputStream();
            DumpReport report = work.choose(PgDump.from(database.connectionSource()))
                    .format(DumpFormat.CUSTOM)
                    .compression(Compression.none())
                    .to(archive);
            dataBytes.put(work, report.dataBytes());
            archives.put(work, archive.toByteArray());
        }
    }

    @AfterAll
    void dropDatabases() {
        databases.values().forEach(TestDatabase::close);
        targets.values().forEach(TestDatabase::close);
    }

    static Stream<Arguments> cases() {
        List<Arguments> cases = new ArrayList<>();
        for (Lender.Kind lender : Lender.Kind.values()) {
            for (Work work : Work.values()) {
                for (WayOut way : WayOut.values()) {
                    if (way != WayOut.KILLED_SESSION || work.needsServer(lender)) {
                        cases.add(Arguments.of(lender, work, way));
                    }
                }
            }
        }
        return cases.stream();
    }

    /** Each case with a custom archive or a script, in turn. */
    static Stream<Arguments> casesOfDumps() {
        List<Arguments> all = new ArrayList<>();
        cases().forEach(one -> {
            List<DumpFormat> formats = List.of(DumpFormat.CUSTOM, DumpFormat.PLAIN);
            DumpFormat turn = formats.get(all.size() % formats.size());
            for (DumpFormat format : TestServer.isThorough() ? formats : List.of(turn)) {
                List<Object> arguments = new ArrayList<>(List.of(one.get()));
                arguments.add(format);
                all.add(Arguments.of(arguments.toArray()));
            }
        });
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("casesOfDumps")
    void dump(Lender.Kind kind, Work work, WayOut way, DumpFormat format) throws Exception {
        TestDatabase database = databases.get(work);
        try (Lender lender = kind.of(database)) {
            Incident incident = new Incident(way, AFTER, database);
            PgDump dump =
                    work.choose(PgDump.from(lender.source())).format(format).compression(Compression.none());
            assertEnds(
                    way,
                    incident,
                    catchThrowable(
                            () -> incident.run(() -> dump.to(incident.output()), () -> dump.start(incident.output()))));
            assertNextUserIsAlone(lender, way);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void restore(Lender.Kind kind, Work work, WayOut way) throws Exception {
        TestDatabase target = targets.get(work);
        try (Lender lender = kind.of(target)) {
            byte[] archive = archives.get(work);
            Incident incident = new Incident(way, Math.min(AFTER, archive.length / 2), target);
            PgRestore restore =
                    PgRestore.from(incident.input(archive)).clean().ifExists().into(lender.source());
            assertEnds(way, incident, catchThrowable(() -> incident.run(restore::run, restore::start)));
            assertNextUserIsAlone(lender, way);
        }
    }

    @ParameterizedTest
    @EnumSource
    void success(Lender.Kind kind) throws Exception {
        for (Work work : Work.values()) {
            try (Lender lender = kind.of(targets.get(work))) {
                byte[] archive = archives.get(work);
                PgRestore.from(new ByteArrayInputStream(archive))
                        .clean()
                        .ifExists()
                        .into(lender.source())
                        .run();
                assertNextUserIsAlone(lender, WayOut.CANCEL);
                DumpReport report = work.choose(PgDump.from(lender.source()))
                        .format(DumpFormat.CUSTOM)
                        .to(OutputStream.nullOutputStream());
                assertNextUserIsAlone(lender, WayOut.CANCEL);
                assertThat(report.dataBytes()).isEqualTo(dataBytes.get(work));
            }
        }
    }

    private static void assertEnds(WayOut way, Incident incident, Throwable thrown) {
        assertThat(incident.happened()).isTrue();
        assertThat(Thread.interrupted()).isEqualTo(way == WayOut.INTERRUPT);
        assertThat(thrown).isInstanceOf(way.thrown());
        if (way.isCallersOwn()) {
            assertThat(thrown).isSameAs(incident.thrown());
        } else {
            assertThat(thrown instanceof CancelledException).isEqualTo(way != WayOut.KILLED_SESSION);
        }
    }

    private static void assertNextUserIsAlone(Lender lender, WayOut way) throws SQLException {
        assertThat(lender.isGivenBack()).isTrue();
        try (Connection connection = lender.next()) {
            if (connection == null) {
                assertThat(way).isIn(WayOut.KILLED_SESSION);
                return;
            }
            assertThat(connection.getAutoCommit()).isTrue();
            try (Statement statement = connection.createStatement()) {
                for (int i = 100; i < 200; i++) {
                    try (ResultSet row = statement.executeQuery("SELECT " + i)) {
                        assertThat(row.next()).isTrue();
                        assertThat(row.getInt(1)).isEqualTo(i);
                    }
                }
            }
        }
    }
}
