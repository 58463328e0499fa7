package dev.sengi.internal.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.DumpFlag;
import dev.sengi.DumpFormat;
import dev.sengi.PgDump;
import dev.sengi.PgRestore;
import dev.sengi.archive.Section;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Databases in which an object or a row makes the server read, or change, something that it does not refer to: several
 * sessions produce the same database as a single one.
 */
class ParallelResultTest {
    @TempDir
    private Path folder;

    /** Restores into an empty database. */
    enum Fresh {
        INDEX_READS_LARGE_OBJECTS("""
                CREATE FUNCTION d(o oid) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN
                    IF length(lo_get(o)) < 10 THEN RAISE 'empty'; END IF; RETURN md5(lo_get(o)); END $$;
                CREATE TABLE docs (lo oid);
                INSERT INTO docs SELECT lo_from_bytea(0, decode(repeat(md5(g::text), 20000), 'hex'))
                    FROM generate_series(1, 30) g;
                CREATE INDEX ON docs (d(lo))"""),
        INDEX_READS_SEQUENCE("""
                CREATE SEQUENCE zq;
                SELECT setval('zq', 77);
                CREATE FUNCTION d(i int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN
                    IF (SELECT last_value FROM public.zq) < 77 THEN RAISE 'early'; END IF; RETURN i; END $$;
                CREATE TABLE a (i int);
                INSERT INTO a VALUES (1);
                CREATE INDEX ON a (d(i));
                SELECT format('CREATE SEQUENCE z%s', g) FROM generate_series(1, 10) g"""),
        INDEX_CALLS_POST_DATA_FUNCTION("""
                CREATE TABLE big (id int PRIMARY KEY, x text);
                SELECT fill('big', 200000);
                CREATE FUNCTION f(i int) RETURNS text LANGUAGE sql STABLE
                    BEGIN ATOMIC SELECT x FROM big WHERE id = i GROUP BY id; END;
                CREATE FUNCTION g(i int) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN RETURN public.f(i); END $$;
                CREATE TABLE small (id int);
                INSERT INTO small VALUES (1), (2);
                CREATE INDEX si ON small (g(id))"""),
        INDEX_READS_ITS_TABLE("""
                CREATE TABLE n (id int, x int);
                CREATE FUNCTION f(i int) RETURNS bigint LANGUAGE plpgsql IMMUTABLE AS $$ DECLARE q bigint; BEGIN
                    SELECT count(*) INTO q FROM public.n WHERE x = i; RETURN q; END $$;
                INSERT INTO n VALUES (1, 1), (2, 2);
                CREATE INDEX n_a ON n (f(id));
                CREATE INDEX n_b ON n (x);
                CREATE TABLE z (id int, x text);
                SELECT fill('z', 100000)"""),
        INDEX_OF_VIEW_READS_VIEW("""
                CREATE TABLE base (id int, x text);
                SELECT fill('base', 100000);
                CREATE MATERIALIZED VIEW a_mv AS SELECT * FROM base ORDER BY x;
                CREATE MATERIALIZED VIEW aa_mv AS SELECT * FROM a_mv;
                CREATE FUNCTION f(i int) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$ DECLARE r text; BEGIN
                    SELECT x INTO STRICT r FROM public.aa_mv WHERE id = i LIMIT 1; RETURN r; END $$;
                CREATE MATERIALIZED VIEW b_mv AS SELECT g AS id FROM generate_series(1, 3) g;
                CREATE INDEX ON b_mv (f(id))"""),
        CHECK_READS_TABLE_WITH_POLICY("""
                CREATE TABLE a (id int PRIMARY KEY);
                INSERT INTO a SELECT generate_series(1, 100);
                CREATE FUNCTION f(i int) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN
                    PERFORM pg_sleep(0.1);
                    IF (SELECT relrowsecurity FROM pg_class WHERE relname = 'a') THEN RAISE 'secured'; END IF;
                    RETURN EXISTS (SELECT FROM public.a WHERE id = i); END $$;
                CREATE TABLE b (id int CHECK (f(id)));
                INSERT INTO b SELECT generate_series(1, 5);
                ALTER TABLE a ENABLE ROW LEVEL SECURITY"""),
        CHECK_READS_BY_BUILT_IN_FUNCTION("""
                CREATE TABLE zz (id int, x text);
                SELECT fill('zz', 100000);
                CREATE TABLE zzsmall (id int CHECK
                    (query_to_xml('SELECT 1 FROM public.zz LIMIT 1', true, true, '')::text ~ 'row'));
                INSERT INTO zzsmall VALUES (1)"""),
        CHECK_CHANGES_SEQUENCE("""
                CREATE SEQUENCE s;
                CREATE FUNCTION f(i int) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN
                    PERFORM nextval('public.s'); RETURN true; END $$;
                CREATE TABLE b (id int CHECK (f(id)), x text);
                SELECT fill('b', 10000);
                SELECT setval('s', 5)"""),
        CHECK_CHANGES_SEQUENCE_BY_BUILT_IN_FUNCTION("""
                CREATE SEQUENCE s;
                CREATE TABLE b (id int CHECK (nextval('s') > 0), x text);
                SELECT fill('b', 10000);
                SELECT setval('s', 5)"""),
        CHECK_READS_LARGE_OBJECTS("""
                CREATE TABLE r (o oid, n int);
                CREATE FUNCTION f(o oid) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN
                    RETURN NOT EXISTS (SELECT FROM pg_largeobject WHERE loid = o); EXCEPTION WHEN OTHERS THEN RETURN true; END $$;
                CREATE TABLE big (id int, x text);
                SELECT fill('big', 100000);
                CREATE TABLE docs (lo oid);
                INSERT INTO docs SELECT lo_from_bytea(0, 'abc') FROM generate_series(1, 30) g;
                ALTER TABLE docs ADD CHECK (f(lo)) NOT VALID""");

