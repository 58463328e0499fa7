package dev.sengi.archive;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The result of reading an archive to its last byte.
 *
 * @param problems what is wrong, in the order in which it was found; empty for an intact archive
 * @param intact the entries whose definition and data, if any, are intact, in the archive's order; empty if the table
 *     of contents could not be read
 * @param dataBytes bytes of data read, decompressed
 * @param counts the numbers of rows, or of large objects, of the intact entries that have such data, by dump ID; without
 *     those of tables in archives that are too old to distinguish COPY from INSERT commands
 */
public record Verification(List<Problem> problems, List<TocEntry> intact, long dataBytes, Map<Integer, Long> counts) {

    /**
     * Copies the collections.
     *
     * @param problems not null
     * @param intact not null
     * @param dataBytes not negative
     * @param counts not null
     */
    public Verification {
        problems = List.copyOf(problems);
        intact = List.copyOf(intact);
        counts = Map.copyOf(counts);
    }

    /** {@return whether nothing is wrong} */
    public boolean isWhole() {
        return problems.isEmpty();
    }

    /**
     * One thing that is wrong.
     *
     * @param dumpId of the entry concerned, or 0
     * @param offset position in the archive, or in the file that {@code file} names, in bytes; or -1
     * @param file the file of a directory or the member of a tar concerned, or null
     * @param message what was found
     */
    public record Problem(int dumpId, long offset, @Nullable String file, String message) {

        /** Returns the message with its location, on one line. */
        @Override
        public String toString() {
            StringBuilder text = new StringBuilder();
            if (dumpId != 0) {
                text.append("entry ").append(dumpId).append(": ");
            }
            text.append(message);
            if (file != null) {
                text.append(", in ").append(file);
            }
            if (offset >= 0) {
                text.append(", at byte ").append(offset);
            }
            return text.toString();
        }
    }
}
