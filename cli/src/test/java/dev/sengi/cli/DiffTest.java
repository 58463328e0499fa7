package dev.sengi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.testing.Result;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sengi diff}. */
class DiffTest {
    @TempDir
    private static Path folder;

    private static TestDatabase database;
    private static String former;
    private static String latter;
    private static String script;

    @BeforeAll
    static void create() {
        database = TestServer.current().createDatabase();
        database.execute(
                "CREATE TABLE item (id int, price int)",
                "COMMENT ON TABLE item IS 'what is sold'",
                "CREATE TABLE gone (id int)",
                "CREATE VIEW same AS SELECT 1 AS one");
        former = dump("former", "-Fc");
        database.execute(
                "ALTER TABLE item ALTER price TYPE bigint",
                "COMMENT ON TABLE item IS 'what we sell'",
                "INSERT INTO item VALUES (1, 2)",
                "DROP TABLE gone");
        latter = dump("latter", "-Fd");
        script = dump("script", "-Fp");
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    private static String dump(String name, String format) {
        String file = folder.resolve(name).toString();
        sengi("dump", format, "-f", file, database.connectionString()).assertSuccess();
        return file;
    }

    private static Result sengi(String... arguments) {
        return CommandOracle.run("sengi", List.of(arguments), Map.of());
    }

    @Test
    void differencesAreUnifiedHunks() {
        Result result = sengi("diff", former, latter);
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.stderr()).isEmpty();
        assertThat(result.text()).isEqualTo(String.format(Locale.ROOT, """
                --- %s
                +++ %s

                removed: TABLE public.gone
                @@ -1,4 +0,0 @@
                -CREATE TABLE public.gone (
                -    id integer
                -);
                --- Owner: postgres

                changed: TABLE public.item (definition, comment)
                @@ -1,6 +1,6 @@
                 CREATE TABLE public.item (
                     id integer,
                -    price integer
                +    price bigint
                 );
                 -- Owner: postgres
                -COMMENT ON TABLE public.item IS 'what is sold';
                +COMMENT ON TABLE public.item IS 'what we sell';

                0 added, 1 removed, 1 changed
                """, former, latter));
    }

    @Test
    void briefOutputHasHeadingsOnly() {
        assertThat(sengi("diff", "-q", latter, former).text())
                .isEqualTo(String.format(Locale.ROOT, """
                --- %s
                +++ %s
                added: TABLE public.gone
                changed: TABLE public.item (definition, comment)

                1 added, 0 removed, 1 changed
                """, latter, former));
        assertThat(sengi("diff", "-q", "--no-comments", former, latter).text())
                .contains("changed: TABLE public.item (definition)\n");
    }

    @Test
    void allFormsOfADumpAreEqual() throws IOException {
        String uri = "postgresql://postgres@localhost:" + database.server().port() + "/" + database.name()
                + "?application_name=secret";
        for (String[] sides :
                new String[][] {{latter, script}, {script, database.connectionString()}, {uri, latter}, {script, uri}
                }) {
            Result result = sengi("diff", "--data", sides[0], sides[1]).assertSuccess();
            assertThat(result.text())
                    .endsWith(" are equal, with 1 row in 1 table\n")
                    .doesNotContain("secret");
        }
        Result piped = CommandOracle.run(
                "sengi", List.of("diff", "--data", "-", latter), Map.of(), Files.readAllBytes(Path.of(script)));
        assertThat(piped.assertSuccess().text())
                .isEqualTo("standard input and " + latter + " are equal, with 1 row in 1 table\n");
        Result archive = CommandOracle.run(
                "sengi", List.of("diff", "--data", former, "-"), Map.of(), Files.readAllBytes(Path.of(former)));
        assertThat(archive.assertSuccess().text()).contains(" are equal, with 0 rows in 2 tables\n");
    }

    @Test
    void namesOfDatabasesContainNoPasswords() {
        String keywords =
                "host=localhost port=" + database.server().port() + " user=postgres dbname=" + database.name();
        String secrets = " password = 'it\\'s secret' sslpassword=sec\\ ret";
        assertThat(sengi("diff", keywords + secrets, latter).assertSuccess().text())
                .isEqualTo(keywords + " and " + latter + " are equal\n");
        String server = "localhost:" + database.server().port() + "/" + database.name();
        assertThat(sengi("diff", "postgresql://postgres:secret@" + server + "?sslpassword=secret", latter)
                        .assertSuccess()
                        .text())
                .isEqualTo("postgresql://" + server + " and " + latter + " are equal\n");
        for (String password : List.of("se#cret", "se?cret", "se:cret", "%2Fsecret")) {
            assertThat(sengi("diff", "postgresql://postgres:" + password + "@" + server, latter)
                            .assertSuccess()
                            .text())
                    .isEqualTo("postgresql://" + server + " and " + latter + " are equal\n");
        }
    }

