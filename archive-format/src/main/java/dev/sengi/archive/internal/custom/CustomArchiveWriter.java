package dev.sengi.archive.internal.custom;

import dev.sengi.archive.ArchiveFormat;
import dev.sengi.archive.ArchiveHeader;
import dev.sengi.archive.ArchiveWriter;
import dev.sengi.archive.Compression;
import dev.sengi.archive.TocEntry;
import dev.sengi.archive.TocSource;
import dev.sengi.archive.internal.codec.DataOffset;
import dev.sengi.archive.internal.codec.HeaderCodec;
import dev.sengi.archive.internal.codec.PrimitiveOutput;
import dev.sengi.archive.internal.codec.TextEncoder;
import dev.sengi.archive.internal.codec.TocCodec;
import dev.sengi.archive.internal.compress.Compressor;
import dev.sengi.archive.internal.spool.OutputSequence;
import dev.sengi.archive.internal.spool.SpoolSpace;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Writes the custom format, version 1.16, as {@link CustomArchiveReader} describes and reads it.
 *
 * <p>Entries with data are first written with an unknown position. If the output can seek, {@link #finish} goes back
 * and fills in the positions.
 */
public final class CustomArchiveWriter implements ArchiveWriter {
    private final PrimitiveOutput out;
    private final Compression compression;
    private final Compressor compressor;

    /** Where each entry's Offset was written, by dump ID, in the order of the table of contents. */
    private final Map<Integer, Long> offsetFields = new LinkedHashMap<>();

    private final Set<Integer> opened = ConcurrentHashMap.newKeySet();
    private final AtomicInteger open = new AtomicInteger();
    private final SpoolSpace space = new SpoolSpace();
    private final Map<Integer, Long> positions = new ConcurrentHashMap<>();
    private OutputSequence blocks;
    private boolean finished;

    public CustomArchiveWriter(PrimitiveOutput out, Compression compression) {
        this.out = out;
        this.compression = compression;
        this.compressor = new Compressor(compression);
    }

    @Override
    public void spoolInto(Path folder) {
        check(blocks == null, "the archive has been begun already");
        space.into(folder);
    }

    @Override
    public void begin(ArchiveHeader header, TocSource entries) throws IOException {
        check(blocks == null, "the archive has been begun already");
        TextEncoder text = new TextEncoder(TocCodec.charset(entries.outlines()));
        HeaderCodec.write(out, header, ArchiveFormat.CUSTOM, compression.algorithm(), text);
        TocCodec.write(out, entries, text, entry -> {
            if (entry.hadDumper()) {
                offsetFields.put(entry.dumpId(), out.position());
            }
            out.writeOffset(entry.hadDumper() ? DataOffset.NOT_SET : DataOffset.NO_DATA);
        });
        // Readers of an archive that cannot seek cannot go back.
        blocks =
                out.seekable() ? OutputSequence.unordered(space) : OutputSequence.ordered(space, offsetFields.keySet());
    }

    @Override
    public OutputStream openData(TocEntry entry) throws IOException {
        return new Data(openBlock(entry, BlockType.DATA));
    }

    @Override
    public LargeObjectOutput openLargeObjects(TocEntry entry) throws IOException {
        return new LargeObjects(openBlock(entry, BlockType.BLOBS));
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException if data are still being written, or an entry lacks its data
     */
    @Override
    public void finish() throws IOException {
        check(blocks != null && !finished, "the archive has not been begun, or has been finished already");
        check(open.get() == 0, "data are still being written");
        for (int dumpId : offsetFields.keySet()) {
            check(positions.containsKey(dumpId), "no data have been written for dump ID " + dumpId);
        }
        finished = true;
        if (out.seekable()) {
            enterPositions();
        }
        out.flush();
    }

    @Override
    public boolean anyOrder() {
        return out.seekable();
    }

    @Override
    public void abandon() {
        space.stop();
    }

    /** Closes the output. Without {@link #finish}, what has been written lacks its end. */
    @Override
    public void close() throws IOException {
        try (compressor;
                out;
                space) {
            // Closed in the opposite order.
        }
    }

    private void enterPositions() throws IOException {
        long end = out.position();
        for (Map.Entry<Integer, Long> field : offsetFields.entrySet()) {
            out.seek(field.getValue());
            out.writeOffset(DataOffset.at(positions.get(field.getKey())));
        }
        out.seek(end);
    }

    private OutputStream openBlock(TocEntry entry, BlockType type) throws IOException {
        check(blocks != null && !finished, "the archive has not been begun, or has been finished already");
        check(
                offsetFields.containsKey(entry.dumpId()),
                "the table of contents promises no data for dump ID " + entry.dumpId());
        boolean first = opened.add(entry.dumpId());
        check(first, "the data of dump ID " + entry.dumpId() + " have been written already");
        open.incrementAndGet();
        OutputStream block = blocks.open(entry.dumpId(), new BlockTarget(entry.dumpId()));
        block.write(type.code());
        block.write(PrimitiveOutput.bytes(entry.dumpId()));
        return block;
    }

    private void closeBlock(OutputStream block) throws IOException {
        block.close();
        open.decrementAndGet();
    }

    private static void check(boolean condition, String message) {
        if (!condition) {
            throw new IllegalStateException(message);
        }
    }

    private final class BlockTarget implements OutputSequence.Target {
        private final int dumpId;

        BlockTarget(int dumpId) {
            this.dumpId = dumpId;
        }

        @Override
        public OutputStream begin() {
            positions.put(dumpId, out.position());
            return out.stream();
        }

        @Override
        public void end() {}
    }

    /** A table's data, which is all of a block. */
    private final class Data extends OutputStream {
        private final OutputStream block;
        private final OutputStream item;
        private boolean closed;

        Data(OutputStream block) throws IOException {
            this.block = block;
            this.item = compressor.compress(new ChunkOutput(block));
        }

        @Override
        public void write(int b) throws IOException {
            item.write(b);
        }

        @Override
        public void write(byte[] source, int offset, int length) throws IOException {
            item.write(source, offset, length);
        }

        @Override
        public void close() throws IOException {
            if (!closed) {
                closed = true;
                item.close();
                closeBlock(block);
            }
        }
    }

    private final class LargeObjects implements LargeObjectOutput {
        private static final long MAX_OID = 0xffff_ffffL;

        private final OutputStream block;
        private ChunkOutput item;
        private boolean closed;

        LargeObjects(OutputStream block) {
            this.block = block;
        }

        @Override
        public OutputStream next(long oid) throws IOException {
            check(!closed, "the large objects have been closed");
            check(item == null || item.closed(), "the large object before has not been closed");
            if (oid <= 0 || oid > MAX_OID) {
                throw new IllegalArgumentException("invalid OID for large object (" + oid + ")");
            }
            block.write(PrimitiveOutput.bytes((int) oid));
            item = new ChunkOutput(block);
            return compressor.compress(item);
        }

        @Override
        public void close() throws IOException {
            if (!closed) {
                check(item == null || item.closed(), "the large object before has not been closed");
                closed = true;
                block.write(PrimitiveOutput.bytes(0));
                closeBlock(block);
            }
        }
    }
}
