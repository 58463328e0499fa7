package dev.sengi.archive.internal.custom;

import dev.sengi.archive.ArchiveFormat;
import dev.sengi.archive.ArchiveWriter.LargeObjectOutput;
import dev.sengi.archive.Compression;
import dev.sengi.archive.TocEntry;
import dev.sengi.archive.internal.charset.EncodingEntry;
import dev.sengi.archive.internal.codec.DataOffset;
import dev.sengi.archive.internal.codec.HeaderCodec;
import dev.sengi.archive.internal.codec.PrimitiveOutput;
import dev.sengi.archive.internal.codec.TextEncoder;
import dev.sengi.archive.internal.codec.TocCodec;
import dev.sengi.archive.internal.compress.Compressor;
import dev.sengi.archive.internal.spool.OutputSequence;
import dev.sengi.archive.internal.spool.SpoolSpace;
import dev.sengi.archive.internal.writer.ArchiveStart;
import dev.sengi.archive.internal.writer.FormatWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Writes the custom format, version 1.16, as {@link CustomArchiveReader} describes and reads it.
 *
 * <p>Entries with data are first written with an unknown position. If the output can seek, {@link #finish} goes back
 * and fills in the positions.
 */
public final class CustomArchiveWriter implements FormatWriter {
    private final PrimitiveOutput out;
    private final Compression compression;
    private final Compressor compressor;

    /** Where each entry's Offset was written, by dump ID, in the order of the table of contents. */
    private final Map<Integer, Long> offsetFields = new LinkedHashMap<>();

    private final SpoolSpace space;
    private final Map<Integer, Long> positions = new ConcurrentHashMap<>();
    private boolean inOrder;
    private OutputSequence blocks;

    /** @param spoolFolder null for the system's temporary folder */
    public CustomArchiveWriter(PrimitiveOutput out, Compression compression, Path spoolFolder) {
        this.out = out;
        this.compression = compression;
        this.compressor = new Compressor(compression);
        this.space = new SpoolSpace(spoolFolder);
    }

    @Override
    public void begin(ArchiveStart start) throws IOException {
        inOrder = start.inOrder();
        TextEncoder text = new TextEncoder(EncodingEntry.charset(start.entries().outlines()));
        HeaderCodec.write(out, start.header(), ArchiveFormat.CUSTOM, compression.algorithm(), text);
        TocCodec.write(out, start.entries(), text, entry -> {
            if (entry.hadDumper()) {
                offsetFields.put(entry.dumpId(), out.position());
            }
            out.writeOffset(entry.hadDumper() ? DataOffset.NOT_SET : DataOffset.NO_DATA);
        });
        // Readers of an archive that cannot seek cannot go back, so its blocks must be in order.
        blocks = anyOrder() ? OutputSequence.unordered(space) : OutputSequence.ordered(space, offsetFields.keySet());
    }

    @Override
    public OutputStream openData(TocEntry entry) throws IOException {
        return new Data(openBlock(entry, BlockType.DATA));
    }

    @Override
    public LargeObjectOutput openLargeObjects(TocEntry entry) throws IOException {
        return new LargeObjects(openBlock(entry, BlockType.BLOBS));
    }

    @Override
    public void finish() throws IOException {
        if (out.seekable()) {
            enterPositions();
        }
        out.flush();
    }

    @Override
    public boolean anyOrder() {
        return out.seekable() && !inOrder;
    }

    /** The data of large objects are spooled like those of tables. */
    @Override
    public boolean waitsForEntriesBefore() {
        return false;
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
        OutputStream block = blocks.open(entry.dumpId(), new BlockTarget(entry.dumpId()));
        block.write(type.code());
        block.write(PrimitiveOutput.bytes(entry.dumpId()));
        return block;
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
                block.close();
            }
        }
    }

    private final class LargeObjects implements LargeObjectOutput {
        private final OutputStream block;
        private boolean closed;

        LargeObjects(OutputStream block) {
            this.block = block;
        }

        @Override
        public OutputStream next(long oid) throws IOException {
            block.write(PrimitiveOutput.bytes((int) oid));
            return compressor.compress(new ChunkOutput(block));
        }

        @Override
        public void close() throws IOException {
            if (!closed) {
                closed = true;
                block.write(PrimitiveOutput.bytes(0));
                block.close();
            }
        }
    }
}
