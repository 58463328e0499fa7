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

    /** Functions may quote values of rows in errors with any SQLSTATE. */
    @Test
    void errorsOfStatementsThatMayReadRowsAreRecognised() {
        for (String statement : List.of(
                "COPY public.t (a) FROM stdin;",
                "--\n-- Data for Name: t\n--\n\nCOPY public.t (a) FROM stdin;",
                "insert into t values (1);",
                "\n\nSELECT pg_catalog.lo_create('1');",
                "WITH a AS (SELECT 1) DELETE FROM t;",
                "CREATE INDEX i ON public.t USING btree (public.f(a));",
                "create unique\nindex i ON t (f(a));",
                "REFRESH MATERIALIZED VIEW public.v;",
                "CREATE MATERIALIZED VIEW v AS SELECT f(a) FROM t;",
                "CREATE TABLE v AS SELECT f(a) FROM t;",
                "CREATE UNLOGGED TABLE v (a) AS TABLE t;",
                "CREATE TABLE p PARTITION OF t FOR VALUES IN (1);",
                "ALTER TABLE ONLY public.t\n    ADD CONSTRAINT c CHECK (f(a));",
                "ALTER TABLE ONLY public.t ATTACH PARTITION public.p DEFAULT;",
                "ALTER DOMAIN public.d ADD CONSTRAINT c CHECK (f(VALUE));",
                "ALTER TABLE t OWNER TO me; REFRESH MATERIALIZED VIEW v;",
                "SET CONSTRAINTS ALL IMMEDIATE;",
                "COMMIT;",
                "DO $$ BEGIN PERFORM f(a) FROM t; END $$;")) {
            assertThat(StatementLog.mayQuoteValues(statement, "42501", "ERROR:  x"))
                    .as(statement)
                    .isTrue();
        }
        for (String statement : List.of(
                "CREATE TABLE t (a int);",
                "CREATE TABLE public.t (\n    a int\n)\nPARTITION BY LIST (a);",
                "-- COPY\nALTER TABLE t OWNER TO me;",
                "ALTER TABLE public.t OWNER TO \"a b\";\n\n",
                "ALTER DEFAULT PRIVILEGES FOR ROLE me GRANT ALL ON TABLES TO you;",
                "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';",
                "CREATE EXTENSION missing;",
                "GRANT SELECT ON TABLE t TO me;",
                "SET default_table_access_method = missing;",
                "DROP INDEX i;",
                "")) {
            assertThat(StatementLog.mayQuoteValues(statement, "42501", "ERROR:  x"))
                    .as(statement)
                    .isFalse();
        }
    }

    /** An event trigger may run for any statement. */
    @Test
    void errorsInValuesAndFunctionsAreRecognised() {
        String statement = "CREATE TABLE t (a int);";
        String ofFunction = "ERROR:  x\nCONTEXT:  PL/pgSQL function f() line 1 at RAISE\nCommand was: " + statement;
        assertThat(StatementLog.mayQuoteValues(statement, "42501", ofFunction)).isTrue();
        assertThat(List.of("22P02", "23505", "P0001", "44000"))
                .allMatch(state -> StatementLog.mayQuoteValues(statement, state, "ERROR:  x"));
        assertThat(List.of("", "42P07", "42501", "3F000", "57014", "0A000"))
                .noneMatch(state -> StatementLog.mayQuoteValues(statement, state, "ERROR:  x"));
    }

    @Test
    void definitionsAre() {
        assertThat(StatementLog.shown("\nCREATE TABLE public.t (a int);\n\n"))
                .isEqualTo("CREATE TABLE public.t (a int);");
        assertThat(StatementLog.shown("-- " + "x".repeat(2000))).hasSizeLessThan(1010);
    }
}
