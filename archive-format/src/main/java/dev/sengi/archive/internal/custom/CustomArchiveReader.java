package dev.sengi.archive.internal.custom;

import dev.sengi.archive.Archive;
import dev.sengi.archive.ArchiveCopy.DataListener;
import dev.sengi.archive.ArchiveFormat;
import dev.sengi.archive.ArchiveHeader;
import dev.sengi.archive.DataLocation;
import dev.sengi.archive.TocEntry;
import dev.sengi.archive.Verification;
import dev.sengi.archive.internal.codec.DataOffset;
import dev.sengi.archive.internal.codec.HeaderCodec;
import dev.sengi.archive.internal.codec.Lifetime;
import dev.sengi.archive.internal.codec.Preamble;
import dev.sengi.archive.internal.codec.PrimitiveInput;
import dev.sengi.archive.internal.codec.TocCodec;
import dev.sengi.archive.internal.io.ObservedArchive;
import dev.sengi.archive.internal.io.StoredReads;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads the custom format: header ({@link HeaderCodec}), table of contents ({@link TocCodec}, whose extension is a
 * {@link DataOffset}), then data blocks ({@link BlockType}) one after another.
 */
public final class CustomArchiveReader implements ObservedArchive {
    private final PrimitiveInput in;
    private final Preamble<DataOffset> preamble;
    private final long dataStart;
    private final AppendedToc appended;
    private final Lifetime lifetime;
    private final StoredReads reads;
    /** Created when data are requested: listing the entries does not need it. */
    private BlockLocator blocks;

    /** @param in positioned after the table of contents */
    private CustomArchiveReader(
            PrimitiveInput in, Preamble<DataOffset> preamble, Lifetime lifetime, StoredReads reads) {
        this.in = in;
        this.preamble = preamble;
        this.lifetime = lifetime;
        this.reads = reads;
        dataStart = in.position();
        appended = new AppendedToc(preamble.header().version(), preamble.contents(), preamble.tocLength());
    }

    /**
     * Reads header and table of contents. Closing the archive closes the input, which stays open if this method fails.
     */
    public static CustomArchiveReader open(PrimitiveInput in) throws IOException {
        long start = in.position();
        Preamble<DataOffset> preamble = Preamble.read(in, ArchiveFormat.CUSTOM, DataOffset::read);
        if (start > 0 && in.seekable() && isSeparateFile(preamble, in.position())) {
            in.countFrom(start);
        }
        return new CustomArchiveReader(in, preamble, new Lifetime(), new StoredReads());
    }

    /**
     * Returns whether an archive within a larger file was originally a separate file. Its positions then do not include
     * the bytes before it, so the first block appears to begin before the end of the table of contents.
     */
    private static boolean isSeparateFile(Preamble<DataOffset> preamble, long dataStart) {
        return preamble.extensions().values().stream()
                .anyMatch(offset -> offset.state() == DataOffset.State.SET && offset.position() < dataStart);
    }

    @Override
    public ArchiveHeader header() {
        return preamble.header();
    }

    @Override
    public List<TocEntry> entries() {
        return preamble.entries();
    }

    @Override
    public List<String> warnings() {
        return preamble.warnings();
    }

    @Override
    public boolean seekable() {
        return in.seekable();
    }

    @Override
    public Archive another() throws IOException {
        lifetime.require();
        PrimitiveInput other = in.another();
        other.seek(dataStart);
        return new CustomArchiveReader(other, preamble, lifetime.within(), reads);
    }

    @Override
    public DataLocation dataLocation(TocEntry entry) throws IOException {
        lifetime.require();
        preamble.extension(entry);
        return blocks().location(entry);
    }

    @Override
    public InputStream openData(TocEntry entry) throws IOException {
        lifetime.require();
        preamble.requireData(entry, false);
        DataBlock block = locate(entry, BlockType.DATA);
        return block == null ? InputStream.nullInputStream() : decompressed(entry, block, block.nextItem());
    }

    @Override
    public void readLargeObjects(TocEntry entry, LargeObjectVisitor visitor) throws IOException {
        Objects.requireNonNull(visitor, "visitor");
        lifetime.require();
        preamble.requireData(entry, true);
        DataBlock block = locate(entry, BlockType.BLOBS);
        if (block == null) {
            return;
        }
        for (ChunkInput item = block.nextItem(); item != null; item = block.nextItem()) {
            try (InputStream content = decompressed(entry, block, item)) {
                visitor.visit(block.oid(), content);
            }
        }
    }

    @Override
    public Optional<StoredReads> storedReads() {
        return Optional.of(reads);
    }

    @Override
    public Verification readWhole(DataListener listener) throws IOException {
        lifetime.require();
        in.requireRepeatable(dataStart);
        if (blocks != null && in.seekable()) {
            blocks.leave();
        }
        return new CustomVerifier(in, preamble, appended, reads, listener).verify(dataStart);
    }

    @Override
    public void close() throws IOException {
        lifetime.end();
        in.close();
    }

    private BlockLocator blocks() {
        if (blocks == null) {
            blocks = new BlockLocator(
                    in, dataStart, preamble.header().version(), new HashMap<>(preamble.extensions()), appended);
        }
        return blocks;
    }

    private DataBlock locate(TocEntry entry, BlockType wanted) throws IOException {
        DataBlock block = blocks().locate(entry);
        if (block != null && block.type() != wanted) {
            throw in.corrupt("unrecognized data block type " + block.type().code() + " while restoring archive");
        }
        return block;
    }

    private InputStream decompressed(TocEntry entry, DataBlock block, ChunkInput item) throws IOException {
        return new EntryInput(in, header().compression(), item, block.start(), reads.of(entry.dumpId()));
    }
}
