package dev.sengi.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.testing.NeedsRealClient;
import dev.sengi.testing.RealClient;
import dev.sengi.testing.Result;
import dev.sengi.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The widths of all characters, compared with those that psql uses to align them. */
@NeedsRealClient
class DisplayWidthOracleTest {
    /** The characters that psql shows as they are: it escapes control characters and drops noncharacters. */
    private static final String QUERY = "SELECT '[' || chr(i) || ']' AS text, i FROM generate_series(32, 1114111) i"
            + " WHERE i NOT BETWEEN 127 AND 159 AND i NOT BETWEEN 55296 AND 57343"
            + " AND (i < 65536 OR i % 65536 < 65534) UNION ALL SELECT '[12345]', 0";

    /** The columns between the brackets and after them. */
    private static final int COLUMNS = 5;

    private static final Pattern ROW =
            Pattern.compile("^ \\[.{1,2}]( *) \\| +([0-9]+)$", Pattern.MULTILINE | Pattern.UNIX_LINES);

    /** Characters that are no longer combining characters since Unicode 13, which Java 17 supports. */
    private static final Set<Integer> CHANGED = Set.of(0x1734, 0x1171e);

    @Test
    void ofAllCharacters() {
        Map<Integer, Integer> widths = widthsInPsql();
        assertThat(widths.size()).isGreaterThan(1_100_000);
        assertThat(different(widths)).isEmpty();
    }

    private static List<String> different(Map<Integer, Integer> widths) {
        return widths.keySet().stream()
                .filter(character -> !isSame(character, DisplayWidth.of(character), widths.get(character)))
                .map(character -> String.format(Locale.ROOT, "U+%04X", character))
                .toList();
    }

    private static boolean isSame(int character, int ours, int real) {
        // Java 17 does not know newer combining characters; psql also counts 0 for the gaps between them.
        boolean unknown = Character.getType(character) == Character.UNASSIGNED && ours == 1 && real == 0;
        return ours == real || unknown || CHANGED.contains(character);
    }

    private static Map<Integer, Integer> widthsInPsql() {
        String database = TestServer.current().maintenance().connectionString();
        Result result = RealClient.require()
                .run(
                        "psql",
                        List.of("-X", "-q", "-t", "-d", database, "-c", QUERY),
                        new byte[0],
                        Map.of("PGCLIENTENCODING", "UTF8"));
        Map<Integer, Integer> widths = new TreeMap<>();
        Matcher row = ROW.matcher(new String(result.stdout(), StandardCharsets.UTF_8));
        while (row.find()) {
            widths.put(Integer.valueOf(row.group(2)), COLUMNS - row.group(1).length());
        }
        return widths;
    }
}
