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
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;

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

    private final Map<Integer, Long> dataPositions = new LinkedHashMap<>();
    private boolean begun;
    private boolean finished;
    private ChunkOutput item;
    private LargeObjects largeObjects;

    public CustomArchiveWriter(PrimitiveOutput out, Compression compression) {
        this.out = out;
        this.compression = compression;
        this.compressor = new Compressor(compression);
    }

    @Override
    public void begin(ArchiveHeader header, TocSource entries) throws IOException {
        check(!begun, "the archive has been begun already");
        begun = true;
        TextEncoder text = new TextEncoder(TocCodec.charset(entries.outlines()));
        HeaderCodec.write(out, header, ArchiveFormat.CUSTOM, compression.algorithm(), text);
        TocCodec.write(out, entries, text, entry -> {
            if (entry.hadDumper()) {
                offsetFields.put(entry.dumpId(), out.position());
            }
            out.writeOffset(entry.hadDumper() ? DataOffset.NOT_SET : DataOffset.NO_DATA);
        });
    }

    @Override
    public OutputStream openData(TocEntry entry) throws IOException {
        beginBlock(entry, BlockType.DATA);
        return newItem();
    }

    @Override
    public LargeObjectOutput openLargeObjects(TocEntry entry) throws IOException {
        beginBlock(entry, BlockType.BLOBS);
        largeObjects = new LargeObjects();
        return largeObjects;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException if data are still being written, or an entry lacks its data
     */
    @Override
    public void finish() throws IOException {
        check(begun && !finished, "the archive has not been begun, or has been finished already");
        checkNothingOpen();
        for (int dumpId : offsetFields.keySet()) {
            check(dataPositions.containsKey(dumpId), "no data have been written for dump ID " + dumpId);
        }
        finished = true;
        if (out.seekable()) {
            enterPositions();
        }
        out.flush();
    }

    /** Closes the output. Without {@link #finish}, what has been written lacks its end. */
    @Override
    public void close() throws IOException {
        try (compressor) {
            out.close();
        }
    }

    private void enterPositions() throws IOException {
        long end = out.position();
        for (Map.Entry<Integer, Long> field : offsetFields.entrySet()) {
            out.seek(field.getValue());
            out.writeOffset(DataOffset.at(dataPositions.get(field.getKey())));
        }
        out.seek(end);
    }

    private void beginBlock(TocEntry entry, BlockType type) throws IOException {
        check(begun && !finished, "the archive has not been begun, or has been finished already");
        checkNothingOpen();
        check(
                offsetFields.containsKey(entry.dumpId()),
                "the table of contents promises no data for dump ID " + entry.dumpId());
        boolean first = dataPositions.putIfAbsent(entry.dumpId(), out.position()) == null;
        check(first, "the data of dump ID " + entry.dumpId() + " have been written already");
        out.writeByte(type.code());
        out.writeInt(entry.dumpId());
    }

    private OutputStream newItem() throws IOException {
        item = new ChunkOutput(out);
        return compressor.compress(item);
    }

    private void checkNothingOpen() {
        check(item == null || item.closed(), "the data before have not been closed");
        check(largeObjects == null || largeObjects.closed, "the large objects before have not been closed");
    }

    private static void check(boolean condition, String message) {
        if (!condition) {
            throw new IllegalStateException(message);
        }
    }

    private final class LargeObjects implements LargeObjectOutput {
        private static final long MAX_OID = 0xffff_ffffL;

        private boolean closed;

        @Override
        public OutputStream next(long oid) throws IOException {
            check(!closed, "the large objects have been closed");
            check(item == null || item.closed(), "the large object before has not been closed");
            if (oid <= 0 || oid > MAX_OID) {
                throw new IllegalArgumentException("invalid OID for large object (" + oid + ")");
            }
            out.writeInt((int) oid);
            return newItem();
        }

        @Override
        public void close() throws IOException {
            if (!closed) {
                check(item == null || item.closed(), "the large object before has not been closed");
                closed = true;
                out.writeInt(0);
            }
        }
    }
}
