package dev.sengi.archive.internal.custom;

import dev.sengi.archive.ArchiveVersion;
import dev.sengi.archive.internal.codec.PrimitiveInput;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a data block contains; its code is the block's first byte.
 *
 * <pre>
 * DATA    Byte 1, Int dump ID, item; before 1.3 without the Byte
 * BLOBS   Byte 3, Int dump ID, {Int OID, item}, Int 0
 * item    {Int length, bytes}, Int 0
 * </pre>
 *
 * <p>Each item is a separate compressed stream. Facts: PostgreSQL's {@code pg_backup_custom.c}.
 */
enum BlockType {
    DATA(1),
    BLOBS(3);

    private final int code;

    BlockType(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    /** Reads the code of the next block's type, or returns -1 at the end; before 1.3 there is only one type. */
    static int readCode(PrimitiveInput in, ArchiveVersion version) throws IOException {
        return version.storesCopyCommands() ? in.readByteOrEnd() : DATA.code;
    }

    static Optional<BlockType> ofCode(int code) {
        return Stream.of(values()).filter(type -> type.code == code).findFirst();
    }
}
