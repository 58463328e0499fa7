package dev.sengi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.testing.NeedsRealClient;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Objects that depend on each other in circles are written in the same order, with the same warnings. */
@NeedsRealClient
class DependencyLoopOracleTest {
    private static final int OBJECTS = 12;

    @Test
    void circularForeignKeys() throws IOException {
        try (TestDatabase database = TestServer.current().createDatabase()) {
            database.execute(
                    "CREATE TABLE a (id int PRIMARY KEY, b int)",
                    "CREATE TABLE b (id int PRIMARY KEY, a int REFERENCES a)",
                    "ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b",
                    "CREATE TABLE c (id int PRIMARY KEY, parent int REFERENCES c)");
            CommandOracle.assertSameDump(database, List.of("-a"));
        }
    }

    @Test
    void circularFunctions() throws IOException {
        try (TestDatabase database = TestServer.current().createDatabase()) {
            database.execute(
                    "CREATE FUNCTION a() RETURNS int BEGIN ATOMIC SELECT 1; END",
                    "CREATE FUNCTION b() RETURNS int BEGIN ATOMIC SELECT a(); END",
                    "CREATE OR REPLACE FUNCTION a() RETURNS int BEGIN ATOMIC SELECT b(); END");
            CommandOracle.assertSameDump(database, List.of());
            List<String> arguments = List.of("-d", database.connectionString());
            assertThat(CommandOracle.run("pg_dump", arguments, Map.of()).stderr())
                    .contains("pg_dump: detail: FUNCTION a  (ID ");
        }
    }

    /** An expression that a child only inherits is not written, although the loop separates it from its table. */
    @Test
    void inheritedGenerationExpressions() throws IOException {
        try (TestDatabase database = TestServer.current().createDatabase()) {
            database.execute(
                    "CREATE FUNCTION f(i int) RETURNS int LANGUAGE sql IMMUTABLE AS 'select $1'",
                    "CREATE TABLE p (a int, g int GENERATED ALWAYS AS (f(a)) STORED)",
                    "CREATE TABLE c () INHERITS (p)",
                    "CREATE OR REPLACE FUNCTION f(i int) RETURNS int LANGUAGE sql IMMUTABLE BEGIN ATOMIC"
                            + " SELECT i + (SELECT count(*)::int FROM c WHERE false); END");
            CommandOracle.assertSameDump(database, List.of("-s"));
        }
    }

    /** They have no OID, so the warning shows 0. */
    @Test
    void statistics() throws IOException {
        try (TestDatabase database = TestServer.current().createDatabase()) {
            database.execute(
                    "CREATE TABLE base (id int PRIMARY KEY, v text)",
                    "CREATE FUNCTION f(int) RETURNS int IMMUTABLE LANGUAGE sql BEGIN ATOMIC"
                            + " SELECT count(*)::int FROM (SELECT id, v FROM base GROUP BY id) s WHERE s.id = $1; END",
                    "CREATE TABLE part (a int) PARTITION BY RANGE (f(a))");
            CommandOracle.assertSameDump(database, List.of("--statistics"));
            List<String> arguments = List.of("--statistics", "-d", database.connectionString());
            assertThat(CommandOracle.run("pg_dump", arguments, Map.of()).stderr())
                    .containsPattern("RELATION STATISTICS FOR part  \\(ID \\d+ OID 0\\)");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 8, 15, 22, 29, 36})
    void anyObjects(long seed) throws IOException, SQLException {
        try (TestDatabase database = TestServer.current().createDatabase()) {
            create(database, new Random(seed));
            CommandOracle.assertSameDump(database, List.of());
            CommandOracle.assertSameDump(database, List.of("-s", "--section=pre-data"));
        }
    }

    /** Creates objects that refer to random earlier ones, then functions in their place that refer to any. */
    private static void create(TestDatabase database, Random random) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SET check_function_bodies = on");
            for (int i = 0; i < OBJECTS; i++) {
                statement.execute(function(i, "SELECT 1"));
            }
            for (int i = 0; i < OBJECTS; i++) {
                tryTo(statement, object(i, random));
            }
            for (int i = 0; i < OBJECTS; i++) {
                tryTo(statement, function(i, query(random)));
            }
        }
    }

    @SuppressWarnings("EmptyCatch") // The object to which the command refers may not exist or may be of another kind.
    private static void tryTo(Statement statement, String command) {
        try {
            statement.execute(command);
        } catch (SQLException expected) {
        }
    }

    private static String function(int i, String query) {
        return "CREATE OR REPLACE FUNCTION f" + i + "() RETURNS int BEGIN ATOMIC " + query + "; END";
    }

    private static String call(Random random) {
        return "f" + random.nextInt(OBJECTS) + "()";
    }

    private static String object(int i, Random random) {
        int earlier = random.nextInt(Math.max(1, i));
        return switch (random.nextInt(9)) {
            case 0 -> "CREATE VIEW r" + i + " AS SELECT " + call(random) + " AS a";
            case 1 -> "CREATE MATERIALIZED VIEW r" + i + " AS SELECT " + call(random) + " AS a WITH NO DATA";
            case 2 -> "CREATE DOMAIN d" + i + " AS int CHECK (VALUE > " + call(random) + ")";
            case 3 -> "CREATE TABLE r" + i + " (a int CHECK (a > " + call(random) + "), b d" + earlier + ")";
            case 4 -> "CREATE TABLE r" + i + " (a int DEFAULT " + call(random) + ", b r" + earlier + ")";
            case 5 -> "CREATE VIEW r" + i + " AS SELECT a FROM r" + earlier;
            case 6 -> "CREATE TABLE r" + i + " (a int DEFAULT " + call(random) + ") PARTITION BY LIST (a)";
            case 7 -> "CREATE RULE u AS ON INSERT TO r" + earlier + " DO ALSO SELECT " + call(random);
            default ->
                "CREATE TABLE r" + i + " (a int DEFAULT " + call(random) + " CHECK (a <> " + call(random)
                        + "), PRIMARY KEY (a))";
        };
    }

    private static String query(Random random) {
        int other = random.nextInt(OBJECTS);
        return switch (random.nextInt(4)) {
            case 0 -> "SELECT a FROM r" + other;
            case 1 -> "SELECT a FROM r" + other + " GROUP BY a";
            case 2 -> "SELECT 1 WHERE 1::d" + other + " > 0";
            default -> "SELECT " + call(random);
        };
    }
}
