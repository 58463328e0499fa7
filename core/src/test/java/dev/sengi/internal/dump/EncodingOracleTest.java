package dev.sengi.internal.dump;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.DumpFlag;
import dev.sengi.PgRestore;
import dev.sengi.RestoreReport;
import dev.sengi.testing.DumpOracle;
import dev.sengi.testing.MessageCollector;
import dev.sengi.testing.NeedsRealClient;
import dev.sengi.testing.RealClient;
import dev.sengi.testing.RealScripts;
import dev.sengi.testing.ScriptDiff;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names, definitions and INSERT commands in encodings whose tables in Java differ from PostgreSQL's. */
@NeedsRealClient
class EncodingOracleTest {
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

    /** @param name must be one in the client's encoding for the real pg_dump, too, which sends it back */
    private static void fill(TestDatabase database, String name, String text) {
        database.execute(
                "CREATE TYPE \"e" + name + "\" AS ENUM ('" + text + "')",
                "CREATE TABLE \"" + name + "\" (\"a" + name + "\" text DEFAULT '" + text + "' CHECK (\"a" + name
                        + "\" <> 'x" + text + "'))",
                "INSERT INTO \"" + name + "\" VALUES ('" + text + "'), ('\\" + text + "')",
                "COMMENT ON TABLE \"" + name + "\" IS 'It''s " + text + "'",
                "CREATE FUNCTION f() RETURNS text LANGUAGE sql AS $$SELECT '" + text + "'::text; $$");
    }

