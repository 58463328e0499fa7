package dev.sengi.internal.dump;

import dev.sengi.DumpFlag;
import dev.sengi.PgDump;
import dev.sengi.testing.NeedsRealClient;
import dev.sengi.testing.RealClient;
import dev.sengi.testing.ScriptDiff;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * A dump's role needs no privileges on objects that the dump does not contain, because it neither reads nor locks them.
 */
@NeedsRealClient
class RightsOracleTest {
    private static final String ROLE = "rights_limited";

    private static TestDatabase create(TestServer server, String... sql) {
        server.maintenance()
                .execute("DO $$ BEGIN CREATE ROLE " + ROLE
                        + " LOGIN; EXCEPTION WHEN duplicate_object OR unique_violation" + " THEN NULL; END $$");
        TestDatabase database = server.createDatabase();
        database.execute(sql);
        return database;
    }

    private static void assertSame(TestDatabase database, UnaryOperator<PgDump> choice, String... options)
            throws IOException {
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.addAll(List.of("-d", database.connectionString(ROLE)));
        byte[] real = RealClient.requireFor(database.server())
                .run("pg_dump", arguments.toArray(String[]::new))
                .assertSuccess()
                .stdout();
        ByteArrayOutputStream ours = new ByteArrayOutputStream();
        choice.apply(PgDump.from(database.connectionSource(ROLE))).to(ours);
        ScriptDiff.assertSame(real, ours.toByteArray());
    }

    @ParameterizedTest
    @FieldSource("dev.sengi.testing.TestServer#OUTER_MAJORS")
    void sequencesWithoutData(int major) throws IOException {
        try (TestDatabase database = create(
                TestServer.of(major),
                "CREATE SEQUENCE secret",
                "CREATE SEQUENCE open",
                "SELECT nextval('open'), nextval('secret')",
                "GRANT SELECT ON open TO " + ROLE)) {
            assertSame(database, dump -> dump.excludeTableData("public.secret"), "--exclude-table-data=public.secret");
            assertSame(database, PgDump::schemaOnly, "-s");
        }
    }

    /** The rows of extensions' configuration tables are dumped without a lock. */
    @ParameterizedTest
    @FieldSource("dev.sengi.testing.TestServer#OUTER_MAJORS")
    void configurationOfExtensions(int major) throws IOException {
        try (TestDatabase database = create(
                TestServer.of(major),
                "CREATE TABLE config (a int PRIMARY KEY, b int)",
                "CREATE TABLE parts (a int) PARTITION BY LIST (a)",
                "CREATE TABLE uses (a int REFERENCES config)",
                "GRANT SELECT ON uses TO " + ROLE,
                "ALTER EXTENSION plpgsql ADD TABLE config",
                "ALTER EXTENSION plpgsql ADD TABLE parts",
                "UPDATE pg_extension SET extconfig = ARRAY['config'::regclass, 'parts'::regclass]::oid[],"
                        + " extcondition = ARRAY['', ''] WHERE extname = 'plpgsql'")) {
            assertSame(database, PgDump::schemaOnly, "-s");
            assertSame(database, dump -> dump.excludeTableData("config"), "--exclude-table-data=config");
            assertSame(
                    database,
                    dump -> dump.excludeTableData("config").with(DumpFlag.STATISTICS),
                    "--exclude-table-data=config",
                    "--statistics");
        }
    }

    /** They belong to the database, although they depend on what the extension owns. */
    @ParameterizedTest
    @FieldSource("dev.sengi.testing.TestServer#OUTER_MAJORS")
    void dependentsOfExtensionsTables(int major) throws IOException {
        try (TestDatabase database = create(
                TestServer.of(major),
                "CREATE TABLE config (a int PRIMARY KEY)",
                "CREATE TABLE a_user (a int REFERENCES config)",
                "CREATE TABLE member (id int NOT NULL)",
                "GRANT SELECT ON a_user, config TO " + ROLE,
                "INSERT INTO config VALUES (1)",
                "INSERT INTO a_user VALUES (1)",
                "ALTER EXTENSION plpgsql ADD TABLE config",
                "ALTER EXTENSION plpgsql ADD TABLE member",
                "ALTER TABLE member ALTER id ADD GENERATED ALWAYS AS IDENTITY",
                "UPDATE pg_extension SET extconfig = ARRAY['config'::regclass]::oid[],"
                        + " extcondition = ARRAY[''] WHERE extname = 'plpgsql'")) {
            assertSame(database, dump -> dump);
            assertSame(database, PgDump::dataOnly, "-a");
        }
    }

    /** Its functions are in another schema, so that nothing needs the type before it is complete. */
    @Test
    void shellTypesWhoseFunctionsAreNotDumped() throws IOException {
        try (TestDatabase database = create(
                TestServer.current(),
                "CREATE SCHEMA a",
                "CREATE SCHEMA b",
                "CREATE TYPE a.t",
                "CREATE FUNCTION b.t_in(cstring) RETURNS a.t LANGUAGE internal IMMUTABLE STRICT AS 'int4in'",
                "CREATE FUNCTION b.t_out(a.t) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int4out'",
                "CREATE TYPE a.t (INPUT = b.t_in, OUTPUT = b.t_out, LIKE = int4)")) {
            assertSame(database, dump -> dump.includeSchema("a"), "-n", "a");
            assertSame(database, dump -> dump.includeSchema("b"), "-n", "b");
            assertSame(database, dump -> dump);
        }
    }
}
