package dev.sengi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.testing.DumpOracle;
import dev.sengi.testing.NeedsRealClient;
import dev.sengi.testing.RealClient;
import dev.sengi.testing.Result;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares which objects the options select with the real pg_dump: script, messages and exit code. */
@NeedsRealClient
class SelectionOracleTest {
    private static TestDatabase database;

    @TempDir
    private Path folder;

    @BeforeAll
    static void load() {
        RealClient.require();
        database = TestServer.current().createDatabase();
        database.runScript(SelectionOracleTest.class, "selection.sql");
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    /** Arguments are separated by blanks. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "-e hstore",
                "-e h* -e e*",
                "-e pg_* -n e",
                "-e * -t p",
                "-e hstore -b",
                "-e hstore -c --if-exists",
                "-e hstore --section=post-data",
                "-C -e hstore",
                "-s -e hstore -x",
                "-a -e hstore",
                "-s -n public",
                "-n public",
                "-n public --exclude-extension=hstore",
                "-n public -e citext",
                "-t settings",
                "-t settings -e citext",
                "-e nope",
                "-e a.b",
                "--strict-names -e hstore -e nope",
                "--exclude-extension=hstore",
                "--exclude-extension=*_fdw --exclude-extension=citext",
                "-N public --exclude-extension=*",
                "--table-and-children=p",
                "--table-and-children=inh* -T inh1",
                "--table-and-children=nope",
                "--strict-names --table-and-children=nope -t p",
                "-t p --exclude-table-and-children=p2",
                "--exclude-table-and-children=p",
                "--exclude-table-and-children=inh -a",
                "--exclude-table-data-and-children=p",
                "--exclude-table-data-and-children=inh* --exclude-table-data=p",
                "--include-foreign-data=files",
                "--include-foreign-data=*",
                "--include-foreign-data=\"Other*\" --inserts",
                "--include-foreign-data=[Oo]* --column-inserts -a",
                "--include-foreign-data=none",
                "--include-foreign-data=files -s",
                "--include-foreign-data=files -j2 -Fd -f/nowhere/x",
                "-t ft --include-foreign-data=f*",
                "-T p* --include-foreign-data=files",
                "-t e.mv -t lone",
                "-t p1 -t s",
                "-t pg_catalog.pg_class -s",
                "-n public -T *inh* --strict-names",
                "-n pg_catalog -s",
                "-n e -n public -a",
                "-n e -e *",
                "-b -n e",
                "-B",
                "-N e",
                // Invalid regular expressions.
                "-t p.(x",
                "-t p[ -s",
                "-t \"a.b\")",
                "-t p1 -t *.*)",
                "-T x)",
                "-n e(",
                "-N e(",
                "-e h(",
                "--exclude-extension=h[",
                "--include-foreign-data=f(",
                "--table-and-children=p)",
                "--exclude-table-and-children=*.p)",
                "--exclude-table-data=p)",
                "--exclude-table-data-and-children=e.p)",
                // Several patterns that are invalid or match nothing.
                "-t nosuch -T (",
                "-n nosuch -t a.b.c.d",
                "-n nosuch -t (",
                "-n n1 -n n2 -n n3 -n n4 -n n5 -n n6 -t (",
                "-n public -n nosuch --strict-names -N a.b",
                "-N a.b -t nosuch",
                "-N e( -t nosuch",
                "-t p( -t a.b.c.d",
                "-t a.b.c.d -n e(",
                "-t nosuch -t ( --strict-names",
                "-t nosuch -t (",
                "-t nosuch --table-and-children=a.b.c.d",
                "-T a.b.c.d --exclude-table-data=(",
                "-e nosuch --include-foreign-data=none",
                "--include-foreign-data=none -e h(",
                "--include-foreign-data=files -e nosuch --exclude-extension=a.b"
            })
    void ofOptions(String options) throws IOException {
        assertSame(Arrays.asList(options.split(" ")));
    }

    @ParameterizedTest
    @FieldSource("dev.sengi.testing.TestServer#OUTER_MAJORS")
    @Tag("every-server")
    void ofInvalidExpressions(int major) {
        String server = TestServer.of(major).maintenance().connectionString();
        for (String option : List.of("-t p.(x", "-n e(", "--table-and-children=p)", "-e h(")) {
            assertSameMessages("pg_dump", major, List.of(option.split(" ")), server);
        }
        assertSameMessages("pg_dumpall", major, List.of("--exclude-database=a("), server);
    }

    @ParameterizedTest
    @FieldSource("dev.sengi.testing.TestServer#OUTER_MAJORS")
    @Tag("every-server")
    void ofSystemCatalogs(int major) throws IOException {
        try (TestDatabase empty = TestServer.of(major).createDatabase()) {
            DumpOracle.of(empty)
                    .with("-s -n pg_catalog", dump -> dump.schemaOnly().includeSchema("pg_catalog"))
                    .assertSameScript();
        }
    }

    private static void assertSameMessages(String program, int major, List<String> options, String server) {
        List<String> arguments = new ArrayList<>(options);
        arguments.addAll(List.of("-d", server));
        Result real = RealClient.requireFor(TestServer.of(major)).run(program, arguments, new byte[0]);
        Result ours = CommandOracle.run(program, arguments, Map.of());
        assertThat(ours.stderr()).as("messages of %s %s", program, options).isEqualTo(real.stderr());
        assertThat(ours.exitCode()).isEqualTo(real.exitCode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "include extension hstore",
                "include table p1\nexclude table_data \"p1\"  # no rows",
                "exclude extension *trgm\nexclude schema e\n",
                "\n# all of p, but for one\nINCLUDE Table_And_Children p\nexclude table e . p2b",
                "include foreign_data files\n\ninclude schema public\nexclude table_and_children inh",
                "exclude table_data_and_children p",
                "include table \"no\n such\"\r\n",
                "include schema nope",
                "include extension a.b",
                "include table",
                "include table # none",
                "include",
                "includes table p",
                "12 table p",
                "include table, p",
                "include tables p",
                "include table_data p",
                "include index p",
                "include database p",
                "exclude foreign_data files",
                "exclude trigger p",
                "include table p\nexclude table \"p",
                "include table\rp1\nexclude\rtable_data p1 \r \r\n",
                "# a comment\rinclude table x\ninclude table p1\r\r\n",
                "include table \"p\r1\"\n",
                "include table \"\r\t\f\013\b\001\\\r1\"\rb\n",
                "include table \"p\r\n1\"\r\n",
                "include table \"p\r\r\n1\"",
                "include table p\r1",
                "include\ftable\013p1\013\n",
                "include table\u00a0p1",
                "include table p1\u0085\n",
                "include table p1\u2028include table p2",
                "include table p1\0 x\ninclude table p2\n",
                "\0x\ninclude table p2\n",
                "include table \"p1\0\"\ninclude table p2\"\n",
            })
    void ofFilters(String filter) throws IOException {
        Path file = Files.writeString(folder.resolve("filter"), filter);
        assertSame(List.of("--strict-names", "--filter=" + file));
    }

    @Test
    void ofFiltersThatCannotBeRead() throws IOException {
        assertSame(List.of("--filter=" + folder.resolve("none")));
        assertSame(List.of("--filter=" + folder));
        assertSame(List.of("--filter="));
        assertSame(List.of("--filter=-"));
    }

    /** Patterns of several words, as they appear in messages. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a  b   c,d , e (f , g )",
                "\"a\"b\"c\"  x \"d\"",
                "\"a\\n\\\\ \\q\"\"z\"",
                "( a ) . b,c",
                "x# y",
                "a \"b # c\" # \"",
            })
    void ofPatterns(String pattern) throws IOException {
        Path file = Files.writeString(folder.resolve("filter"), "include table \t" + pattern + "\n");
        assertSame(List.of("--strict-names", "--filter=" + file));
    }

    private static void assertSame(List<String> options) throws IOException {
        CommandOracle.assertSameDump(database, options);
    }
}
