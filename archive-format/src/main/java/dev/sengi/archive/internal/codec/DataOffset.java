package dev.sengi.archive.internal.codec;

import dev.sengi.archive.ArchiveVersion;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The position of an entry's data in a custom archive.
 *
 * <pre>
 * since 1.7       Offset
 * before          Int, the position: negative if unknown, 0 if there are no data
 *                 Int, the length of the data, which the data repeat
 * </pre>
 *
 * @param state what is known about the position
 * @param position offset of the data block's first byte in the file, 0 if unknown
 */
public record DataOffset(State state, long position) {

    public static final DataOffset NO_DATA = new DataOffset(State.NO_DATA, 0);
    public static final DataOffset NOT_SET = new DataOffset(State.NOT_SET, 0);

    private static final int FLAGGED_SINCE = 7;

    /** Reads the position that an entry of a custom archive states. */
    public static DataOffset read(PrimitiveInput in, ArchiveVersion version) throws IOException {
        if (version.since(FLAGGED_SINCE)) {
            return in.readOffset();
        }
        int position = in.readInt();
        in.readInt();
        return position > 0 ? at(position) : position == 0 ? NO_DATA : NOT_SET;
    }

    /** Returns an offset; all those without a position are the same. */
    static DataOffset of(State state, long position) {
        if (position == 0 && state != State.SET) {
            return state == State.NO_DATA ? NO_DATA : NOT_SET;
        }
        return new DataOffset(state, position);
    }

    public static DataOffset at(long position) {
        return new DataOffset(State.SET, position);
    }

    /** The flag that precedes a stored offset. */
    public enum State {
        /** There are data, but the output could not seek back to record their position. */
        NOT_SET(1),
        SET(2),
        NO_DATA(3);

        private final int code;

        State(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }

        /** Returns the state with that code, or null. */
        static @Nullable State ofCode(int code) {
            return switch (code) {
                case 1 -> NOT_SET;
                case 2 -> SET;
                case 3 -> NO_DATA;
                default -> null;
            };
        }
    }
}
