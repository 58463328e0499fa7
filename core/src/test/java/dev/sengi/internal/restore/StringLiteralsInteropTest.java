package dev.sengi.internal.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.testing.NeedsRealClient;
import dev.sengi.testing.RealClient;
import dev.sengi.testing.ScriptDiff;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Backslashes keep their meaning when roles and client encodings decide how they are read. */
@NeedsRealClient
class StringLiteralsInteropTest {
    private static final String OBJECTS = """
            CREATE TABLE item (id int PRIMARY KEY, u text DEFAULT E'C:\\\\temp\\\\new''c', b bytea DEFAULT E'\\\\x00ff5c',
                CONSTRAINT digits CHECK (u !~ E'^\\\\d+$' AND u <> E'x\\\\\\\\y;'));
            CREATE TABLE owned (c) AS SELECT E'\\\\'';--'::text;
            INSERT INTO item (id) VALUES (1), (2);
            INSERT INTO item VALUES (3, E'ends in \\\\', E'\\\\x5c27');
            COMMENT ON TABLE item IS E'back\\\\slash and ''quote\\\\''';
            COMMENT ON COLUMN item.u IS E'\\\\';
            CREATE VIEW plain AS SELECT id, E'\\\\t' || u AS tab FROM item WHERE u ~ E'^C:\\\\\\\\';
            CREATE FUNCTION fn() RETURNS text LANGUAGE sql AS $$ SELECT 'a\\b' $$;
            CREATE FUNCTION quoted(a text DEFAULT E'\\\\n') RETURNS text LANGUAGE plpgsql AS E'BEGIN RETURN E''\\\\\\\\''; END';
            CREATE TYPE mood AS ENUM (E'\\\\', E'a\\\\''b');
            SELECT lo_from_bytea(4242, E'\\\\x5c00');
            COMMENT ON LARGE OBJECT 4242 IS E'\\\\n'""";

    @TempDir
    private Path folder;

    /**
     * Contains nothing that would be rejected if it were read incorrectly, so that no error could cause it to be read
     * correctly.
     */
    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "-j2", "--transaction-size=100"})
    void whatCanBeReadEitherWayIsReadAsItWasMeant(String options) throws IOException {
        try (TestDatabase source = database("on");
                TestDatabase restored = database("off")) {
            source.execute(
                    "CREATE TABLE path (p text DEFAULT 'C:\\temp\\new' CHECK (p !~ '^\\d+'), b bytea DEFAULT '\\x6162')");
            Path archive = dump(source, "");
            assertThat(RestoreOracle.ourRestore(restored, archive, options, "postgres"))
                    .isEqualTo("exit code 0");
            assertSameScripts(source, restored);
        }
    }

    @Test
    void aRolesSettingChangesNothing() throws IOException {
        TestDatabase maintenance = TestServer.current().maintenance();
        maintenance.execute(
                "DROP ROLE IF EXISTS old_strings",
                "CREATE ROLE old_strings SUPERUSER LOGIN",
                "ALTER ROLE old_strings SET standard_conforming_strings = off",
                "ALTER ROLE old_strings SET backslash_quote = off");
        try (TestDatabase source = database("on");
                TestDatabase ours = database("on")) {
            source.execute(OBJECTS);
            Path archive = dump(source, "--inserts");
            assertThat(RestoreOracle.ourRestore(ours, archive, "--no-owner", "old_strings"))
                    .isEqualTo("exit code 0");
            ours.execute("REASSIGN OWNED BY old_strings TO postgres");
            assertSameScripts(source, ours);
        } finally {
            maintenance.execute("DROP ROLE old_strings");
        }
    }

    /** Since 19, servers support no setting other than on; even their own pg_restore falsifies literals there. */
    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "-j2"})
    void aServerWithoutTheSettingGetsWhatWasMeant(String options) throws IOException {
        TestServer server = TestServer.of(19);
        try (TestDatabase source = database("off");
                TestDatabase expected = server.createDatabase();
                TestDatabase ours = server.createDatabase()) {
            source.execute(OBJECTS);
            Path archive = dump(source, "--inserts");
            assertThat(RestoreOracle.ourRestore(ours, archive, options, "postgres"))
                    .isEqualTo("exit code 0");
            source.execute("ALTER DATABASE " + source.name() + " SET standard_conforming_strings = on");
            assertThat(RestoreOracle.realRestore(expected, dump(source, ""), "", "postgres"))
                    .isEqualTo("exit code 0");
            RestoreOracle.assertSameContent(expected, ours);
        }
    }

    /** In SJIS, the second byte of some characters is a backslash. */
    @Test
    void aByteWithinACharacterIsNotABackslash() throws IOException {
        try (TestDatabase source = database("off");
                TestDatabase ours = database("on")) {
            source.execute("CREATE TABLE t (a text)", "INSERT INTO t VALUES ('ソ'), (E'\\\\'), ('ソ;'), ('表''')");
            Path archive = dump(source, "--inserts -E SJIS");
            assertThat(RestoreOracle.ourRestore(ours, archive, "", "postgres")).isEqualTo("exit code 0");
            assertThat(ours.column("SELECT a FROM t")).containsExactly("ソ", "\\", "ソ;", "表'");
        }
    }

    private static TestDatabase database(String standardStrings) {
        TestDatabase database = TestServer.current().createDatabase();
        database.execute(
                "ALTER DATABASE " + database.name() + " SET standard_conforming_strings = " + standardStrings,
                "ALTER DATABASE " + database.name() + " SET escape_string_warning = off");
        return database;
    }

    private Path dump(TestDatabase source, String options) {
        Path archive = folder.resolve("dump");
        String all = options + " -Fc -d " + source.connectionString() + " -f " + archive;
        RealClient.require()
                .run("pg_dump", List.of(all.strip().split(" ")).toArray(String[]::new))
                .assertSuccess();
        return archive;
    }

    /** Dumps both databases with the same setting, because the setting changes how literals are written. */
    private static void assertSameScripts(TestDatabase expected, TestDatabase actual) {
        for (TestDatabase database : List.of(expected, actual)) {
            database.execute("ALTER DATABASE " + database.name() + " SET standard_conforming_strings = on");
        }
        ScriptDiff.assertSame(RestoreOracle.dump(expected), RestoreOracle.dump(actual));
    }
}
