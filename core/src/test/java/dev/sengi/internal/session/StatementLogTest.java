package dev.sengi.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Statements are logged without values and passwords. */
class StatementLogTest {

    @Test
    void secretsAreNotShown() {
        for (String statement : List.of(
                "INSERT INTO public.t VALUES (1, 's3cret');",
                "CREATE USER MAPPING FOR me SERVER far OPTIONS (\"password\" 's3cret');",
                "ALTER ROLE me PASSWORD 's3cret'",
                "CREATE SUBSCRIPTION s CONNECTION 'host=a password=s3cret' PUBLICATION p;",
                "create server far foreign data wrapper w options (key 's3cret')",
                "SELECT pg_catalog.lowrite(0, 's3cret');",
                "SELECT pg_catalog.lo_put(1, 0, 's3cret');",
                "SELECT * FROM pg_catalog.pg_restore_attribute_stats('most_common_vals', '{s3cret}')")) {
            assertThat(StatementLog.shown(statement)).doesNotContain("s3cret").endsWith("…");
        }
    }

    @Test
    void passwordsOfRolesAreMasked() {
        assertThat(StatementLog.withoutPassword("""
                        --
                        -- Roles
                        --

                        ALTER ROLE "PASSWORD 'x" WITH LOGIN PASSWORD 'SCRAM-SHA-256$it''s' VALID UNTIL '2030-01-01';
                        """)).isEqualTo("""
                        --
                        -- Roles
                        --

                        ALTER ROLE "PASSWORD 'x" WITH LOGIN PASSWORD '***' VALID UNTIL '2030-01-01';
                        """);
        assertThat(StatementLog.withoutPassword("create user me password E'a\\'b' login"))
                .isEqualTo("create user me password '***' login");
        assertThat(StatementLog.withoutPassword("ALTER ROLE me PASSWORD 'cut of..."))
                .isEqualTo("ALTER ROLE me PASSWORD '***'");
    }

    @Test
    void otherStatementsAreShownAsTheyAre() {
        for (String statement : List.of(
                "ALTER ROLE me WITH NOLOGIN PASSWORD NULL;",
                "ALTER USER MAPPING FOR me SERVER far OPTIONS (password 'known');",
                "COMMENT ON ROLE me IS 'has PASSWORD ''known'' to all';")) {
            assertThat(StatementLog.withoutPassword(statement)).isEqualTo(statement);
        }
    }

    @Test
    void errorsAboutRowsAreRecognised() {
        for (String statement : List.of(
                "COPY public.t (a) FROM stdin;",
                "--\n-- Data for Name: t\n--\n\nCOPY public.t (a) FROM stdin;",
                "insert into t values (1);",
                "\n\nSELECT pg_catalog.lo_create('1');")) {
            assertThat(StatementLog.isOfData(statement)).as(statement).isTrue();
        }
        for (String statement :
                List.of("CREATE TABLE t (a int);", "-- COPY\nALTER TABLE t OWNER TO me;", "SELECTED", "")) {
            assertThat(StatementLog.isOfData(statement)).as(statement).isFalse();
        }
    }

    /** Indexes, constraints and functions read rows. */
    @Test
    void errorsThatMayQuoteValuesAreRecognised() {
        assertThat(List.of("22P02", "23505", "P0001", "44000")).allMatch(StatementLog::mayQuoteValues);
        assertThat(List.of("", "42P07", "42501", "3F000", "57014", "0A000")).noneMatch(StatementLog::mayQuoteValues);
    }

    @Test
    void definitionsAre() {
        assertThat(StatementLog.shown("\nCREATE TABLE public.t (a int);\n\n"))
                .isEqualTo("CREATE TABLE public.t (a int);");
        assertThat(StatementLog.shown("-- " + "x".repeat(2000))).hasSizeLessThan(1010);
    }
}
