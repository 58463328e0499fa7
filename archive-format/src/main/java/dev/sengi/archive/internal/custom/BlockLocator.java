package dev.sengi.archive.internal.custom;

import dev.sengi.archive.ArchiveVersion;
import dev.sengi.archive.DataLocation;
import dev.sengi.archive.TocEntry;
import dev.sengi.archive.internal.codec.DataOffset;
import dev.sengi.archive.internal.codec.PrimitiveInput;
import dev.sengi.archive.internal.codec.StoredData;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * Finds entries' data blocks: by the position stated in the table of contents, or else by going from block to block.
 *
 * <p>If the input can seek, positions found on the way are remembered, and a search continues where the furthest one
 * ended. If it cannot, the search begins at the current position, and blocks before it are out of reach.
 */
final class BlockLocator {
    private static final int END = -1;

    private final PrimitiveInput in;
    private final ArchiveVersion version;
    private final AppendedToc appended;
    private final Map<Integer, DataOffset> offsets;
    /** Start of the first block that no search has passed. */
    private long frontier;

    /** How many positions are still unknown. */
    private long unknown;
    /** All positions, once they are known and have been requested. */
    private NavigableSet<Long> starts;

    /** Where the last block ends. */
    private long end;

    private DataBlock current;
    private int currentId;
    /** Lengths of blocks that have been read to their end, by dump ID. */
    private final Map<Integer, Long> read = new HashMap<>();

    /**
     * @param start where the first block begins; an input that cannot seek is there
     * @param offsets what the table of contents states, by dump ID; changed as positions become known
     */
    BlockLocator(
            PrimitiveInput in,
            long start,
            ArchiveVersion version,
            Map<Integer, DataOffset> offsets,
            AppendedToc appended) {
        this.in = in;
        this.version = version;
        this.appended = appended;
        this.offsets = offsets;
        frontier = start;
        unknown = offsets.values().stream().filter(BlockLocator::isUnknown).count();
    }

    /**
     * Returns what is known about the location of an entry's block: it ends where the next one begins.
     *
     * @param entry one of the archive's
     */
    DataLocation location(TocEntry entry) throws IOException {
        long start = offset(entry).position();
        rememberLength();
        Long length = read.get(entry.dumpId());
        return StoredData.at(start, length == null ? length(start) : OptionalLong.of(length));
    }

    private void rememberLength() {
        if (current != null && current.ended()) {
            read.put(currentId, in.position() - current.start());
        }
    }

    private OptionalLong length(long start) throws IOException {
        // If a block at an unknown position came before the next known one, this block would appear longer than it is.
        if (start == 0 || unknown > 0) {
            return OptionalLong.empty();
        }
        if (starts == null) {
            starts = new TreeSet<>();
            offsets.values().forEach(offset -> starts.add(offset.position()));
            end = in.seekable() ? appended.dataEnd(in) : in.size();
        }
        Long next = starts.higher(start);
        // The archive may have been truncated, or its end is unknown because it is a stream.
        boolean known = next == null ? end > start : !in.seekable() || next <= end;
        return known ? OptionalLong.of((next == null ? end : next) - start) : OptionalLong.empty();
    }

    private DataOffset offset(TocEntry entry) {
        return offsets.get(entry.dumpId());
    }

    /**
     * Returns the entry's block with the input after its header, or null if the archive contains no data for the entry.
     */
    DataBlock locate(TocEntry entry) throws IOException {
        int dumpId = entry.dumpId();
        DataOffset offset = offset(entry);
        if (offset.state() == DataOffset.State.NO_DATA) {
            return null;
        }
        leave();
        in.concerning(dumpId);
        currentId = dumpId;
        current = in.seekable() && offset.state() == DataOffset.State.SET
                ? jump(dumpId, offset.position())
                : search(dumpId);
        return current;
    }

    /** Leaves the block that is being read, before the input is used for something else. */
    void leave() throws IOException {
        if (current == null) {
            return;
        }
        if (!in.seekable()) {
            current.skipRest();
        } else if (current.ended() && current.start() == frontier) {
            frontier = in.position();
        }
        rememberLength();
        current.detach();
        current = null;
    }

    private DataBlock jump(int dumpId, long position) throws IOException {
        // Operating systems reject seeking to very large positions.
        in.seek(Math.min(position, in.size()));
        int type = BlockType.readCode(in, version);
        if (type == END) {
            throw notFound(dumpId);
        }
        int found = in.readInt();
        if (found != dumpId) {
            throw in.corrupt("found unexpected block ID (" + found + ") when reading data -- expected " + dumpId);
        }
        return new DataBlock(in, wantedType(type), position);
    }

    private DataBlock search(int dumpId) throws IOException {
        if (in.seekable()) {
            in.seek(frontier);
        }
        while (true) {
            long start = in.position();
            int type = BlockType.readCode(in, version);
            if (type == END) {
                throw notFound(dumpId);
            }
            int found = in.readInt();
            if (in.seekable()) {
                remember(found, start);
            }
            if (found == dumpId) {
                frontier = start;
                return new DataBlock(in, wantedType(type), start);
            }
            new DataBlock(in, passedType(type), start).skipRest();
        }
    }

    private void remember(int dumpId, long start) {
        DataOffset known = offsets.get(dumpId);
        if (known != null && isUnknown(known)) {
            offsets.put(dumpId, DataOffset.at(start));
            unknown--;
        }
    }

    private static boolean isUnknown(DataOffset offset) {
        return offset.state() == DataOffset.State.NOT_SET;
    }

    private BlockType wantedType(int code) throws IOException {
        return type(code, "unrecognized data block type " + code + " while restoring archive");
    }

    private BlockType passedType(int code) throws IOException {
        return type(code, "unrecognized data block type (" + code + ") while searching archive");
    }

    private BlockType type(int code, String message) throws IOException {
        return BlockType.ofCode(code).orElseThrow(() -> in.corrupt(message));
    }

    private IOException notFound(int dumpId) {
        return in.corrupt(
                "could not find block ID " + dumpId + " in archive -- possibly "
                        + (in.seekable()
                                ? "corrupt archive"
                                : "due to out-of-order restore request, which cannot be handled due to non-seekable input file"));
    }
}
