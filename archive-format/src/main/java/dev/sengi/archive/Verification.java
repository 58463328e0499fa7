package dev.sengi.archive;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The result of reading an archive to its last byte. Only Sengi implements this; more methods may be added. */
public interface Verification {

    /** {@return what is wrong, in the order in which it was found; empty for an intact archive} */
    List<Problem> problems();

    /**
     * {@return the entries whose definition and data, if any, are intact, in the archive's order} If the table of
     * contents cannot be read, the archive cannot even be opened.
     */
    List<TocEntry> intact();

    /** {@return the bytes of data read, decompressed} */
    long dataBytes();

    /**
     * {@return the number of rows, or of large objects, of an entry; empty if the entry is damaged or has no such data,
     * and for tables in archives that are too old to distinguish COPY from INSERT commands}
     *
     * @param entry one of the archive's; only its dump ID matters
     */
    OptionalLong count(TocEntry entry);

    /** {@return whether nothing is wrong} */
    default boolean isWhole() {
        return problems().isEmpty();
    }

    /** One thing that is wrong. Immutable, and equal to a problem with the same text at the same place. */
    final class Problem {
        private final int dumpId;
        private final long offset;
        private final @Nullable String file;
        private final String message;

        private Problem(int dumpId, long offset, @Nullable String file, String message) {
            this.dumpId = dumpId;
            this.offset = offset;
            this.file = file;
            this.message = Objects.requireNonNull(message, "message");
        }

        /**
         * {@return a problem}
         *
         * @param dumpId of the entry concerned, or 0 if none
         * @param offset position in the archive, or in the file, in bytes; or -1 if unknown
         * @param file the file of a directory or the member of a tar concerned, or null
         * @param message what was found
         */
        public static Problem of(int dumpId, long offset, @Nullable String file, String message) {
            return new Problem(dumpId, offset, file, message);
        }

        /** {@return the dump ID of the entry concerned, if any} */
        public OptionalInt dumpId() {
            return dumpId == 0 ? OptionalInt.empty() : OptionalInt.of(dumpId);
        }

        /** {@return the position in the archive, or in the file that {@link #file()} names, in bytes, if known} */
        public OptionalLong offset() {
            return offset < 0 ? OptionalLong.empty() : OptionalLong.of(offset);
        }

        /** {@return the file of a directory or the member of a tar concerned, if any} */
        public Optional<String> file() {
            return Optional.ofNullable(file);
        }

        /**
         * {@return a problem for the failure that makes an archive unreadable}
         *
         * @param failure why it could not be read
         */
        public static Problem of(ArchiveFormatException failure) {
            return of(
                    failure.dumpId().orElse(0),
                    failure.offset().orElse(-1),
                    null,
                    String.valueOf(failure.getMessage()));
        }

        /** {@return what was found} */
        public String message() {
            return message;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Problem problem
                    && dumpId == problem.dumpId
                    && offset == problem.offset
                    && Objects.equals(file, problem.file)
                    && message.equals(problem.message);
        }

        @Override
        public int hashCode() {
            return Objects.hash(dumpId, offset, file, message);
        }

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
