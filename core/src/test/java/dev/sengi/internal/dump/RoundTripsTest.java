package dev.sengi.internal.dump;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.DumpFlag;
import dev.sengi.DumpFormat;
import dev.sengi.PgDump;
import dev.sengi.testing.RoundTrips;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The number of round trips does not grow with the database. */
class RoundTripsTest {
    /** From connecting to the first table's data, for any schema. */
    private static final int LIMIT = 40;

    /** Queries that run separately on a large database, so that their rows need not be kept in memory. */
    private static final int STREAMED_QUERIES = 7;

    /** Enough for rows to be streamed. */
    private static final int RELATIONS_OF_A_LARGE_DATABASE = 5000;

    /** Commands that each create an object; {@code #} is replaced by a number. */
    private static final List<String> EVERY_KIND = List.of(
            "CREATE SCHEMA s#",
            "CREATE TYPE enum# AS ENUM ('a', 'b')",
            "CREATE TYPE row# AS (a int, b text)",
            "COMMENT ON COLUMN row#.a IS 'number #'",
            "CREATE DOMAIN domain# AS int CONSTRAINT positive# CHECK (value > 0)",
            "CREATE TYPE span# AS RANGE (subtype = float8, subtype_diff = float8mi)",
            "CREATE FUNCTION f#(a int, b text DEFAULT 'x') RETURNS int LANGUAGE sql AS 'SELECT 1'",
            "GRANT EXECUTE ON FUNCTION f#(int, text) TO pg_monitor",
            "CREATE AGGREGATE total# (int) (SFUNC = int4pl, STYPE = int)",
            "CREATE FUNCTION less#(enum#, enum#) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1::text < $2::text'",
            "CREATE OPERATOR << (LEFTARG = enum#, RIGHTARG = enum#, FUNCTION = less#)",
            "CREATE OPERATOR FAMILY family# USING btree",
            "CREATE OPERATOR CLASS class# FOR TYPE enum# USING btree FAMILY family# AS OPERATOR 1 <<,"
                    + " FUNCTION 1 enum_cmp(anyenum, anyenum)",
            "CREATE CAST (enum# AS row#) WITH INOUT",
            "CREATE CONVERSION conversion# FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8",
            "CREATE COLLATION collation# FROM \"C\"",
            "CREATE TEXT SEARCH DICTIONARY dictionary# (TEMPLATE = simple)",
            "CREATE TEXT SEARCH CONFIGURATION configuration# (COPY = simple)",
            "CREATE FOREIGN DATA WRAPPER wrapper#",
            "CREATE SERVER server# FOREIGN DATA WRAPPER wrapper#",
            "CREATE USER MAPPING FOR PUBLIC SERVER server#",
            "CREATE FOREIGN TABLE foreign# (a int OPTIONS (x 'y')) SERVER server#",
            "CREATE TABLE t# (id serial PRIMARY KEY, a int GENERATED ALWAYS AS IDENTITY, b text DEFAULT 'x' NOT NULL,"
                    + " c enum#, CHECK (b <> ''))",
            "GRANT SELECT (b) ON t# TO PUBLIC",
            "COMMENT ON TABLE t# IS 'number #'",
            "CREATE INDEX ON t# (lower(b)) WHERE a > 0",
            "CREATE STATISTICS statistics# ON a, b FROM t#",
            "ALTER TABLE t# ADD FOREIGN KEY (a) REFERENCES t#",
            "CREATE TABLE parted# (a int) PARTITION BY LIST (a)",
            "CREATE TABLE part# PARTITION OF parted# FOR VALUES IN (1)",
            "CREATE VIEW view# AS SELECT * FROM t#",
            "CREATE MATERIALIZED VIEW stored# AS SELECT * FROM view#",
            "CREATE RULE rule# AS ON INSERT TO view# DO INSTEAD NOTHING",
            "CREATE TRIGGER trigger# BEFORE UPDATE ON t# FOR EACH ROW"
                    + " EXECUTE FUNCTION suppress_redundant_updates_trigger()",
            "CREATE POLICY policy# ON t# USING (a > 0)",
            "CREATE SEQUENCE sequence#",
            "CREATE PUBLICATION publication# FOR TABLE t#",
            "ALTER DEFAULT PRIVILEGES IN SCHEMA s# GRANT SELECT ON TABLES TO PUBLIC",
            "SELECT lo_create(#)");

    /** One version that every build tests, because the schema takes long to create, and older ones on request. */
    static Stream<Integer> majors() {
        return TestServer.MAJORS.stream().filter(major -> TestServer.triesAll(major) || major < 14);
    }