    @Test
    void numbersOfRowsAreListed() {
        Result result = sengi("diff", "-q", "--data", former, latter);
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.text()).endsWith("""

                        rows:
                        SCHEMA  TABLE  FIRST   SECOND
                        public  gone       0  missing
                        public  item       0        1

                        0 added, 1 removed, 1 changed; 2 of 2 numbers of rows differ
                        """);
    }

    @Test
    void jsonIsForPrograms() {
        Result result = sengi("diff", "--json", "--data", former, script);
        assertThat(result.exitCode()).isEqualTo(1);
        String json = result.text().replace("'", "''");
        assertThat(database.value("SELECT '" + json + "'::jsonb->>'equal'")).isEqualTo("false");
        assertThat(database.rows("SELECT e->>'change', e->>'kind', e->>'schema', e->>'name', e->>'aspects',"
                        + " (e->>'before') LIKE 'CREATE TABLE%', e->>'after' = ''"
                        + " FROM jsonb_array_elements('" + json + "'::jsonb->'objects') e"))
                .containsExactly(
                        List.of("removed", "TABLE", "public", "gone", "[\"definition\", \"owner\"]", "t", "t"),
                        List.of("changed", "TABLE", "public", "item", "[\"definition\", \"comment\"]", "t", "f"));
        assertThat(database.rows("SELECT e->>'name', e#>>'{second,count}', e->>'equal'" + " FROM jsonb_array_elements('"
                        + json + "'::jsonb->'rows') e"))
                .contains(List.of("item", "1", "false"));
        String equal = sengi("diff", "--json", latter, script).assertSuccess().text();
        assertThat(database.value("SELECT '" + equal + "'::jsonb->>'equal'")).isEqualTo("true");
    }

    /** Bytes of a database without an encoding are compared and shown as UTF-8, unless they are invalid. */
    @Test
    void textWithoutAnEncodingIsReadable() {
        TestServer server = TestServer.current();
        try (TestDatabase source = server.createDatabase("ENCODING 'UTF8' LOCALE 'C'");
                TestDatabase target = server.createDatabase("ENCODING 'SQL_ASCII' LOCALE 'C'")) {
            source.execute(
                    "CREATE TABLE \"größe\" AS SELECT 1 AS \"länge\"",
                    "COMMENT ON COLUMN \"größe\".\"länge\" IS 'in Ångström'",
                    "CREATE TABLE \"zwei\nzeilen €\" ()");
            List<String> sides = new ArrayList<>(List.of(source.connectionString(), target.connectionString()));
            dump(source, "utf8", "-Fc", sides);
            sengi("restore", "-q", "-d", target.connectionString(), sides.get(2))
                    .assertSuccess();
            dump(target, "bytes", "-Fc", sides);
            dump(target, "script", "-Fp", sides);
            for (String side : sides) {
                assertThat(sengi("diff", "--data", sides.get(0), side).text())
                        .endsWith(" are equal, with 1 row in 2 tables\n");
            }
            target.execute(
                    "ALTER TABLE \"größe\" ADD \"höhe\" int",
                    "DO $$ BEGIN EXECUTE convert_from('\\x435245415445205441424c4520e92829', 'SQL_ASCII'); END $$");
            Result result = sengi("diff", sides.get(0), sides.get(1));
            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.text())
                    .contains("changed: TABLE public.größe (definition)\n", "\n+    \"höhe\" integer\n")
                    .contains("added: TABLE public.é\n");
            assertThat(sengi("diff", "--json", sides.get(0), sides.get(1)).text())
                    .contains("\"name\":\"größe\"");
        }
    }

    private static void dump(TestDatabase from, String name, String format, List<String> sides) {
        String file = folder.resolve(name).toString();
        sengi("dump", format, "-f", file, from.connectionString()).assertSuccess();
        sides.add(file);
    }

    /** In comments, pg_dump replaces line feeds with blanks. */
    @Test
    void namesMayContainLineFeeds() {
        try (TestDatabase odd = TestServer.current().createDatabase()) {
            odd.execute(
                    "CREATE SCHEMA \"s\ns\"",
                    "CREATE TABLE \"a b\" AS SELECT 1 i",
                    "CREATE TABLE \"a\nb\" AS SELECT generate_series(1, 2) i",
                    "CREATE UNLOGGED TABLE \"a\rb\" (i int)",
                    "CREATE TABLE \"s\ns\".\"a b\" (i int)",
                    "CREATE TABLE \"s\ns\".\"a\nb\" (i int)",
                    "CREATE TABLE \"s\ns\".\"\"\"; (\n.b\" AS SELECT 1 i",
                    "CREATE VIEW \"v\nw\" AS SELECT 1 AS one");
            List<String> sides = new ArrayList<>(List.of(odd.connectionString()));
            for (String options : List.of("-Fc", "-Fp", "-Fp --inserts")) {
                String file = folder.resolve("odd" + sides.size()).toString();
                List<String> arguments = new ArrayList<>(List.of("dump", "-f", file, odd.connectionString()));
                arguments.addAll(List.of(options.split(" ")));
                sengi(arguments.toArray(String[]::new)).assertSuccess();
                sides.add(file);
            }
            for (String side : sides) {
                assertThat(sengi("diff", "--data", sides.get(1), side).text())
                        .endsWith(" are equal, with 4 rows in 6 tables\n");
            }
            odd.execute(
                    "DROP VIEW \"v\nw\"", "INSERT INTO \"a\nb\" VALUES (3)", "ALTER TABLE \"s\ns\".\"a\nb\" ADD j int");
            String json = sengi("diff", "--json", "--data", sides.get(1), sides.get(0))
                    .text()
                    .replace("'", "''");
            assertThat(odd.rows("SELECT e->>'schema', e->>'name' FROM jsonb_array_elements('" + json
                            + "'::jsonb->'objects') e"))
                    .containsExactly(List.of("public", "v\nw"), List.of("s\ns", "a\nb"));
            assertThat(odd.rows("SELECT e->>'schema', e->>'name' FROM jsonb_array_elements('" + json
                            + "'::jsonb->'rows') e WHERE e->>'equal' = 'false'"))
                    .containsExactly(List.of("public", "a\nb"));
        }
    }

    @Test
    void whatARoleMayNotReadIsNotCounted() {
        try (TestDatabase shop = TestServer.current().createDatabase()) {
            String role = "comparing_" + shop.name();
            shop.execute(
                    "CREATE ROLE " + role + " LOGIN",
                    "CREATE TABLE item AS SELECT 1 i",
                    "CREATE TABLE secret AS SELECT 1 i",
                    "CREATE SCHEMA hidden",
                    "CREATE TABLE hidden.item AS SELECT 1 i",
                    "GRANT SELECT ON item, hidden.item TO " + role);
            try {
                String file = folder.resolve("shop").toString();
                sengi("dump", "-Fc", "-f", file, shop.connectionString()).assertSuccess();
                sengi("diff", file, shop.connectionString(role)).assertSuccess();
                Result result = sengi("diff", "--data", file, shop.connectionString(role));
                assertThat(result.stderr()).isEmpty();
                assertThat(result.exitCode()).isEqualTo(1);
                assertThat(result.text()).endsWith("""

                        rows:
                        SCHEMA  TABLE   FIRST             SECOND
                        hidden  item        1  permission denied
                        public  secret      1  permission denied

                        0 added, 0 removed, 0 changed; 2 of 3 numbers of rows differ
                        """);
            } finally {
                shop.execute("DROP OWNED BY " + role, "DROP ROLE " + role);
            }
        }
    }

    @Test
    void errorsHaveTheirOwnExitCode() throws IOException {
        Path damaged = Files.writeString(folder.resolve("damaged"), "PGDMP");
        for (String[] arguments : new String[][] {
            {"diff", former},
            {"diff", "--nonesuch", former, latter},
            {"diff", "-", "-"},
            {"diff", former, "nonesuch"},
            {"diff", damaged.toString(), latter},
            {"diff", latter, database.connectionString().replace(database.name(), "nonesuch")}
        }) {
            Result result = sengi(arguments);
            assertThat(result.exitCode()).as(String.join(" ", arguments)).isEqualTo(2);
            assertThat(result.stdout()).isEmpty();
            assertThat(result.stderr()).startsWith("sengi diff: ");
        }
        assertThat(sengi("diff", former, "nonesuch").stderr()).isEqualTo("""
                sengi diff: error: could not open input file "nonesuch": No such file or directory
                sengi diff: hint: To name a database, use a connection string such as dbname=shop.
                """);
    }
}
