package dev.sengi.archive.internal.custom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.archive.Archive;
import dev.sengi.archive.ArchiveBytes;
import dev.sengi.archive.Verification.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Archives as written by {@code pg_dump -Fc > file}, with a second table of contents at the end. */
class AppendedTocTest {
    private static final String ROWS = "INSERT INTO a VALUES (1);\n\n\n";
    private static final int HEADER = ArchiveBytes.version(16).length();

    private static ArchiveBytes toc(boolean known) {
        return toc(known, "TABLE", "CREATE TABLE a ();\n");
    }

    private static ArchiveBytes toc(boolean known, String desc, String defn) {
        ArchiveBytes archive = ArchiveBytes.version(16).integer(3).encoding("UTF8");
        archive.entry(2, "TABLE DATA", "a", null, true);
        if (known) {
            archive.offset(2, toc(false, desc, defn).length());
        } else {
            archive.offset(1, 0);
        }
        return archive.entry(3, desc, "a", defn, false).offset(3, 0);
    }

    private static byte[] appended(boolean known) {
        return appended(toc(known));
    }

    private static byte[] appended(ArchiveBytes toc) {
        byte[] all = toc.bytes();
        return Arrays.copyOfRange(all, HEADER, all.length);
    }

    private static ArchiveBytes archive() {
        return toc(false).dataBlock(2, ROWS);
    }

    private static void assertVerified(ArchiveBytes bytes, String... messages) throws IOException {
        for (Archive archive : List.of(bytes.open(), bytes.openUnseekable())) {
            try (archive) {
                assertThat(archive.verify().problems())
                        .extracting(Problem::message)
                        .containsExactly(messages);
            }
        }
    }

    @Test
    void secondTableOfContentsIsNotDamage() throws IOException {
        assertVerified(archive().raw(appended(true)));
    }

    @Test
    void anythingElseIs() throws IOException {
        String message = "there is extra content after the last entry's data";
        byte[] copy = appended(true);
        assertVerified(archive().raw(copy).raw(0), message);
        assertVerified(archive().raw(Arrays.copyOf(copy, copy.length - 1)), message);
        assertVerified(archive().raw(copy).raw(copy), message);
        assertVerified(archive().raw(0), message);
        assertVerified(archive().raw(appended(false)), message);
        byte[] other = copy.clone();
        other[other.length - 30] ^= 1;
        assertVerified(archive().raw(other), message);
    }

    @Test
    void lastBlockEndsBeforeIt() throws IOException {
        assertStoredSize(archive().raw(appended(true)));
    }

    private static void assertStoredSize(ArchiveBytes whole) throws IOException {
        try (Archive archive = ArchiveBytes.of(whole.bytes()).open()) {
            archive.openData(archive.entries().get(1)).close();
            int size = archive().length() - toc(false).length();
            assertThat(archive.dataLocation(archive.entries().get(1)).storedSize())
                    .hasValue((long) size);
        }
    }

    @Test
    void statisticsAreMissingInIt() throws IOException {
        assertVerified(
                withStatistics(),
                // The builder of these archives puts it there.
                "STATISTICS DATA is in section PRE_DATA");
    }

    @Test
    void lastBlockEndsBeforeItIfStatisticsAreMissing() throws IOException {
        assertStoredSize(withStatistics());
    }

    private static ArchiveBytes withStatistics() {
        String statistics = "SELECT * FROM pg_catalog.pg_restore_relation_stats('\u00c3\u00a9');\n";
        String second = latin1(appended(toc(true, "STATISTICS DATA", statistics)));
        String field = latin1(ArchiveBytes.of().string(statistics).bytes());
        return toc(false, "STATISTICS DATA", statistics)
                .dataBlock(2, ROWS)
                .raw(second.replace(field, "").getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String latin1(byte... bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
