package dev.sengi.archive.internal.custom;

import dev.sengi.archive.internal.codec.PrimitiveInput;
import java.io.IOException;

/**
 * A data block that is being read: one item of table data, or one item for each large object. See {@link BlockType}.
 */
final class DataBlock {
    private final PrimitiveInput in;
    private final BlockType type;
    private final long start;
    private ChunkInput item;
    private long oid;
    private boolean ended;

    /**
     * @param in positioned after the block's header
     * @param start position of the block's first byte
     */
    DataBlock(PrimitiveInput in, BlockType type, long start) {
        this.in = in;
        this.type = type;
        this.start = start;
    }

    BlockType type() {
        return type;
    }

    long start() {
        return start;
    }

    /** Returns the next item, still compressed, or null after the last. The rest of the previous item is skipped. */
    ChunkInput nextItem() throws IOException {
        if (item != null) {
            item.skipRest();
            item.detach();
        }
        if (!ended) {
            ended = type == BlockType.DATA ? item != null : !readOid();
        }
        item = ended ? null : new ChunkInput(in);
        return item;
    }

    /** Returns the OID of the large object that {@link #nextItem} returned. */
    long oid() {
        return oid;
    }

    /** Skips what has not been read, leaving the input after the block. */
    void skipRest() throws IOException {
        ChunkInput next;
        do {
            next = nextItem();
        } while (next != null);
    }

    /** Rejects further reads from the current item, because the input is now used for another block. */
    void detach() {
        if (item != null) {
            item.detach();
        }
    }

    /** Returns whether the input is past the block's end. */
    boolean ended() {
        return ended || (type == BlockType.DATA && item != null && item.ended());
    }

    private boolean readOid() throws IOException {
        oid = Integer.toUnsignedLong(in.readInt());
        return oid != 0;
    }
}
