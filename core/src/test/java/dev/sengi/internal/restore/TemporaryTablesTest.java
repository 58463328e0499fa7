package dev.sengi.internal.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.DumpFormat;
import dev.sengi.PgDump;
import dev.sengi.PgRestore;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Temporary tables of a borrowed session have types. If these hid types of the same names, restored columns would be
 * dropped with the tables.
 */
class TemporaryTablesTest {

    @ParameterizedTest
    @EnumSource(
            value = DumpFormat.class,
            names = {"PLAIN", "CUSTOM"})
    void areNotUsedByDefinitions(DumpFormat format) throws Exception {
        try (TestDatabase source = TestServer.current().createDatabase();
                TestDatabase target = TestServer.current().createDatabase()) {
            source.execute(
                    "CREATE TABLE t AS SELECT '{1,2,3}'::line AS l, '[(1,2),(3,4)]'::path AS p",
                    "CREATE TABLE empty (l line, c regclass DEFAULT 'pg_class'::regclass)",
                    "CREATE FUNCTION f(line) RETURNS path LANGUAGE sql AS 'SELECT NULL::path'",
                    "CREATE VIEW v AS SELECT relname FROM pg_class");
            restore(dump(source, format), target, "line", "path", "pg_class");
            assertThat(script(target)).isEqualTo(script(source));
        }
    }

    /** As in dumps by old versions of pg_dump, which did not qualify names. */
    @Test
    void receiveNoRows() throws Exception {
        String script = """
                --
                -- PostgreSQL database dump
                --

                SET search_path = public, pg_catalog;

                CREATE TABLE t (
                    a integer
                );

                COPY t (a) FROM stdin;
                7
                \\.

                --
                -- PostgreSQL database dump complete
                --
                """;
        try (TestDatabase target = TestServer.current().createDatabase()) {
            restore(script.getBytes(StandardCharsets.UTF_8), target, "t");
            assertThat(target.value("SELECT a FROM t")).isEqualTo("7");
        }
    }

    private static void restore(byte[] dump, TestDatabase target, String... temporaryTables)
            throws IOException, SQLException {
        try (Connection connection = target.dataSource().getConnection()) {
            try (Statement statement = connection.createStatement()) {
                for (String table : temporaryTables) {
                    statement.execute("CREATE TEMP TABLE " + table + " (a int)");
                }
            }
            PgRestore.from(new ByteArrayInputStream(dump))
                    .into(BorrowedConnectionTest.lent(connection))
                    .run();
            assertThat(connection.isClosed()).isFalse();
            try (Statement statement = connection.createStatement()) {
                // As when the session ends, which the client does not wait for.
                statement.execute("DISCARD TEMP");
            }
        }
    }

    private static byte[] dump(TestDatabase database, DumpFormat format) throws IOException {
        ByteArrayOutputStream dump = new ByteArrayOutputStream();
        PgDump some = PgDump.from(database.connectionSource()).format(format);
        (format == DumpFormat.PLAIN ? some.restrictKey("key") : some).to(dump);
        return dump.toByteArray();
    }

    private static String script(TestDatabase database) throws IOException {
        return new String(dump(database, DumpFormat.PLAIN), StandardCharsets.UTF_8);
    }
}
