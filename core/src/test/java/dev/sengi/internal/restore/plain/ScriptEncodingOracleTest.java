package dev.sengi.internal.restore.plain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.ConnectionSource;
import dev.sengi.PgRestore;
import dev.sengi.testing.MessageCollector;
import dev.sengi.testing.NeedsRealClient;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Scripts in encodings other than UTF-8, run by the real psql and by ours. */
@NeedsRealClient
class ScriptEncodingOracleTest {
    /** A separate server, because other tests' roles have names that some encodings cannot represent. */
    private static TestServer server;

    @BeforeAll
    static void startServer() {
        server = TestServer.startOwn(18);
    }

    @AfterAll
    static void stopServer() {
        server.stop();
    }

    /** Characters whose second byte is a backslash, and characters that PostgreSQL and Java map differently. */
    @ParameterizedTest
    @CsvSource({
        "SJIS, ソ能表～∥ｱ",
        "EUC_JP, ソ能表～―",
        "EUC_JIS_2004, ソ能表か゚",
        "SHIFT_JIS_2004, ソ能表か゚",
        "BIG5, 功許蓋",
        "GBK, 誠俓",
        "GB18030, 誠俓กﬀ",
        "EUC_CN, 中文",
        "EUC_TW, 中文",
        "UHC, 똠각",
        "EUC_KR, 각",
        "LATIN1, äÿ",
        "LATIN9, €ä",
        "LATIN8, Ẁä",
        "WIN1251, Жж",
        "KOI8R, Жж"
    })
    void scriptsInOtherEncodings(String encoding, String text) throws IOException {
        try (TestDatabase source = server.createDatabase()) {
            String line = text + "\t" + text + "\\" + text;
            source.execute(
                    "CREATE TABLE \"" + text + "\" (\"a" + text + "\" text)",
                    "INSERT INTO \"" + text + "\" VALUES (E'" + line.replace("\\", "\\\\") + "'), ('" + text + "')",
                    "COMMENT ON TABLE \"" + text + "\" IS 'It''s " + text + "'",
                    "CREATE FUNCTION f() RETURNS text LANGUAGE sql BEGIN ATOMIC SELECT '" + text + "'::text; END",
                    "CREATE FUNCTION g() RETURNS text LANGUAGE sql AS $$SELECT '" + text + "'::text; $$");
            for (String options : List.of("-E " + encoding, "--inserts -E " + encoding)) {
                byte[] script = ScriptOracle.dump(source, options.split(" "));
                ScriptOracle.assertSame(script, server, "");
                if (options.startsWith("--inserts") && !TestServer.isThorough()) {
                    continue;
                }
                if (encoding.startsWith("LATIN")) {
                    ScriptOracle.assertSame(script, server, "ENCODING 'LATIN1' LOCALE 'C'");
                } else {
                    ScriptOracle.assertSame(script, server, "ENCODING 'SQL_ASCII' LOCALE 'C'");
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ENCODING 'SQL_ASCII' LOCALE 'C'",
                "ENCODING 'LATIN1' LOCALE 'C'",
                "ENCODING 'EUC_JP' LOCALE 'C'"
            })
    void bytesOfNoEncoding(String options) throws IOException {
        ByteArrayOutputStream script = new ByteArrayOutputStream();
        script.writeBytes(ascii("--\n-- PostgreSQL database dump\n--\n\nSET client_encoding = 'SQL_ASCII';\n"));
        for (String bytes : List.of("\u00e9", "\u00c3\u00a9", "\u00a4\u00a2", "x")) {
            script.writeBytes(ascii("CREATE TABLE \"t" + bytes + "\" (a text);\n"));
            script.writeBytes(ascii("INSERT INTO \"t" + bytes + "\" VALUES ('" + bytes + "');\n"));
            script.writeBytes(ascii("COMMENT ON TABLE \"t" + bytes + "\" IS '" + bytes + "';\n"));
        }
        script.writeBytes(ascii("COPY tx (a) FROM stdin;\n\u00a4\u00a2\n\\.\n\nCREATE TABLE y (a text);\n"));
        script.writeBytes(ascii("COPY y (a) FROM stdin;\n\u00c3\u00a9\n\\.\n\n-- PostgreSQL database dump complete\n"));
        ScriptOracle.assertSame(script.toByteArray(), server, options);
    }

    @ParameterizedTest
    @CsvSource({"UTF8, 0", "LATIN1, 1", "SJIS, 0", "nonsense, 1", "DEFAULT, 1"})
    void encodingsThatTheServerCannotConvert(String encoding, int errors) throws IOException {
        String script = "--\n-- PostgreSQL database dump\n--\n\nSET client_encoding TO '" + encoding
                + "';\nCREATE TABLE t (a text);\nCOPY t FROM stdin;\na\n\\.\n\nSET NAMES 'UTF8';\n"
                + "COPY t FROM stdin WITH (FORMAT csv);\n\"é\"\n\\.\n\nRESET client_min_messages;\n"
                + "-- PostgreSQL database dump complete\n";
        String options = "ENCODING 'EUC_JP' LOCALE 'C'";
        byte[] bytes = script.getBytes(StandardCharsets.UTF_8);
        try (TestDatabase database = server.createDatabase(options)) {
            assertThat(ScriptOracle.run(bytes, database, new ArrayList<>()).failureCount())
                    .isEqualTo(errors);
        }
        ScriptOracle.assertSame(bytes, server, options);
    }

    /** Unless the driver allows another encoding, bytes that are not UTF-8 cannot reach an SQL_ASCII database. */
    @ParameterizedTest
    @ValueSource(strings = {"\u00c3\u00a9", "\u00e9"})
    void sessionsThatStayInUtf8(String bytes) throws IOException {
        String script =
                "--\n-- PostgreSQL database dump\n--\n\nSET client_encoding = 'LATIN1';\nCREATE TABLE t (a text);\n"
                        + "COPY t FROM stdin;\n\u00e9\n\\.\n\nINSERT INTO t VALUES ('" + bytes
                        + "');\n\n-- PostgreSQL database dump complete\n";
        try (TestDatabase database = server.createDatabase("ENCODING 'SQL_ASCII' LOCALE 'C'")) {
            PGSimpleDataSource plain = new PGSimpleDataSource();
            plain.setURL("jdbc:postgresql://localhost:" + database.server().port() + "/" + database.name());
            plain.setUser("postgres");
            List<String> messages = new ArrayList<>();
            PgRestore.from(new ByteArrayInputStream(ascii(script)))
                    .into(ConnectionSource.of(plain))
                    .returnFailures()
                    .onProgress(new MessageCollector(messages))
                    .run();
            List<String> rows = database.column("SELECT a::bytea FROM t ORDER BY 1");
            if (bytes.length() == 2) {
                assertThat(rows).containsExactly("\\xc3a9", "\\xe9");
                assertThat(messages).isEmpty();
            } else {
                assertThat(rows).containsExactly("\\xe9");
                assertThat(messages.get(0))
                        .startsWith(
                                "ERROR: line 11: could not execute query: bytes that are not UTF-8 need a connection");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-- one\n", "/* one */ ", "/* one\n-- two */\n -- SET NAMES 'UTF8';\n", "\t\n"})
    void settingsBehindComments(String comment) throws IOException {
        String script = "--\n-- PostgreSQL database dump\n--\n\nCREATE TABLE t (a text);\n" + comment
                + "SET client_encoding = 'LATIN1';\n" + comment
                + "Set Session standard_conforming_strings to off;\nINSERT INTO t VALUES ('\u00c3\u00a9\\';\u00e9');\n"
                + comment + "COPY t FROM stdin;\n\u00e9\n\\.\n\n-- PostgreSQL database dump complete\n";
        ScriptOracle.assertSame(ascii(script), server, "");
    }

    /** The server undoes a change of the encoding with the transaction, and accepts many forms of it. */
    @Test
    void changesThatDoNotLast() throws IOException {
        String latin = "INSERT INTO t VALUES ('\u00e9');\nCOPY t FROM stdin;\n\u00e9\n\\.\n";
        String utf = latin.replace("\u00e9", "\u00c3\u00a9");
        String set = "SET client_encoding = 'LATIN1';\n";
        String body = "BEGIN;\nSET LOCAL client_encoding = 'LATIN1';\n" + latin + "COMMIT;\n" + utf
                + "BEGIN;\n" + set + latin + "ROLLBACK;\n" + utf
                + "BEGIN;\nSAVEPOINT s;\n" + set + latin + "ROLLBACK TO s;\n" + utf + "END;\n" + utf
                + "BEGIN;\n" + set + latin + "COMMIT AND CHAIN;\n" + latin + "ROLLBACK;\n" + latin
                + "BEGIN;\nRESET ALL;\n" + utf + "ROLLBACK;\n" + latin
                + "BEGIN;\nSELECT 1 / 0;\nSET client_encoding = DEFAULT;\nABORT;\n" + latin
                + "RESET client_encoding;\n" + utf + set + latin + "RESET ALL;\n" + utf + set + latin + "DISCARD ALL;\n"
                + utf + "SET LOCAL client_encoding = 'LATIN1';\n" + utf + "SET NAMES LATIN1;\n" + utf
                + "SET NAMES 'LATIN1';\n" + latin + "SET NAMES;\n" + utf
                + "SET /* to */ \"client_encoding\" TO E'latin1' -- now\n;\n" + latin + "SET NAMES DEFAULT;\n" + utf
                + "SET client_encoding = $$LATIN1$$;\n" + latin;
        for (String options : List.of("", "ENCODING 'SQL_ASCII' LOCALE 'C'")) {
            ScriptOracle.assertSame(script("CREATE TABLE t (a text);\n" + body), server, options);
        }
    }

    /** Options and names of a COPY may contain words of its syntax. */
    @Test
    void rowsOfCopiesInAllForms() throws IOException {
        StringBuilder body = new StringBuilder("""
                SET client_encoding = 'LATIN1';
                CREATE TABLE "a from stdin (x)" (a text);
                """);
        for (String copy : List.of(
                "t FROM stdin",
                "t FROM stdin WITH (FORMAT csv, DELIMITER ')')",
                "t FROM stdin DELIMITER ')' NULL 'it''s encoding'",
                "t FROM stdin WITH NULL 'encoding'",
                "t FROM stdin WITH (NULL 'where encoding')",
                "t FROM stdin WITH (NULL ' from stdin ')",
                "t FROM stdin WITH (NULL E'\\\\(') -- )\n",
                "t FROM stdin WHERE a <> 'x'",
                "t FROM stdin WITH (FORMAT csv) WHERE a <> ('x')",
                "t FROM stdin CSV WHERE a <> ('x')",
                "t FROM stdin CSV FORCE NOT NULL a -- where",
                "t FROM stdin (FORMAT csv) /* ) */",
                "t FROM /* a */ stdin",
                "t /* from stdin */ (a) FROM -- b\n stdin WITH (FORMAT text)",
                "t FROM stdin WITH (encoding latin1)",
                "t FROM stdin ENCODING 'LATIN1'",
                "\"a from stdin (x)\" FROM stdin")) {
            body.append("COPY ").append(copy).append("\n;\n\u00e9\n\\.\n");
        }
        for (String options : List.of("", "ENCODING 'SQL_ASCII' LOCALE 'C'")) {
            ScriptOracle.assertSame(script("CREATE TABLE t (a text);\n" + body), server, options);
        }
    }

    private static byte[] script(String body) {
        return ascii("--\n-- PostgreSQL database dump\n--\n\n" + body + "\n-- PostgreSQL database dump complete\n");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
