package dev.sengi.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Differences between two databases that were initially equal. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FingerprintTest {
    private static final String[] CONTENT = {
        "CREATE TABLE item (name text)",
        "INSERT INTO item VALUES ('rope'), ('lantern'), ('lantern'), (NULL)",
        "CREATE SEQUENCE number",
        "SELECT lo_from_bytea(70001, 'chart')"
    };

    private TestDatabase original;
    private Fingerprint before;

    @BeforeAll
    void createOriginal() {
        original = TestServer.current().createDatabase();
        original.execute(CONTENT);
        before = Fingerprint.of(original);
    }

    @AfterAll
    void dropOriginal() {
        original.close();
    }

    private List<String> differencesAfter(String... changes) {
        try (TestDatabase copy = TestServer.current().createDatabase()) {
            copy.execute(CONTENT);
            copy.execute(changes);
            return before.differences(Fingerprint.of(copy));
        }
    }

    @Test
    void equalDatabasesHaveNone() {
        assertThat(differencesAfter("SELECT 1")).isEmpty();
        assertThat(before.summary()).endsWith("1 of them tables with 4 rows");
    }

    @Test
    void theOrderOfRowsDoesNotMatter() {
        assertThat(differencesAfter("DELETE FROM item WHERE name = 'rope'", "INSERT INTO item VALUES ('rope')"))
                .isEmpty();
    }

    @Test
    void aLargeObjectThatOnlyTheCopyHas() {
        assertThat(differencesAfter("SELECT lo_from_bytea(70002, '')")).containsExactly("new: large object 70002");
    }

    @Test
    void aLargeObjectThatTheCopyLacks() {
        assertThat(differencesAfter("SELECT lo_unlink(70001)")).containsExactly("lost: large object 70001");
    }

    @Test
    void aLargeObjectWithOtherBytes() {
        assertThat(differencesAfter("SELECT lo_put(70001, 0, 'c')")).isEmpty();
        assertThat(differencesAfter("SELECT lo_put(70001, 0, 'C')"))
                .singleElement()
                .asString()
                .startsWith("differs: large object 70001: ");
    }

    /** One row less of one value and one row more of another leave the number of rows unchanged. */
    @Test
    void aRowInPlaceOfAnother() {
        assertThat(differencesAfter(
                        "DELETE FROM item WHERE ctid = (SELECT min(ctid) FROM item WHERE name = 'lantern')",
                        "INSERT INTO item VALUES ('rope')"))
                .singleElement()
                .asString()
                .startsWith("differs: public.item: ");
    }

    @Test
    void tablesAndSequences() {
        assertThat(differencesAfter("CREATE TABLE extra ()", "SELECT nextval('number')"))
                .contains("new: table public.extra", "new: public.extra")
                .anyMatch(line -> line.startsWith("differs: public.number: "));
    }
}