    @ParameterizedTest
    @MethodSource("majors")
    @Tag("every-server")
    void aLargeSchemaTakesNoMoreThanASmallOne(int major) throws IOException {
        int few = roundTrips(major, 20, 0);
        // pg_dump's one query per 64 tables would be more than the queries that stream.
        int many = roundTrips(major, 800, RELATIONS_OF_A_LARGE_DATABASE);
        // Servers before 10 store the properties of a sequence in the sequence itself, so that one query cannot read
        // all of them.
        int more = major < 10 ? 1 : 0;
        assertThat(many).isBetween(few + 1, few + more + STREAMED_QUERIES).isLessThan(LIMIT);
    }

    /** About thirty kinds, with their owners, grants, comments and dependent objects. */
    @Test
    void manyObjectsOfEveryKindTakeNoMoreThanTheLimit() throws IOException {
        int few = roundTripsForEveryKind(1);
        int many = roundTripsForEveryKind(170);
        assertThat(many).isLessThanOrEqualTo(LIMIT);
        assertThat(many - few).isLessThanOrEqualTo(3);
    }

    /** The real pg_dump queries the multirange of each range, for example. */
    @Test
    void aDumpForAnUpgradeTakesOneMore() throws IOException {
        int another = roundTripsForEveryKind(30);
        int forUpgrade = roundTripsForEveryKind(30, DumpFlag.BINARY_UPGRADE);
        assertThat(forUpgrade).isLessThanOrEqualTo(another + 1);
    }

    private static int roundTripsForEveryKind(int ofEach, DumpFlag... flags) throws IOException {
        try (TestDatabase database = TestServer.current().createDatabase();
                RoundTrips roundTrips = new RoundTrips(database)) {
            for (String command : EVERY_KIND) {
                database.execute("DO $do$ BEGIN FOR i IN 1.." + ofEach + " LOOP EXECUTE replace($sql$" + command
                        + "$sql$, '#', i::text); END LOOP; END $do$");
            }
            PgDump dump = PgDump.from(roundTrips.connections())
                    .format(DumpFormat.CUSTOM)
                    .schemaOnly();
            for (DumpFlag flag : flags) {
                dump = dump.with(flag);
            }
            dump.to(OutputStream.nullOutputStream());
            return roundTrips.count();
        }
    }

    /** The real pg_dump runs one query per 64 tables or indexes. */
    @Test
    void statisticsTakeNoMoreThanTheRealOnes() throws IOException {
        int tables = 1500;
        try (TestDatabase database = tables(18, tables);
                RoundTrips without = new RoundTrips(database);
                RoundTrips with = new RoundTrips(database)) {
            database.analyze();
            archive(without, DumpFlag.SCHEMA_ONLY);
            archive(with, DumpFlag.STATISTICS_ONLY);
            assertThat(with.count() - without.count()).isLessThan(2 * tables / 64);
        }
    }

    @Test
    void rowsOfSmallTablesTakeOneForTwoHundred() throws IOException {
        int tables = 1000;
        try (TestDatabase database = tables(18, tables);
                RoundTrips without = new RoundTrips(database)) {
            archive(without, DumpFlag.SCHEMA_ONLY);
            for (DumpFormat format : List.of(DumpFormat.PLAIN, DumpFormat.CUSTOM, DumpFormat.TAR)) {
                try (RoundTrips with = new RoundTrips(database)) {
                    PgDump.from(with.connections()).format(format).to(OutputStream.nullOutputStream());
                    assertThat(with.count() - without.count()).as("%s", format).isLessThanOrEqualTo(1 + tables / 200);
                }
            }
        }
    }

    private static int roundTrips(int major, int tables, int views) throws IOException {
        try (TestDatabase database = tables(major, tables);
                RoundTrips roundTrips = new RoundTrips(database)) {
            database.execute("DO $$ BEGIN FOR i IN 1.." + views
                    + " LOOP EXECUTE format('CREATE VIEW v%s AS SELECT 1 AS a', i); END LOOP; END $$");
            archive(roundTrips, DumpFlag.SCHEMA_ONLY);
            return roundTrips.count();
        }
    }

    private static void archive(RoundTrips roundTrips, DumpFlag flag) throws IOException {
        PgDump.from(roundTrips.connections())
                .format(DumpFormat.CUSTOM)
                .with(flag)
                .to(OutputStream.nullOutputStream());
    }

    private static TestDatabase tables(int major, int count) {
        TestDatabase database = TestServer.of(major).createDatabase();
        database.execute("""
                DO $$ BEGIN FOR i IN 1..""" + count + """
                     LOOP EXECUTE format(
                    'CREATE TABLE t%s (id serial PRIMARY KEY, v text DEFAULT ''x'' CHECK (v <> ''''))', i);
                    EXECUTE format('INSERT INTO t%s SELECT i, ''v'' || i %% 3 FROM generate_series(1, 9) i', i);
                END LOOP; END $$""");
        return database;
    }
}
