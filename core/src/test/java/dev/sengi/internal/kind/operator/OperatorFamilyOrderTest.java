package dev.sengi.internal.kind.operator;

import dev.sengi.testing.DumpOracle;
import dev.sengi.testing.NeedsRealClient;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The order of a family's members in a database whose catalogs have statistics, as in any database in use. */
@NeedsRealClient
class OperatorFamilyOrderTest {

    @ParameterizedTest
    @FieldSource("dev.sengi.testing.TestServer#MAJORS")
    @Tag("every-server")
    void followsTheServersPlan(int major) throws IOException {
        try (TestDatabase database = TestServer.of(major).createDatabase();
                InputStream script =
                        OperatorFamilyOrderTest.class.getResourceAsStream("/dev/sengi/kinds/operator_family.sql")) {
            database.execute(new String(script.readAllBytes(), StandardCharsets.UTF_8));
            database.analyze();
            DumpOracle.of(database).assertSameScript();
        }
    }
}