        private final String script;

        Fresh(String script) {
            this.script = script;
        }
    }

    @ParameterizedTest
    @EnumSource
    void newTables(Fresh example) throws IOException {
        Path archive = folder.resolve("archive");
        try (TestDatabase source = TestServer.current().createDatabase()) {
            source.execute(SessionsCompared.FILL, example.script);
            PgDump.from(source.connectionSource()).format(DumpFormat.CUSTOM).to(archive);
            SessionsCompared.assertSame(PgRestore.from(archive));
        }
    }

    /** Loads rows into tables of the target that differ from the source's. */
    enum Existing {
        OPERATOR_CLASS("""
                CREATE TABLE a_rank (id int, r text);
                CREATE TABLE small (id int)""", """
                CREATE FUNCTION rk(i int) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$ DECLARE q text; BEGIN
                    SELECT r INTO STRICT q FROM public.a_rank WHERE id = i; RETURN q; END $$;
                CREATE FUNCTION cmp(int, int) RETURNS int LANGUAGE sql IMMUTABLE
                    AS 'SELECT bttextcmp(public.rk($1), public.rk($2))';
                CREATE OPERATOR CLASS o FOR TYPE int USING btree AS OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =,
                    OPERATOR 4 >=, OPERATOR 5 >, FUNCTION 1 cmp(int, int);
                CREATE UNIQUE INDEX ON small (id o)""", "SELECT fill('a_rank', 100000); INSERT INTO small VALUES (1), (2), (3)"),
        VIEW("""
                CREATE TABLE a (id int PRIMARY KEY, x text);
                CREATE TABLE b (id int)""", """
                ALTER TABLE b RENAME TO b_new;
                ALTER TABLE b_new ADD FOREIGN KEY (id) REFERENCES a;
                CREATE VIEW b AS SELECT id FROM b_new""", "SELECT fill('a', 20000); INSERT INTO b SELECT generate_series(19900, 20000)"),
        RULE_OF_VIEW("""
                CREATE TABLE a (id int, x text);
                CREATE TABLE b (id int)""", """
                ALTER TABLE b RENAME TO b_new;
                ALTER TABLE b_new ADD n bigint;
                CREATE VIEW b AS SELECT id FROM b_new;
                CREATE RULE r AS ON INSERT TO b DO INSTEAD INSERT INTO b_new VALUES (new.id, (SELECT count(*) FROM a))""", "SELECT fill('a', 20000); INSERT INTO b SELECT generate_series(1, 10)"),
        TRIGGER_CHANGES_TABLE_WITH_LATER_TRIGGER("""
                CREATE TABLE b (id int, x text);
                CREATE TABLE a_cnt (n int);
                CREATE TABLE a_log (n int)""", """
                CREATE FUNCTION count_it() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                    IF new.id % 100 = 0 THEN INSERT INTO public.a_cnt VALUES (new.id); END IF; RETURN new; END $$;
                CREATE TRIGGER bt AFTER INSERT ON b FOR EACH ROW EXECUTE FUNCTION count_it()""", """
                SELECT fill('b', 50000);
                CREATE FUNCTION log_it() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                    INSERT INTO public.a_log VALUES (new.n); RETURN new; END $$;
                CREATE TRIGGER ct AFTER INSERT ON a_cnt FOR EACH ROW EXECUTE FUNCTION log_it()""");