    @ParameterizedTest
    @CsvSource({"EUC_JP, ～－∥①㈱―№表", "EUC_CN, 中文", "EUC_KR, 각", "EUC_TW, 中文", "LATIN6, Āŧ", "LATIN8, Ŵä", "LATIN10, Ș€"})
    void databasesInOtherEncodings(String encoding, String text) throws IOException {
        String options = "ENCODING '" + encoding + "' LOCALE 'C'";
        try (TestDatabase source = server.createDatabase(options)) {
            fill(source, text, text);
            DumpOracle dumps = DumpOracle.of(source);
            dumps.assertSameScript();
            dumps.assertSameEntries();
            dumps.assertRoundTrip(options);
            DumpOracle inserts = dumps.with("--inserts", dump -> dump.with(DumpFlag.INSERTS));
            inserts.assertSameScript();
            inserts.assertRoundTrip(options);
            assertRestoresAlike(RealScripts.of(source, "-Fc"), "");
            assertRestoresAlike(RealScripts.of(source, "-Fc", "--inserts"), "");
            if (TestServer.isThorough()) {
                assertRestoresAlike(RealScripts.of(source, "-Fc"), options);
                assertRestoresAlike(RealScripts.of(source, "-Fc", "--inserts"), options);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "EUC_JP, 表, ～－∥①㈱―№表",
        "SJIS, 能, 〜−‖№ｱ表",
        "BIG5, 碁裏, 碁裏功",
        "GBK, 誠, ⊕誠",
        "UHC, 각, ㉾각",
        "JOHAB, name, ㉾",
        "EUC_TW, 中文, 中文",
        "LATIN6, Āŧ, Āŧ",
        "LATIN8, Ŵä, Ŵä"
    })
    void dumpsInOtherEncodings(String encoding, String name, String text) throws IOException {
        try (TestDatabase source = server.createDatabase()) {
            fill(source, name, text);
            DumpOracle dumps = DumpOracle.of(source).with("-E " + encoding, dump -> dump.encoding(encoding));
            dumps.assertSameScript();
            dumps.assertSameEntries();
            DumpOracle.of(source)
                    .with(
                            "--inserts -E " + encoding,
                            dump -> dump.encoding(encoding).with(DumpFlag.INSERTS))
                    .assertSameScript();
            assertRestoresAlike(RealScripts.of(source, "-Fc", "--inserts", "-E", encoding), "");
        }
    }

    /** Java has no charset for them, so the server decodes the archive's text. */
    @ParameterizedTest
    @ValueSource(strings = {"EUC_JIS_2004", "SHIFT_JIS_2004"})
    void archivesThatTheServerDecodes(String encoding) throws IOException {
        try (TestDatabase source = server.createDatabase()) {
            fill(source, "能", "ソ能表か゚");
            assertRestoresAlike(RealScripts.of(source, "-Fc", "-E", encoding), "");
            assertRestoresAlike(RealScripts.of(source, "-Fc", "--inserts", "-E", encoding), "");
        }
    }

    @Test
    void archivesThatTheServerCannotDecode() throws IOException {
        try (TestDatabase source = server.createDatabase("ENCODING 'LATIN1' LOCALE 'C'")) {
            source.execute(
                    "CREATE TABLE plain (a int)", "COMMENT ON TABLE plain IS '\u00e9'", "INSERT INTO plain VALUES (1)");
            byte[] archive = RealScripts.of(source, "-Fc", "-E", "MULE_INTERNAL");
            try (TestDatabase target = server.createDatabase("ENCODING 'EUC_JP' LOCALE 'C'")) {
                List<String> messages = new ArrayList<>();
                RestoreReport report = restore(archive, target, messages);
                assertThat(messages.get(0)).contains("has no equivalent in encoding \"EUC_JP\"");
                assertThat(report.failureCount()).isPositive();
                assertThat(target.value("SELECT obj_description('plain'::regclass)"))
                        .isNull();
            }
        }
    }

    /** A server accepts every pair of bytes of the right form, even if it does not represent a character. */
    @Test
    void bytesWithoutACharacterAreNotReplaced() throws IOException {
        String options = "ENCODING 'EUC_JP' LOCALE 'C'";
        try (TestDatabase source = server.createDatabase(options);
                TestDatabase target = server.createDatabase()) {
            source.execute(
                    "DO $$ BEGIN EXECUTE 'COMMENT ON SCHEMA public IS ''' || convert_from('\\xa9a1', 'EUC_JP') || ''''; END $$");
            byte[] archive = RealScripts.of(source, "-Fc");
            List<String> messages = new ArrayList<>();
            assertThat(restore(archive, target, messages).failureCount()).isEqualTo(1);
            assertThat(String.join("\n", messages))
                    .contains("the text is not valid in the archive's encoding EUC_JP\nCommand was: COMMENT ON");
        }
    }

    private static RestoreReport restore(byte[] archive, TestDatabase target, List<String> messages)
            throws IOException {
        return PgRestore.from(new ByteArrayInputStream(archive))
                .returnFailures()
                .into(target.connectionSource())
                .onProgress(new MessageCollector(messages))
                .run();
    }

    /** The table cannot be named in the restore's session, so it counts as a failure, and the rest is restored. */
    @Test
    void aTableWhoseNameHasNoCharactersDoesNotEndTheRestore() throws IOException {
        String options = "ENCODING 'EUC_JP' LOCALE 'C'";
        try (TestDatabase source = server.createDatabase(options);
                TestDatabase target = server.createDatabase(options)) {
            source.execute(
                    "DO $$ BEGIN EXECUTE format('CREATE TABLE a%s AS SELECT 1 AS x', convert_from('\\xa9a1', 'EUC_JP')); END $$",
                    "CREATE TABLE b AS SELECT 2 AS x");
            byte[] archive = RealScripts.of(source, "-Fc");
            List<String> messages = new ArrayList<>();
            assertThat(restore(archive, target, messages).failureCount()).isEqualTo(3);
            assertThat(String.join("\n", messages)).contains("Command was: CREATE TABLE", "Command was: COPY");
            assertThat(target.value("SELECT x FROM b")).isEqualTo("2");
        }
    }

    private static void assertRestoresAlike(byte[] archive, String options) throws IOException {
        try (TestDatabase theirs = server.createDatabase(options);
                TestDatabase ours = server.createDatabase(options)) {
            RealClient.require()
                    .run("pg_restore", List.of("-d", theirs.connectionString()), archive)
                    .assertSuccess();
            List<String> messages = new ArrayList<>();
            assertThat(restore(archive, ours, messages).failureCount())
                    .as(String.join("\n", messages))
                    .isZero();
            ScriptDiff.assertSame(RealScripts.of(theirs, "--inserts"), RealScripts.of(ours, "--inserts"));
        }
    }
}
