package dev.sengi.internal.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.DumpFormat;
import dev.sengi.PgDump;
import dev.sengi.PgRestore;
import dev.sengi.archive.Section;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Restores into tables with columns, constraints and partitions that only the target has, or with functions that only the
 * target has: several sessions produce the same database as a single one.
 */
class ParallelTargetTest {
    private static final int PART = 1 << 16;

    private static final String COUNT =
            "CREATE FUNCTION n() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM public.a';";

    /** Creates a trigger function that marks rows. */
    private static final String MARK = "CREATE FUNCTION mark() RETURNS trigger LANGUAGE plpgsql AS"
            + " 'BEGIN NEW.x = ''marked''; RETURN NEW; END'";

    private static final String SMALL = "CREATE TABLE a (id int, x text); CREATE TABLE b (id int);";
    private static final String FILL_SMALL = "SELECT fill('a', 30000); INSERT INTO b SELECT generate_series(1, 3)";

    @TempDir
    private Path folder;

    /** The tables and rows of the source, what differs in the target, and what is added to the source after the rows. */
    enum Example {
        DEFAULT(SMALL, COUNT + "ALTER TABLE b ADD n bigint DEFAULT n()", FILL_SMALL),
        DEFAULT_OF_DOMAIN(SMALL, COUNT + "CREATE DOMAIN d AS bigint DEFAULT n(); ALTER TABLE b ADD n d", FILL_SMALL),
        DEFAULT_READS_BY_BUILT_IN_FUNCTION(
                SMALL,
                "ALTER TABLE b ADD n text DEFAULT query_to_xml('SELECT 1 FROM public.a LIMIT 1', true, true, '')",
                FILL_SMALL),
        SHARED_SEQUENCE(
                "CREATE SEQUENCE s; " + SMALL,
                "ALTER TABLE a ADD n bigint DEFAULT nextval('s'); ALTER TABLE b ADD n bigint DEFAULT nextval('s')",
                FILL_SMALL + "; SELECT setval('s', 5)"),
        CHECK_READS_BY_BUILT_IN_FUNCTION(
                SMALL,
                "ALTER TABLE b ADD CHECK (query_to_xml('SELECT 1 FROM public.a LIMIT 1', true, true, '')::text ~ 'row')",
                FILL_SMALL),
        CHECK_OF_DOMAIN_READS_SIZE(
                SMALL,
                "CREATE DOMAIN d AS int CHECK (pg_relation_size('public.a') > 0); ALTER TABLE b ALTER id TYPE d",
                FILL_SMALL),
        CHECK_CHANGES_SEQUENCE(
                "CREATE SEQUENCE s; " + SMALL,
                "ALTER TABLE a ADD CHECK (nextval('s') > 0)",
                FILL_SMALL + "; SELECT setval('s', 5)"),
        UNIQUE_KEY_ACROSS_PARTS(
                "CREATE TABLE b (id int CHECK (id <> 1 OR pg_sleep(0.5) IS NOT NULL), x text)",
                "ALTER TABLE b ADD UNIQUE (id)",
                "SELECT fill('b', 3000); INSERT INTO b VALUES (2, 'twice')"),
        EXCLUSION_ACROSS_PARTS(
                "CREATE TABLE b (id int CHECK (id <> 1 OR pg_sleep(0.5) IS NOT NULL), x text)",
                "ALTER TABLE b ADD EXCLUDE (id WITH =)",
                "SELECT fill('b', 3000); INSERT INTO b VALUES (2, 'twice')"),
        DEFAULT_ACROSS_PARTS(
                "CREATE TABLE b (id int CHECK (id <> 1 OR pg_sleep(0.5) IS NOT NULL), x text)",
                "ALTER TABLE b ADD n int GENERATED ALWAYS AS IDENTITY",
                "SELECT fill('b', 3000)"),
        CONSTRAINT_OF_PARENT(
                "CREATE TABLE a (id int, x text); CREATE TABLE c (id int, x text); CREATE TABLE p (id int, x text)",
                "ALTER TABLE c INHERIT p",
                "SELECT fill('a', 60000); SELECT fill('c', 500); SELECT fill('p', 8000)",
                "ALTER TABLE p ADD CHECK (id < 0) NOT VALID"),
        TRIGGER_OF_PARTITION(
                MARK + "; CREATE TABLE p (id int, x text); CREATE TABLE c (id int, x text)",
                "DROP TABLE p, c; CREATE TABLE p (id int, x text) PARTITION BY RANGE (id);"
                        + " CREATE TABLE c0 PARTITION OF p DEFAULT;"
                        + " CREATE TABLE c PARTITION OF p FOR VALUES FROM (29000) TO (40000)",
                "SELECT fill('p', 30000); INSERT INTO c VALUES (30002)",
                "CREATE TRIGGER t BEFORE INSERT ON c FOR EACH ROW EXECUTE FUNCTION mark()");

