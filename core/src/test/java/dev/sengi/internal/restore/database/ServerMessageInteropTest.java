package dev.sengi.internal.restore.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.internal.session.ServerMessage;
import dev.sengi.testing.NeedsRealClient;
import dev.sengi.testing.RealClient;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.jdbc.PgConnection;
import org.postgresql.util.PSQLException;

/** Errors as libpq's programs show them, and as ours do. */
@NeedsRealClient
class ServerMessageInteropTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT nope",
                "SELECT 1,\n\n\tnope,\r\n 2",
                "SELECT\rnope",
                "SELECT 'äöü', '漢字かな한글', nope",
                "SELECT '漢字かな한글漢字かな한글漢字かな한글漢字かな한글漢字かな한글', nope, '漢字かな한글漢字かな한글'",
                "SELECT 'e\u0301', '\uD83D\uDE00', nope",
                "SELECT 'ｱｲｳ', nope",
                "SELECT '\u1112\u1161\u11ab', nope",
                "SELECT '\uD83C\uDF21', nope",
                "SELECT '✅￥ㄅꀀ', nope",
                "SELECT 'が\u200b\u00ad', nope",
                "SELECT 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', nope",
                "SELECT nope, 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'",
                "SELECT 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', nope, 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'",
                "SELECT 1 +",
                "SELECT 1/0",
                "SELECT 'x'::int",
                "DO $$ BEGIN PERFORM nope; END $$",
                "DO $$ BEGIN RAISE 'm' USING detail = 'd', hint = 'h', errcode = 'P0001'; END $$",
                "DO $$ BEGIN EXECUTE 'SELECT 1 + nope'; END $$",
                "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT nope $$"
            })
    void errorsLookAlike(String sql) throws SQLException {
        TestDatabase database = TestServer.current().maintenance();
        // psql puts its name at the start of a line, and does not send the command's own newline.
        String expected = RealClient.require()
                .run("psql", "-X", "-q", "-d", database.connectionString(), "-c", sql)
                .stderr();
        try (Connection connection = database.dataSource().getConnection()) {
            new SimpleQuery(connection.unwrap(PgConnection.class)).run(sql);
            throw new AssertionError("no error");
        } catch (PSQLException e) {
            assertThat(ServerMessage.format(e.getServerErrorMessage(), sql)).isEqualTo(expected);
        }
    }
}
