package dev.sengi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.testing.NeedsRealClient;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Catalogs with rows whose schema, owner, parent or table is gone: nothing is omitted silently. */
@NeedsRealClient
class DamagedCatalogOracleTest {
    private static final List<List<String>> OPTIONS = List.of(
            List.of(),
            List.of("-s"),
            List.of("-a"),
            List.of("-t", "fine"),
            List.of("-n", "public"),
            List.of("-O", "-x"));

    @TempDir
    private Path folder;

    /** Returns none and, unless time does not matter, one of the others, a different one for each damage. */
    private static List<List<String>> optionsFor(String damage) {
        List<String> one = OPTIONS.get(1 + Math.floorMod(damage.hashCode(), OPTIONS.size() - 1));
        return TestServer.isThorough() ? OPTIONS : List.of(OPTIONS.get(0), one);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE gone.t (a int)",
                "CREATE VIEW gone.v AS SELECT 1 AS a",
                "CREATE SEQUENCE gone.s",
                "CREATE FUNCTION gone.f() RETURNS int LANGUAGE sql AS 'select 1'",
                "CREATE AGGREGATE gone.a (int) (sfunc = int4pl, stype = int)",
                "CREATE TYPE gone.e AS ENUM ('a')",
                "CREATE TYPE gone.c AS (a int)",
                "CREATE DOMAIN gone.d AS int",
                "CREATE OPERATOR gone.### (leftarg = int, rightarg = int, function = int4pl)",
                "CREATE OPERATOR FAMILY gone.o USING btree",
                "CREATE COLLATION gone.c FROM \"C\"",
                "CREATE CONVERSION gone.c FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8",
                "CREATE TEXT SEARCH DICTIONARY gone.d (template = pg_catalog.simple)",
                "CREATE TEXT SEARCH CONFIGURATION gone.c (parser = pg_catalog.\"default\")",
                "CREATE STATISTICS gone.s ON a, b FROM fine"
            })
    void schemas(String command) {
        compare(command, "DELETE FROM pg_namespace WHERE nspname = 'gone'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE pg_class SET relowner = 9 WHERE relname = 'fine'",
                "UPDATE pg_class SET relowner = 0 WHERE relname = 'fine'",
                "UPDATE pg_proc SET proowner = 0 WHERE proname = 'f'",
                "UPDATE pg_type SET typowner = 0 WHERE typname = 'e'",
                "UPDATE pg_namespace SET nspowner = 0 WHERE nspname = 'gone'",
                "UPDATE pg_publication SET pubowner = 0",
                "UPDATE pg_proc SET proowner = 9 WHERE proname = 'f'",
                "UPDATE pg_type SET typowner = 9 WHERE typname = 'e'",
                "UPDATE pg_namespace SET nspowner = 9 WHERE nspname = 'gone'",
                "UPDATE pg_publication SET pubowner = 9",
                "UPDATE pg_foreign_data_wrapper SET fdwowner = 9",
                "UPDATE pg_statistic_ext SET stxowner = 9",
                "UPDATE pg_language SET lanowner = 9 WHERE lanname = 'l'",
                "UPDATE pg_event_trigger SET evtowner = 9",
                "UPDATE pg_default_acl SET defaclrole = 9",
                "INSERT INTO pg_init_privs VALUES ('fine'::regtype, 'pg_type'::regclass, 0, 'e', '{=U/postgres}')",
                "INSERT INTO pg_init_privs VALUES ('e'::regtype, 'pg_type'::regclass, 1, 'e', '{=U/postgres}')"
            })
    void owners(String damage) {
        compare(
                "CREATE FUNCTION f() RETURNS event_trigger LANGUAGE plpgsql AS 'begin end'; CREATE TYPE e AS ENUM ();"
                        + " CREATE PUBLICATION p FOR TABLE fine; CREATE FOREIGN DATA WRAPPER w;"
                        + " CREATE STATISTICS s ON a, b FROM fine; CREATE LANGUAGE l HANDLER plpgsql_call_handler;"
                        + " CREATE EVENT TRIGGER v ON ddl_command_start EXECUTE FUNCTION f();"
                        + " ALTER EVENT TRIGGER v DISABLE; ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO public",
                damage);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE t (a int); CREATE TABLE u () INHERITS (t)",
                "CREATE TABLE t (a int) PARTITION BY LIST (a); CREATE TABLE u PARTITION OF t FOR VALUES IN (1)",
                "CREATE TABLE t (a serial)",
                "CREATE TABLE t (a int DEFAULT 3 CHECK (a > 0))",
                "CREATE TABLE t (a int); CREATE POLICY p ON t; CREATE RULE r AS ON INSERT TO t DO NOTHING"
            })
    void tables(String command) {
        compare(command, "DELETE FROM pg_class WHERE relname = 't'");
    }

    /** Other references of entries: compares the errors, and the scripts if the real program succeeds. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE pg_attrdef SET adnum = 99 WHERE adrelid = 't'::regclass AND adnum = 2",
                "UPDATE pg_class SET relchecks = 5 WHERE relname = 't'",
                "UPDATE pg_attribute SET attcollation = 999999 WHERE attrelid = 't'::regclass AND attname = 'b'",
                "DELETE FROM pg_inherits WHERE inhrelid = 'p1'::regclass",
                "DELETE FROM pg_partitioned_table",
                "UPDATE pg_class SET relpartbound = NULL WHERE relname = 'p1'",
                "DELETE FROM pg_range WHERE rngtypid = 'r'::regtype",
                "UPDATE pg_type SET typtype = 'x' WHERE typname = 'e'",
                "DELETE FROM pg_proc WHERE proname = 'cf'",
                "UPDATE pg_cast SET castsource = 999999 WHERE castsource = 'e'::regtype",
                "UPDATE pg_cast SET casttarget = 999999 WHERE castsource = 'e'::regtype",
                "UPDATE pg_operator SET oprcom = 999999 WHERE oprname = '###'",
                "UPDATE pg_opclass SET opcmethod = 999999 WHERE opcname = 'oc'",
                "UPDATE pg_opfamily SET opfmethod = 999999 WHERE opfname = 'of'",
                "UPDATE pg_foreign_server SET srvfdw = 999999",
                "UPDATE pg_ts_dict SET dicttemplate = 999999 WHERE dictname = 'td'",
                "UPDATE pg_transform SET trflang = 999999",
                "UPDATE pg_transform SET trffromsql = 999999",
                "UPDATE pg_collation SET colllocale = NULL, collcollate = 'C' WHERE collname = 'Icu'",
                "UPDATE pg_collation SET colllocale = 'C' WHERE collname = 'libc'",
                "UPDATE pg_collation SET collcollate = NULL, collctype = NULL WHERE collname = 'libc'",
                "UPDATE pg_collation SET colllocale = NULL WHERE collname = 'built_in'",
                "UPDATE pg_collation SET collicurules = '&a < b' WHERE collname = 'built_in'",
                "UPDATE pg_collation SET collprovider = 'd' WHERE collname = 'libc'",
                "UPDATE pg_collation SET collprovider = 'x' WHERE collname = 'libc'"
            })
    void details(String damage) throws IOException {
        try (TestDatabase database = TestServer.current().createDatabase()) {
            database.execute(
                    "CREATE TYPE e AS ENUM ('a'); CREATE TYPE c AS (a int); CREATE TYPE r AS RANGE (subtype = int4)",
                    "CREATE TABLE t (a int, b text DEFAULT 'x', d int CHECK (d > 0))",
                    "CREATE TABLE p (a int) PARTITION BY LIST (a); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1)",
                    "CREATE CAST (e AS int) WITH INOUT; CREATE FUNCTION cf(c) RETURNS int LANGUAGE sql AS 'select 1'",
                    "CREATE CAST (c AS int) WITH FUNCTION cf(c)",
                    "CREATE OPERATOR ### (leftarg = int, rightarg = int, function = int4pl)",
                    "CREATE OPERATOR FAMILY of USING btree; CREATE OPERATOR CLASS oc FOR TYPE e USING btree FAMILY of"
                            + " AS OPERATOR 1 < (anyenum, anyenum), FUNCTION 1 enum_cmp(anyenum, anyenum)",
                    "CREATE COLLATION \"Icu\" (provider = icu, locale = 'de')",
                    "CREATE COLLATION libc (locale = 'C')",
                    "CREATE COLLATION built_in (provider = builtin, locale = 'C')",
                    "CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w",
                    "CREATE TEXT SEARCH DICTIONARY td (template = pg_catalog.simple)",
                    "CREATE TRANSFORM FOR c LANGUAGE plpgsql (FROM SQL WITH FUNCTION pg_catalog.prsd_lextype(internal))",
                    "SET allow_system_table_mods = on; " + damage);
            for (List<String> options : optionsFor(damage)) {
                CommandOracle.assertSameDump(database, options);
            }
        }
    }

    /** What belongs to an extension whose schema is gone is dumped like anything else. */
    @ParameterizedTest
    @ValueSource(strings = {"", "-s", "-a", "-tfine", "-npublic"})
    void extensions(String option) throws IOException {
        try (TestDatabase database = TestServer.current().createDatabase()) {
            database.execute(
                    "CREATE TABLE fine (a int)",
                    "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'select 1'; CREATE TYPE e AS ENUM ()",
                    "CREATE AGGREGATE a (int) (sfunc = int4pl, stype = int)",
                    "SET allow_system_table_mods = on",
                    "INSERT INTO pg_extension VALUES (888, 'x', 10, 999999, true, '1', NULL, NULL)",
                    "INSERT INTO pg_depend SELECT 'pg_proc'::regclass, oid, 0, 'pg_extension'::regclass, 888, 0, 'e'"
                            + " FROM pg_proc WHERE proname IN ('f', 'a')",
                    "INSERT INTO pg_depend VALUES"
                            + " ('pg_type'::regclass, 'e'::regtype, 0, 'pg_extension'::regclass, 888, 0, 'e')");
            CommandOracle.assertSameDump(database, option.isEmpty() ? List.of() : List.of(option));
        }
    }

    /** A dump of only the data needs no definitions. */
    @Test
    void unreadableDefinitions() throws IOException {
        try (TestDatabase database = TestServer.current().createDatabase()) {
            database.execute(
                    "CREATE TABLE fine AS SELECT 1 AS a",
                    "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'select 1'; CREATE DOMAIN d AS int CHECK (VALUE > 0)",
                    "SET allow_system_table_mods = on",
                    "UPDATE pg_proc SET prorettype = 999999 WHERE proname = 'f'",
                    "UPDATE pg_type SET typbasetype = 999999 WHERE typname = 'd'");
            CommandOracle.assertSameDump(database, List.of("-a"));
        }
    }

    /** Objects that initially had grants of their own, and now have no list of grants. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE pg_proc SET proacl = NULL WHERE oid = 'pg_read_file(text)'::regprocedure",
                "UPDATE pg_class SET relacl = NULL WHERE relname = 'pg_authid'",
                "UPDATE pg_class SET relacl = NULL WHERE relname = 'pg_subscription'",
                "UPDATE pg_class SET relacl = NULL WHERE relname = 'pg_subscription';"
                        + " UPDATE pg_attribute SET attacl = NULL WHERE attrelid = 'pg_subscription'::regclass",
                "UPDATE pg_attribute SET attacl = NULL WHERE attrelid = 'pg_subscription'::regclass",
                "UPDATE pg_namespace SET nspacl = NULL WHERE nspname IN ('pg_catalog', 'public')",
                "UPDATE pg_language SET lanacl = NULL WHERE lanname IN ('sql', 'l')",
                "INSERT INTO pg_init_privs VALUES ('handler'::regproc, 'pg_proc'::regclass, 0, 'e', '{=X/postgres}')",
                "INSERT INTO pg_init_privs VALUES ('f'::regproc, 'pg_proc'::regclass, 0, 'e', '{=X/postgres}')",
                "INSERT INTO pg_init_privs VALUES ('a'::regproc, 'pg_proc'::regclass, 0, 'e', '{=X/postgres}')",
                "INSERT INTO pg_init_privs VALUES ('e'::regtype, 'pg_type'::regclass, 0, 'e', '{postgres=U/postgres}')",
                "INSERT INTO pg_init_privs SELECT oid, 'pg_foreign_data_wrapper'::regclass, 0, 'e', '{=U/postgres}'"
                        + " FROM pg_foreign_data_wrapper",
                "INSERT INTO pg_init_privs SELECT oid, 'pg_foreign_server'::regclass, 0, 'e', '{=U/postgres}'"
                        + " FROM pg_foreign_server"
            })
    void grants(String damage) throws IOException {
        try (TestDatabase database = TestServer.current().createDatabase()) {
            database.execute(
                    "CREATE FUNCTION handler() RETURNS language_handler LANGUAGE c"
                            + " AS '$libdir/plpgsql', 'plpgsql_call_handler'",
                    "ALTER EXTENSION plpgsql ADD FUNCTION handler()",
                    "CREATE TRUSTED LANGUAGE l HANDLER handler",
                    "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'select 1'; CREATE TYPE e AS ENUM ()",
                    "CREATE AGGREGATE a (int) (sfunc = int4pl, stype = int)",
                    "CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w",
                    "SET allow_system_table_mods = on; " + damage);
            CommandOracle.assertSameDump(database, List.of("-s"));
            CommandOracle.assertSameDump(database, List.of("-s", "--binary-upgrade"));
        }
    }

    /** Newer servers refuse connections to such a database. */
    @Test
    void localeProvider() throws IOException {
        try (TestDatabase database = TestServer.of(16).createDatabase()) {
            database.execute("UPDATE pg_database SET datlocprovider = 'x' WHERE datname = current_database()");
            CommandOracle.assertSameDump(database, List.of("-s", "-C"));
            List<String> arguments = List.of("-s", "-C", "-d", database.connectionString());
            assertThat(CommandOracle.run("pg_dump", arguments, Map.of()).stderr())
                    .isEqualTo("pg_dump: error: unrecognized locale provider: x\n");
        }
    }

    private void compare(String command, String damage) {
        try (TestDatabase database = TestServer.current().createDatabase()) {
            database.execute(
                    "CREATE SCHEMA gone",
                    "CREATE TABLE fine (a int, b int)",
                    command,
                    "SET allow_system_table_mods = on; " + damage);
            for (List<String> options : optionsFor(command + damage)) {
                List<String> arguments = new ArrayList<>(options);
                arguments.addAll(List.of("-f", folder.resolve("out").toString(), "-d", database.connectionString()));
                CommandOracle.assertSame("pg_dump", arguments);
            }
        }
    }
}
