package dev.sengi;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.sengi.testing.DumpOracle;
import dev.sengi.testing.NeedsRealClient;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Databases that are hard to dump, compared with the real pg_dump on servers of every major version, then restored and
 * dumped again.
 *
 * <p>To add a case, add a file to {@code databases/}: SQL that fills an empty database. {@code name.17.sql} is for
 * servers from 17 on. A first line {@code -- database: OPTIONS} contains options for CREATE DATABASE. A line {@code --
 * without round trip: REASON} means that the restored database differs, whichever program restores it.
 */
@NeedsRealClient
class DatabasesOracleTest {
    private static final String DATABASE = "-- database: ";
    private static final String WITHOUT_ROUND_TRIP = "\n-- without round trip: ";

    private static final Map<String, UnaryOperator<PgDump>> OPTIONS = options();

    private static Map<String, UnaryOperator<PgDump>> options() {
        Map<String, UnaryOperator<PgDump>> options = new LinkedHashMap<>();
        options.put(
                "-C -c --if-exists",
                dump -> dump.with(ScriptFlag.CREATE).with(ScriptFlag.CLEAN).with(ScriptFlag.IF_EXISTS));
        options.put(
                "--quote-all-identifiers --column-inserts",
                dump -> dump.with(DumpFlag.QUOTE_ALL_IDENTIFIERS).with(DumpFlag.COLUMN_INSERTS));
        options.put("-a", PgDump::dataOnly);
        return options;
    }

    @TestFactory
    Stream<DynamicNode> databases() throws IOException, URISyntaxException {
        return scripts().stream()
                .map(script -> dynamicContainer(
                        script.getFileName().toString(),
                        TestServer.MAJORS.stream()
                                .filter(major -> major >= sinceMajor(script))
                                .map(major -> onServer(script, major))));
    }

    private static DynamicTest onServer(Path script, int major) {
        return dynamicTest("on PostgreSQL " + major, () -> {
            String sql = Files.readString(script);
            try (TestDatabase database = TestServer.of(major).createDatabase(databaseOptions(sql))) {
                database.execute(sql);
                DumpOracle oracle = DumpOracle.of(database);
                oracle.assertSameEntries();
                if (TestServer.isInBetween(major)) {
                    return;
                }
                oracle.assertSameScript();
                if (TestServer.triesAll(major)) {
                    for (Map.Entry<String, UnaryOperator<PgDump>> options : OPTIONS.entrySet()) {
                        oracle.with(options.getKey(), options.getValue()).assertSameScript();
                    }
                }
                if (!sql.contains(WITHOUT_ROUND_TRIP)) {
                    oracle.assertRoundTrip(databaseOptions(sql));
                }
            }
        });
    }

    private static String databaseOptions(String sql) {
        return sql.startsWith(DATABASE) ? sql.substring(DATABASE.length(), sql.indexOf('\n')) : "";
    }

    private static List<Path> scripts() throws IOException, URISyntaxException {
        Path folder = Path.of(
                DatabasesOracleTest.class.getResource("/dev/sengi/databases").toURI());
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted(Comparator.comparing(Path::toString)).toList();
        }
    }

    private static int sinceMajor(Path script) {
        String[] parts = script.getFileName().toString().split("\\.", -1);
        return parts.length < 3 ? 0 : Integer.parseInt(parts[1]);
    }
}
