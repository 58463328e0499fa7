package dev.sengi.archive.custom;

import dev.sengi.archive.Archive;
import dev.sengi.archive.ArchiveFormat;
import dev.sengi.archive.ArchiveHeader;
import dev.sengi.archive.DataLocation;
import dev.sengi.archive.TocEntry;
import dev.sengi.archive.Verification;
import dev.sengi.archive.codec.DataOffset;
import dev.sengi.archive.codec.HeaderCodec;
import dev.sengi.archive.codec.PrimitiveInput;
import dev.sengi.archive.codec.TocCodec;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the custom format: header ({@link HeaderCodec}), table of contents ({@link TocCodec}, whose extension is a
 * {@link DataOffset}), then data blocks ({@link BlockType}) one after the other.
 */
public final class CustomArchiveReader implements Archive {
    private final PrimitiveInput in;
    private final ArchiveHeader header;
    private final TocCodec.Contents contents;
    /** What the table of contents says, by dump ID, and the blocks' locator finds out. */
    private final Map<Integer, DataOffset> offsets;

    private final List<String> warnings;
    private final long dataStart;
    private final AppendedToc appended;
    private final BlockLocator blocks;

    private CustomArchiveReader(
            PrimitiveInput in,
            ArchiveHeader header,
            TocCodec.Contents contents,
            Map<Integer, DataOffset> offsets,
            AppendedToc appended) {
        this.in = in;
        this.header = header;
        this.contents = contents;
        this.offsets = offsets;
        dataStart = in.position();
        this.appended = appended;
        warnings = in.warnings();
        blocks = new BlockLocator(in, header.version(), offsets, appended);
    }

    /** Reads header and table of contents. Closing the archive closes the input, which stays open if this fails. */
    public static CustomArchiveReader open(PrimitiveInput in) throws IOException {
        ArchiveHeader header = HeaderCodec.read(in, ArchiveFormat.CUSTOM);
        Map<Integer, DataOffset> offsets = new HashMap<>();
        long start = in.position();
        TocCodec.Contents contents = TocCodec.read(
                in, header.version(), entry -> offsets.put(entry.dumpId(), DataOffset.read(in, header.version())));
        AppendedToc appended = new AppendedToc(header.version(), contents, in.position() - start);
        return new CustomArchiveReader(
                in, HeaderCodec.decoded(header, contents.charset()), contents, offsets, appended);
    }

    @Override
    public ArchiveHeader header() {
        return header;
    }

    @Override
    public List<TocEntry> entries() {
        return contents.entries();
    }

    @Override
    public List<String> warnings() {
        return warnings;
    }

    @Override
    public boolean seekable() {
        return in.seekable();
    }

    @Override
    public DataLocation dataLocation(TocEntry entry) throws IOException {
        return blocks.location(entry);
    }

    @Override
    public InputStream openData(TocEntry entry) throws IOException {
        DataBlock block = locate(entry, BlockType.DATA);
        return block == null ? InputStream.nullInputStream() : decompressed(block.nextItem());
    }

    @Override
    public void readLargeObjects(TocEntry entry, LargeObjectVisitor visitor) throws IOException {
        DataBlock block = locate(entry, BlockType.BLOBS);
        if (block == null) {
            return;
        }
        for (ChunkInput item = block.nextItem(); item != null; item = block.nextItem()) {
            try (InputStream content = decompressed(item)) {
                visitor.visit(block.oid(), content);
            }
        }
    }

    @Override
    public Verification verify() throws IOException {
        return new CustomVerifier(in, header, contents.entries(), offsets, appended).verify(dataStart);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private DataBlock locate(TocEntry entry, BlockType wanted) throws IOException {
        DataBlock block = blocks.locate(entry);
        if (block != null && block.type() != wanted) {
            throw in.corrupt("unrecognized data block type " + block.type().code() + " while restoring archive");
        }
        return block;
    }

    private InputStream decompressed(ChunkInput item) throws IOException {
        return new EntryInput(in, header.compression(), item);
    }
}
