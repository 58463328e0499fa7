package dev.sengi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.testing.NeedsRealClient;
import dev.sengi.testing.RealClient;
import dev.sengi.testing.Result;
import dev.sengi.testing.ScriptDiff;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Memberships that refer to roles which no longer exist, and grants that no order of commands can make again. */
@NeedsRealClient
class DumpAllMembershipOracleTest {
    static final List<Integer> MAJORS = TestServer.MAJORS;

    @ParameterizedTest
    @FieldSource("MAJORS")
    void damagedMembershipsAreTheSame(int major) {
        TestServer server = TestServer.startOwn(major);
        try {
            TestDatabase database = server.maintenance();
            database.execute(
                    "CREATE ROLE crew",
                    "CREATE ROLE gone_crew",
                    "CREATE ROLE gone_member",
                    "CREATE ROLE gone_grantor",
                    "CREATE ROLE member",
                    "CREATE ROLE other",
                    "GRANT crew TO gone_member",
                    "GRANT gone_crew TO member",
                    "GRANT crew TO gone_grantor WITH ADMIN OPTION",
                    "GRANT crew TO other",
                    "GRANT crew TO member");
            database.execute("UPDATE pg_auth_members SET grantor = (SELECT oid FROM pg_authid WHERE rolname ="
                    + " 'gone_grantor') WHERE member = (SELECT oid FROM pg_authid WHERE rolname = 'member')");
            assertSame(server);
            database.execute("DELETE FROM pg_authid WHERE rolname LIKE 'gone_%'");
            assertSame(server);
            database.execute("UPDATE pg_auth_members SET grantor = member WHERE member IN (SELECT oid FROM pg_authid"
                    + " WHERE rolname IN ('member', 'other'))");
            assertSame(server);
        } finally {
            server.stop();
        }
    }

    private static void assertSame(TestServer server) {
        List<String> arguments = List.of(
                "-r", "--restrict-key=k", "-U", "postgres", "-h", "localhost", "-p", Integer.toString(server.port()));
        Result real = RealClient.requireFor(server).run("pg_dumpall", arguments, new byte[0], Map.of());
        Result ours = CommandOracle.run("pg_dumpall", arguments, Map.of());
        assertThat(ours.stderr()).isEqualTo(real.stderr());
        assertThat(ours.exitCode()).isEqualTo(real.exitCode());
        if (real.exitCode() == 0) {
            ScriptDiff.assertSameCluster(real.stdout(), ours.stdout());
        }
    }
}
