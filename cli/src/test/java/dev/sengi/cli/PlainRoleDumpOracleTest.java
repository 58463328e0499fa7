package dev.sengi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.testing.NeedsRealClient;
import dev.sengi.testing.RealClient;
import dev.sengi.testing.Result;
import dev.sengi.testing.ScriptDiff;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares dumps by roles that are not superusers with the real pg_dump: script, messages and exit code. */
@NeedsRealClient
class PlainRoleDumpOracleTest {
    private static TestDatabase database;

    @BeforeAll
    static void load() {
        RealClient.require();
        database = TestServer.current().createDatabase();
        database.runScript(PlainRoleDumpOracleTest.class, "plain_role.sql");
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    /** The role's name, then options, separated by blanks. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain_dumper -C",
                "plain_owner -C",
                "plain_dumper -s -n open --quote-all-identifiers",
                "plain_dumper -N open -N closed -C",
                "plain_dumper -N open -N closed -B -C",
                "plain_owner -N open -N closed -B",
                "plain_dumper -t open.yes",
                "plain_dumper -t open.no",
                "plain_dumper -t open.cols",
                "plain_dumper -t open.hidden",
                "plain_dumper -t open.hidden -s",
                "plain_dumper -t open.seen",
                "plain_dumper -t closed.seen",
                "plain_dumper -t closed.t",
                "plain_dumper -t closed.mv -s",
                "plain_dumper -t open.v",
                "plain_dumper -t open.rls",
                "plain_dumper -t open.rls --inserts",
                "plain_dumper -t open.rls --enable-row-security",
                "plain_dumper -t open.failing --enable-row-security",
                "plain_dumper -t open.failing --enable-row-security --inserts",
                "plain_dumper -t open.unplannable --enable-row-security --inserts",
                "plain_dumper -t open.refused --enable-row-security --inserts",
                "plain_owner -t open.forced",
                "plain_owner -t open.forced --inserts",
                "plain_owner -t open.ft --include-foreign-data=f",
                "plain_dumper -b -t open.yes",
                "plain_dumper --role=plain_owner -s",
                "plain_dumper --role=nobody_such"
            })
    void ofARole(String line) throws IOException {
        List<String> words = new ArrayList<>(Arrays.asList(line.split(" ")));
        String role = words.remove(0);
        words.addAll(List.of("-d", database.connectionString(role)));
        Result real = RealClient.require().run("pg_dump", words, new byte[0], Map.of());
        Result ours = CommandOracle.run("pg_dump", words, Map.of());
        assertThat(ours.stderr()).isEqualTo(real.stderr());
        assertThat(ours.exitCode()).isEqualTo(real.exitCode());
        if (real.exitCode() == 0) {
            ScriptDiff.assertSame(real.stdout(), ours.stdout());
        }
    }
}