        private final String tables;
        private final String changes;
        private final String rows;
        private final String additions;

        Example(String tables, String changes, String rows) {
            this(tables, changes, rows, "SELECT");
        }

        Example(String tables, String changes, String rows, String additions) {
            this.tables = tables;
            this.changes = changes;
            this.rows = rows;
            this.additions = additions;
        }
    }

    @ParameterizedTest
    @EnumSource
    void tablesDiffer(Example example) throws IOException {
        Path archive = folder.resolve("archive");
        try (TestDatabase source = TestServer.current().createDatabase()) {
            source.execute(SessionsCompared.FILL, example.tables, example.rows, example.additions);
            source.analyze();
            PgDump dump = PgDump.from(source.connectionSource()).format(DumpFormat.CUSTOM);
            (example.name().endsWith("PARTS") ? dump.splitTablesLargerThan(PART) : dump).to(archive);
            SessionsCompared.assertSameInAnyOrder(
                    PgRestore.from(archive).sections(Set.of(Section.DATA, Section.POST_DATA)),
                    "SET search_path = public",
                    example.tables,
                    example.changes);
        }
    }

    /** The archive neither contains the function nor records that the index calls it. */
    enum Created {
        INDEX("CREATE INDEX ON app.b (util.x(id))"),
        INDEX_WITH_PREDICATE("CREATE INDEX ON app.b (id) WHERE id OPERATOR(util.==) 1"),
        INDEX_WITH_OPERATOR_CLASS("CREATE INDEX ON app.b (id util.\"Ops\")"),
        INDEX_WITH_CAST("CREATE INDEX ON app.b ((id::util.d))"),
        EXCLUSION("ALTER TABLE app.b ADD EXCLUDE (util.x(id) WITH =)");

        private final String command;

        Created(String command) {
            this.command = command;
        }
    }

    @ParameterizedTest
    @EnumSource
    void newObjectsUseFunctionsThatExistAlready(Created example) throws IOException {
        String[] functions = {
            "CREATE SCHEMA util",
            "CREATE FUNCTION util.x(i int) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$ DECLARE r text; BEGIN"
                    + " SELECT x INTO STRICT r FROM app.a WHERE id = i % 100 + 1; RETURN r || i; END $$",
            "CREATE FUNCTION util.equal(int, int) RETURNS boolean LANGUAGE sql IMMUTABLE AS"
                    + " 'SELECT util.x($1) = util.x($2)'",
            "CREATE OPERATOR util.== (LEFTARG = int, RIGHTARG = int, FUNCTION = util.equal)",
            "CREATE FUNCTION util.compare(int, int) RETURNS int LANGUAGE sql IMMUTABLE AS"
                    + " 'SELECT bttextcmp(util.x($1), util.x($2))'",
            "CREATE OPERATOR CLASS util.\"Ops\" FOR TYPE int USING btree AS OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =,"
                    + " OPERATOR 4 >=, OPERATOR 5 >, FUNCTION 1 util.compare(int, int)",
            "CREATE FUNCTION util.known(int) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS"
                    + " 'BEGIN RETURN util.x($1) IS NOT NULL; END'",
            "CREATE DOMAIN util.d AS int CHECK (util.known(VALUE))"
        };
        Path archive = folder.resolve("archive");
        try (TestDatabase source = TestServer.current().createDatabase()) {
            source.execute(functions);
            source.execute(
                    SessionsCompared.FILL,
                    "CREATE SCHEMA app",
                    "CREATE TABLE app.a (id int, x text)",
                    "SELECT fill('app.a', 100)",
                    "CREATE TABLE app.b AS SELECT generate_series(1, 3000) AS id",
                    // While one session loads it, the other one could create the index before it fills the smallest
                    // table.
                    "CREATE TABLE app.c (id int, x text)",
                    "SELECT fill('app.c', 100000)",
                    example.command);
            PgDump.from(source.connectionSource())
                    .includeSchema("app")
                    .format(DumpFormat.CUSTOM)
                    .to(archive);
            assertThat(SessionsCompared.assertSame(PgRestore.from(archive), functions))
                    .startsWith("[]");
        }
    }
}