        private final String tables;
        private final String changes;
        private final String rows;

        Existing(String tables, String changes, String rows) {
            this.tables = tables;
            this.changes = changes;
            this.rows = rows;
        }
    }

    @ParameterizedTest
    @EnumSource
    void existingTables(Existing example) throws IOException {
        Path archive = folder.resolve("archive");
        try (TestDatabase source = TestServer.current().createDatabase()) {
            source.execute(SessionsCompared.FILL, example.tables, example.rows);
            PgDump.from(source.connectionSource())
                    .format(DumpFormat.CUSTOM)
                    .with(DumpFlag.INSERTS)
                    .rowsPerInsert(1000)
                    .to(archive);
            String logging = "CREATE FUNCTION log_it() RETURNS trigger LANGUAGE plpgsql AS"
                    + " 'BEGIN INSERT INTO public.a_log VALUES (new.n); RETURN new; END'";
            SessionsCompared.assertSame(
                    PgRestore.from(archive).sections(Set.of(Section.DATA, Section.POST_DATA)),
                    example.tables,
                    example.changes,
                    logging);
        }
    }

    /** A reader of a pipe loads rows in the order in which the dump's sessions have stored them. */
    @Test
    void parallelDumpsAreReadFromPipes() throws IOException {
        Path archive = folder.resolve("archive");
        try (TestDatabase source = TestServer.current().createDatabase()) {
            source.execute(
                    SessionsCompared.FILL,
                    "CREATE TABLE a (id int, x text); SELECT fill('a', 2000)",
                    "CREATE FUNCTION f(i int) RETURNS boolean LANGUAGE plpgsql AS"
                            + " 'BEGIN RETURN i > 2000 OR EXISTS (SELECT FROM public.a WHERE id = i); END'",
                    "CREATE TABLE b (id int CHECK (f(id)), x text); SELECT fill('b', 50000)",
                    "CREATE TABLE c (id int, x text); SELECT fill('c', 20000)",
                    "CREATE TABLE d (id int CHECK (f(id)), x text); SELECT fill('d', 10)");
            source.analyze();
            PgDump.from(source.connectionSource())
                    .format(DumpFormat.CUSTOM)
                    .jobs(3)
                    .to(archive);
            for (int jobs : new int[] {1, 3}) {
                try (TestDatabase target = TestServer.current().createDatabase()) {
                    PgRestore.from(new ByteArrayInputStream(Files.readAllBytes(archive)))
                            .jobs(jobs)
                            .into(target.connectionSource())
                            .run();
                    assertThat(SessionsCompared.script(target)).isEqualTo(SessionsCompared.script(source));
                }
            }
        }
    }
}
