package dev.sengi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sengi.ObjectDifference.Aspect;
import dev.sengi.ObjectDifference.Change;
import dev.sengi.internal.compare.Count;
import dev.sengi.internal.compare.TablePair;
import dev.sengi.testing.NeedsRealClient;
import dev.sengi.testing.RealClient;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Databases compared with archives and scripts made from them by the real pg_dump. */
@NeedsRealClient
class PgDiffOracleTest {
    @TempDir
    private Path folder;

    private Path dump(TestDatabase database, String name, String... options) {
        Path file = folder.resolve(name);
        List<String> arguments = new ArrayList<>(List.of("-f", file.toString(), "-d", database.connectionString()));
        arguments.addAll(List.of(options));
        RealClient.require().run("pg_dump", arguments.toArray(String[]::new)).assertSuccess();
        return file;
    }

    private static DiffReport compare(TestDatabase database, Path dump) throws IOException {
        return PgDiff.between(DiffSource.database(database.connectionSource()), DiffSource.dump(dump))
                .countRows()
                .run();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-Fc",
                "-Fd",
                "-Ft",
                "-Fp",
                "-Fp --verbose",
                "-Fp --clean --create",
                "-Fp --inserts",
                "-Fp --rows-per-insert=3",
                "-Fp --use-set-session-authorization",
                "-Fp -Z gzip",
                "-Fc --statistics",
                "-Fp --statistics",
                "-Fp -E LATIN1 --no-sync"
            })
    void everyFormOfADumpEqualsItsDatabase(String options) throws IOException {
        TestDatabase demo = TestServer.current().sample("demo");
        if (options.contains("LATIN1")) {
            try (TestDatabase database = TestServer.current().createDatabase()) {
                database.execute("CREATE TABLE \"schön\" AS SELECT 'ä' AS \"größe\"", "COMMENT ON TABLE schön IS 'ß'");
                assertThat(compare(database, dump(database, "x", options.split(" "))))
                        .satisfies(this::isEqual);
            }
            return;
        }
        assertThat(compare(demo, dump(demo, "x", options.split(" ")))).satisfies(this::isEqual);
    }

    private void isEqual(DiffReport report) {
        assertThat(report.objects()).isEmpty();
        assertThat(report.tables()).isNotEmpty().allMatch(TableRows::isEqual);
        assertThat(report.isEqual()).isTrue();
    }

    @Test
    void scriptWithoutOwnersEqualsItsDatabase() throws IOException {
        TestDatabase demo = TestServer.current().sample("demo");
        Path script = dump(demo, "x", "-O", "-x", "-s");
        DiffReport report = PgDiff.between(
                        DiffSource.database(demo.connectionSource()), DiffSource.dump(Files.newInputStream(script)))
                .noPrivileges()
                .run();
        assertThat(report.objects()).isEmpty();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void scriptInAPipeEqualsItsDatabase() throws IOException, InterruptedException {
        TestDatabase demo = TestServer.current().sample("demo");
        byte[] script = Files.readAllBytes(dump(demo, "x"));
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
            try {
                Files.write(pipe, script, StandardOpenOption.WRITE);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        try (InputStream in = new FileInputStream(pipe.toFile())) {
            assertThat(PgDiff.between(DiffSource.dump(in), DiffSource.database(demo.connectionSource()))
                            .countRows()
                            .run())
                    .satisfies(this::isEqual);
        }
        writer.join();
    }

    @Test
    void eachAspectIsCompared() throws IOException {
        try (TestDatabase former = TestServer.current().createDatabase()) {
            String role = "diffing_" + former.name();
            former.execute(
                    "CREATE ROLE " + role,
                    "CREATE TABLE item (id int PRIMARY KEY, \"Name\" text)",
                    "CREATE INDEX item_name ON item (\"Name\")",
                    "CREATE VIEW \"Odd view\" AS SELECT 1 AS one",
                    "CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT 1'",
                    "CREATE TABLE gone (id int)",
                    "CREATE TRIGGER t BEFORE UPDATE ON item FOR EACH ROW EXECUTE FUNCTION"
                            + " suppress_redundant_updates_trigger()");
            Path dump = dump(former, "former", "-Fc");
            try {
                former.execute(
                        "ALTER TABLE item OWNER TO " + role,
                        "COMMENT ON COLUMN item.\"Name\" IS 'its name'",
                        "GRANT SELECT (id) ON item TO " + role,
                        "COMMENT ON CONSTRAINT item_pkey ON item IS 'key'",
                        "COMMENT ON TRIGGER t ON item IS 'trigger'",
                        "GRANT SELECT ON \"Odd view\" TO " + role,
                        "COMMENT ON FUNCTION f(int) IS 'function'",
                        "CREATE OR REPLACE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT 2'",
                        "DROP TABLE gone",
                        "CREATE TABLE added (id int)",
                        "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO " + role);
                DiffReport report = PgDiff.between(
                                DiffSource.dump(dump), DiffSource.database(former.connectionSource()))
                        .run();
                assertThat(report.objects())
                        .extracting(object -> object.change() + " " + object.type() + " "
                                + object.schema().orElse("-") + " " + object.name() + " " + object.aspects())
                        .containsExactlyInAnyOrder(
                                "CHANGED TABLE public item [OWNER, PRIVILEGES, COMMENT]",
                                "CHANGED CONSTRAINT public item item_pkey [COMMENT]",
                                "CHANGED TRIGGER public item t [COMMENT]",
                                "CHANGED VIEW public Odd view [PRIVILEGES]",
                                "CHANGED FUNCTION public f(integer) [DEFINITION, COMMENT]",
                                "REMOVED TABLE public gone [DEFINITION, OWNER]",
                                "ADDED TABLE public added [DEFINITION, OWNER]",
                                "ADDED DEFAULT ACL - DEFAULT PRIVILEGES FOR TABLES [PRIVILEGES]");
                assertThat(report.tables()).isEmpty();
                DiffReport without = PgDiff.between(
                                DiffSource.dump(dump), DiffSource.database(former.connectionSource()))
                        .noOwner()
                        .noPrivileges()
                        .noComments()
                        .run();
                assertThat(without.objects())
                        .extracting(ObjectDifference::name)
                        .containsExactly("added", "f(integer)", "gone");
            } finally {
                former.execute("DROP OWNED BY " + role + " CASCADE", "DROP ROLE " + role);
            }
        }
    }

    /** Owners are compared on their own, so the commands that set them are left out of definitions, and no others. */
    @Test
    void aDefaultThatEndsLikeAnOwnerIsCompared() throws IOException {
        try (TestDatabase former = TestServer.current().createDatabase();
                TestDatabase latter = TestServer.current().createDatabase()) {
            for (TestDatabase side : List.of(former, latter)) {
                side.execute(
                        "CREATE TABLE t (a text)",
                        "CREATE VIEW v AS SELECT a FROM t",
                        "ALTER VIEW v ALTER a SET DEFAULT '" + (side == former) + " OWNER TO x'");
            }
            DiffReport report = PgDiff.between(
                            DiffSource.database(former.connectionSource()),
                            DiffSource.database(latter.connectionSource()))
                    .run();
            assertThat(report.objects())
                    .singleElement()
                    .satisfies(
                            object -> assertThat(object.aspects()).containsExactly(ObjectDifference.Aspect.DEFINITION));
        }
    }

    @Test
    void objectsWithTheSameNameAreToldApart() throws IOException {
        try (TestDatabase former = TestServer.current().createDatabase()) {
            former.execute(
                    "CREATE FUNCTION a(int, int) RETURNS int LANGUAGE sql AS 'SELECT 1'",
                    "CREATE FUNCTION b(text, text) RETURNS int LANGUAGE sql AS 'SELECT 1'",
                    "CREATE FUNCTION c(box, box) RETURNS int LANGUAGE sql AS 'SELECT 1'",
                    "CREATE OPERATOR <=>(FUNCTION = a, LEFTARG = int, RIGHTARG = int)",
                    "CREATE OPERATOR <=>(FUNCTION = b, LEFTARG = text, RIGHTARG = text)");
            Path dump = dump(former, "former", "-Fp");
            former.execute(
                    "DROP OPERATOR <=>(int, int)",
                    "CREATE OPERATOR <=>(FUNCTION = c, LEFTARG = box, RIGHTARG = box)",
                    "CREATE OPERATOR <=>(FUNCTION = a, LEFTARG = int, RIGHTARG = int)");
            DiffReport report = PgDiff.between(DiffSource.dump(dump), DiffSource.database(former.connectionSource()))
                    .run();
            assertThat(report.objects()).singleElement().satisfies(object -> {
                assertThat(object.change()).isEqualTo(Change.ADDED);
                assertThat(object.aspects()).isEqualTo(Set.of(Aspect.DEFINITION, Aspect.OWNER));
                assertThat(object.before()).isEmpty();
                assertThat(object.after().orElseThrow())
                        .contains("LEFTARG = box")
                        .contains("-- Owner: postgres\n");
            });
        }
    }

    @Test
    void numbersOfRowsAreComparedOnRequest() throws IOException {
        try (TestDatabase former = TestServer.current().createDatabase()) {
            former.execute("CREATE TABLE t AS SELECT 1 i", "SELECT lo_from_bytea(5, 'x')");
            Path script = dump(former, "former");
            Path archive = dump(former, "archive", "-Fc");
            former.execute("INSERT INTO t VALUES (2)", "SELECT lo_from_bytea(6, 'x')");
            for (Path dump : List.of(script, archive)) {
                DiffReport report = compare(former, dump);
                assertThat(report.objects()).isEmpty();
                assertThat(report.isEqual()).isFalse();
                Optional<RowCount> one = Optional.of(Count.of(1));
                Optional<RowCount> two = Optional.of(Count.of(2));
                assertThat(report.tables())
                        .containsExactly(
                                new TablePair(Optional.of("public"), Optional.of("t"), two, one),
                                new TablePair(Optional.empty(), Optional.empty(), two, one));
            }
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void foreignTablesAreComparedIfADumpContainsTheirRows() throws IOException {
        try (TestDatabase database = TestServer.current().createDatabase()) {
            database.execute(
                    "CREATE EXTENSION file_fdw",
                    "CREATE SERVER files FOREIGN DATA WRAPPER file_fdw",
                    "CREATE FOREIGN TABLE dumped (i int) SERVER files OPTIONS (program 'echo 1')",
                    "CREATE SERVER others FOREIGN DATA WRAPPER file_fdw",
                    "CREATE FOREIGN TABLE missing (i int) SERVER others OPTIONS (filename '/nonesuch')");
            DiffSource side = DiffSource.database(database.connectionSource());
            for (String format : List.of("-Fc", "-Fp", "-Fd")) {
                DiffSource dump = DiffSource.dump(dump(database, format, format, "--include-foreign-data=files"));
                for (PgDiff diff : List.of(PgDiff.between(side, dump), PgDiff.between(dump, side))) {
                    assertThat(diff.countRows().run()).satisfies(this::isEqual);
                }
            }
            assertThat(PgDiff.between(side, side).countRows().run().tables()).isEmpty();
            database.execute("CREATE TABLE t ()");
            assertThat(compare(database, dump(database, "without", "-Fc"))).satisfies(this::isEqual);
        }
    }

    @Test
    void reportsCannotBeChanged() throws IOException {
        try (TestDatabase former = TestServer.current().createDatabase()) {
            Path dump = dump(former, "former");
            former.execute("CREATE TABLE t ()");
            DiffReport report = compare(former, dump);
            ObjectDifference object = report.objects().get(0);
            List<Collection<?>> collections = List.of(report.objects(), report.tables(), object.aspects());
            assertThat(collections).allSatisfy(collection -> {
                assertThat(collection).isNotEmpty();
                assertThatThrownBy(collection::clear).isInstanceOf(UnsupportedOperationException.class);
            });
        }
    }

    @Test
    void incompleteDumpsAreRefused() throws IOException {
        try (TestDatabase database = TestServer.current().createDatabase()) {
            database.execute("CREATE TABLE t AS SELECT 1 i");
            byte[] script = Files.readAllBytes(dump(database, "x"));
            byte[] cut = Arrays.copyOf(script, script.length / 2);
            DiffSource source = DiffSource.database(database.connectionSource());
            assertThatThrownBy(() -> PgDiff.between(DiffSource.dump(new ByteArrayInputStream(cut)), source)
                            .run())
                    .isInstanceOf(SengiException.class)
                    .hasMessageContaining("the script is truncated");
            byte[] cluster = "--\n-- PostgreSQL database cluster dump\n--\n\n".getBytes(StandardCharsets.UTF_8);
            assertThatThrownBy(() -> PgDiff.between(DiffSource.dump(new ByteArrayInputStream(cluster)), source)
                            .run())
                    .isInstanceOf(SengiException.class)
                    .hasMessageContaining("pg_dumpall");
        }
    }
}
