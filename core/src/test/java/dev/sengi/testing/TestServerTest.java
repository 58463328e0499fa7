package dev.sengi.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class TestServerTest {
    @ParameterizedTest
    @FieldSource("dev.sengi.testing.TestServer#MAJORS")
    @Tag("every-server")
    void runsTheRequestedMajor(int major) {
        TestDatabase database = TestServer.of(major).maintenance();

        assertThat(database.value("SELECT current_setting('server_version_num')::int / 10000"))
                .isEqualTo(Integer.toString(major));
        assertThat(database.rows("SELECT pg_encoding_to_char(encoding), datcollate FROM pg_database"
                        + " WHERE datname = 'template0'"))
                .containsExactly(List.of("UTF8", "C.UTF-8"));
        assertThat(TestServer.of(major)).isSameAs(database.server());
    }

    @ParameterizedTest
    @FieldSource("dev.sengi.testing.TestServer#MAJORS")
    void everyMajorLoadsTheDemoDatabase(int major) {
        TestDatabase demo = TestServer.of(major).sample(Samples.DEMO);

        assertThat(demo.value("SELECT count(*) > 20 FROM pg_class WHERE relkind = 'r' AND oid >= 16384"))
                .isEqualTo("t");
        assertThat(demo.value("SELECT count(*) FROM sales.ticket")).isEqualTo("12000");
    }

    @Test
    void theChandlersDatabaseLoadsToo() {
        assertThat(TestServer.current().sample(Samples.CHANDLER).value("SELECT count(*) FROM sales.invoice"))
                .isEqualTo("900");
    }

    @Test
    void copiesOfASampleAreIndependent() {
        TestServer server = TestServer.current();
        TestDatabase shared = server.sample(Samples.DEMO);
        String tables = "SELECT count(*) FROM pg_class WHERE relkind = 'r'";
        String before = shared.value(tables);

        try (TestDatabase copy = server.copyOf(Samples.DEMO)) {
            assertThat(copy.value(tables)).isEqualTo(before);
            copy.execute("CREATE TABLE one_more (id int)");
            assertThat(copy.value(tables)).isNotEqualTo(before);
        }
        assertThat(shared.value(tables)).isEqualTo(before);
    }

    @Test
    void realSamplesLoadThroughTheRealPsql() {
        assertThat(TestServer.current().sample("titanic").value("SELECT count(*) > 800 FROM passenger"))
                .isEqualTo("t");
    }

    @Test
    void realProgramsReadStandardInput() {
        TestDatabase database = TestServer.current().maintenance();
        Result result = RealClient.require()
                .run(
                        "psql",
                        List.of("-XAt", "-d", database.connectionString()),
                        "SELECT 40 + 2".getBytes(StandardCharsets.UTF_8))
                .assertSuccess();

        assertThat(result.text()).isEqualTo("42\n");
    }
}
