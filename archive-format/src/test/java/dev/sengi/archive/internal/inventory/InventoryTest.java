package dev.sengi.archive.internal.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.archive.Archive;
import dev.sengi.archive.ArchiveBytes;
import dev.sengi.archive.Verification.Problem;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class InventoryTest {
    private static final String INSERTS = "INSERT INTO b VALUES (';');\n\n\n";
    /** A type, a dump ID, a chunk's length and the end: what a block contains besides its data. */
    private static final int FRAME = 1 + 5 + 5 + 5;

    /** Two tables without COPY commands, so their data are INSERT commands; a position of 0 means unknown. */
    private static ArchiveBytes toc(long first, long second) {
        ArchiveBytes archive = ArchiveBytes.version(16).integer(4).encoding("UTF8");
        archive.entry(2, "TABLE", "a", "CREATE TABLE a ();\n", false).offset(3, 0);
        archive.entry(3, "TABLE DATA", "a", null, true).offset(first == 0 ? 1 : 2, first);
        return archive.entry(4, "TABLE DATA", "b", null, true).offset(second == 0 ? 1 : 2, second);
    }

    private static ArchiveBytes archive(boolean positions) {
        int start = toc(0, 0).length();
        ArchiveBytes archive = positions ? toc(start, start + FRAME + INSERTS.length()) : toc(0, 0);
        return archive.dataBlock(3, INSERTS).dataBlock(4, INSERTS + INSERTS);
    }

    private static List<OptionalLong> stored(Inventory inventory) {
        return inventory.items().stream().map(InventoryItem::storedSize).toList();
    }

    @Test
    void sizesNeedNoReading() throws IOException {
        for (boolean positions : new boolean[] {true, false}) {
            try (Archive archive = archive(positions).open()) {
                Inventory inventory = Inventory.of(archive, entry -> true);
                assertThat(stored(inventory))
                        .containsExactly(
                                OptionalLong.empty(),
                                OptionalLong.empty(),
                                OptionalLong.of(FRAME + INSERTS.length()),
                                OptionalLong.of(FRAME + 2 * INSERTS.length()));
                assertThat(inventory.items()).allMatch(item -> item.dataSize().isEmpty());
                assertThat(inventory.problems()).isEmpty();
            }
        }
    }

    @Test
    void streamsRevealSizesOnceTheyHaveBeenRead() throws IOException {
        for (boolean positions : new boolean[] {true, false}) {
            try (Archive archive = archive(positions).openUnseekable()) {
                Inventory inventory =
                        Inventory.counted(archive, entry -> entry.desc().equals("TABLE DATA"));
                assertThat(stored(inventory))
                        .containsExactly(
                                OptionalLong.of(FRAME + INSERTS.length()),
                                OptionalLong.of(FRAME + 2 * INSERTS.length()));
                assertThat(inventory.items())
                        .extracting(InventoryItem::dataSize)
                        .containsExactly(
                                OptionalLong.of(INSERTS.length()), OptionalLong.of((INSERTS + INSERTS).length()));
                assertThat(inventory.items())
                        .extracting(InventoryItem::rows)
                        .containsExactly(OptionalLong.of(1), OptionalLong.of(2));
            }
        }
    }

    @Test
    void streamsRevealNothingBeforeTheyAreRead() throws IOException {
        try (Archive archive = archive(false).openUnseekable()) {
            Inventory inventory = Inventory.of(archive, entry -> true);
            assertThat(stored(inventory)).hasSize(4).containsOnly(OptionalLong.empty());
            assertThat(inventory.problems()).isEmpty();
        }
    }

    @Test
    void truncatedArchiveIsReported() throws IOException {
        byte[] whole = archive(true).bytes();
        byte[] cut = Arrays.copyOf(whole, toc(0, 0).length() + 10);
        try (Archive archive = ArchiveBytes.of(cut).open()) {
            Inventory inventory = Inventory.of(archive, entry -> true);
            assertThat(stored(inventory)).containsOnly(OptionalLong.empty());
            assertThat(inventory.problems())
                    .containsExactly(
                            Problem.of(3, toc(0, 0).length(), null, "the archive ends before the data of 2 entries"));
        }
        try (Archive archive = ArchiveBytes.of(cut).openUnseekable()) {
            assertThat(Inventory.counted(archive, entry -> true).problems())
                    .extracting(problem -> problem.dumpId().orElseThrow())
                    .containsExactly(3);
        }
        try (Archive archive = ArchiveBytes.of(cut).open()) {
            assertThat(Inventory.counted(archive, entry -> true).problems())
                    .extracting(problem -> problem.dumpId().orElseThrow())
                    .containsExactly(3, 4);
        }
    }
}
