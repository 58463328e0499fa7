package dev.sengi.archive.internal.tar;

import dev.sengi.archive.ArchiveFormatException;
import dev.sengi.archive.internal.codec.PrimitiveInput;
import dev.sengi.archive.internal.io.ArchiveFiles;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Goes through a tar member by member.
 *
 * <p>If the input can seek, members already read can be found again; otherwise members before the current position are
 * out of reach. Facts: {@code _tarGetHeader} and {@code _tarPositionTo} in PostgreSQL's {@code pg_backup_tar.c}.
 */
final class TarMembers {
    private static final int END = -1;

    private final PrimitiveInput in;
    /** Where the first header begins. */
    private final long origin;
    /**
     * Members by name. Of consecutive large objects, only the first is kept: there may be millions, and readers never
     * look up any other.
     */
    private final Map<String, TarMember> seen = new HashMap<>();
    /** The member that begins last. */
    private TarMember furthest;

    /** The member that was found last. */
    private TarMember current;

    private MemberInput content;
    /** Where the header after the furthest member begins; only for inputs that can seek. */
    private long frontier;

    /** How many blocks of zeros have been read since the last member. */
    private int zeroBlocks;

    TarMembers(PrimitiveInput in) {
        this.in = in;
        origin = in.position();
        frontier = origin;
    }

    int zeroBlocks() {
        return zeroBlocks;
    }

    /** Returns the content of the current member, from its start; call once. */
    MemberInput open() {
        return content;
    }

    /** Moves to the next member. Returns null at the end. */
    TarMember next() throws IOException {
        leave();
        if (current != null && in.seekable()) {
            in.seek(end(current));
        }
        TarMember member = readHeader();
        if (member != null) {
            enter(member);
        }
        return member;
    }

    /**
     * Reads to the end of a tar that cannot seek, two blocks of zeros, after which the input may continue. Damage does
     * not matter.
     */
    void readRest() throws IOException {
        try {
            leave();
            byte[] block = new byte[TarHeader.BLOCK];
            int zeros = 0;
            while (zeros < 2 && readBlock(block) && (isZero(block) || TarHeader.isHeader(block))) {
                zeros = isZero(block) ? zeros + 1 : 0;
                long size = zeros > 0 ? 0 : Math.max(0, TarHeader.of(block).size());
                in.skip(size + TarHeader.padding(size));
            }
        } catch (ArchiveFormatException e) {
            // What is missing or damaged is not needed.
        }
    }

    /**
     * Moves to the member with the given name.
     *
     * @throws ArchiveFormatException if none exists, or the input is already past it
     */
    TarMember find(String name) throws IOException {
        if (in.seekable()) {
            TarMember member = seen.get(name);
            if (member == null) {
                member = scan(frontier, name);
            }
            if (member == null && ArchiveFiles.isObject(name)) {
                // It may have been read past by a search for another member.
                member = scan(origin, name);
            }
            if (member == null) {
                throw notFound(name);
            }
            leave();
            in.seek(member.start());
            enter(member);
            return member;
        }
        if (seen.containsKey(name)) {
            throw in.corrupt("restoring data out of order is not supported in this archive format: \"" + name
                    + "\" is required, but comes before \"" + current.name() + "\" in the archive file.");
        }
        for (TarMember member = next(); member != null; member = next()) {
            if (member.name().equals(name)) {
                return member;
            }
        }
        throw notFound(name);
    }

    /**
     * Returns the member with the given name without moving to it, or null. If the input cannot seek, only members
     * already read are found. Of large objects in a row, only the first and the current one are found once others have
     * been read.
     */
    TarMember look(String name) throws IOException {
        TarMember member = current != null && current.name().equals(name) ? current : seen.get(name);
        if (member != null || !in.seekable()) {
            return member;
        }
        long position = in.position();
        member = scan(frontier, name);
        readAhead();
        in.seek(position);
        return member;
    }

    /**
     * Reads the headers that are in the buffer, so that looking up one member after another does not seek back and
     * forth.
     */
    private void readAhead() throws IOException {
        boolean more = true;
        while (more && in.holds(frontier, TarHeader.BLOCK)) {
            in.seek(frontier);
            try {
                more = readHeader() != null;
            } catch (ArchiveFormatException e) {
                // The error is reported when a later member is looked up.
                more = false;
            }
        }
    }

    private IOException notFound(String name) {
        return in.corrupt("could not find header for file \"" + name + "\" in tar archive");
    }

    /** Reads headers from a position on until one has the given name. */
    private TarMember scan(long from, String name) throws IOException {
        in.seek(from);
        for (TarMember member = readHeader(); member != null; member = readHeader()) {
            if (member.name().equals(name)) {
                return member;
            }
            in.seek(end(member));
        }
        return null;
    }

    /** Returns where the header after the member begins. */
    private static long end(TarMember member) {
        return member.start() + member.size() + TarHeader.padding(member.size());
    }

    private void enter(TarMember member) {
        current = member;
        content = new MemberInput(in, member.size());
    }

    private void leave() throws IOException {
        if (content == null) {
            return;
        }
        long left = content.detach();
        content = null;
        if (!in.seekable()) {
            in.skip(left + TarHeader.padding(current.size()));
        }
    }

    private TarMember readHeader() throws IOException {
        byte[] block = new byte[TarHeader.BLOCK];
        zeroBlocks = 0;
        while (readBlock(block)) {
            long start = in.position();
            if (isZero(block)) {
                zeroBlocks++;
                continue;
            }
            if (!TarHeader.isHeader(block)) {
                throw in.corrupt(
                        "corrupt tar header found in " + TarHeader.of(block).name() + " (expected "
                                + TarHeader.storedChecksum(block) + ", computed " + TarHeader.checksum(block)
                                + ") file position " + start);
            }
            TarHeader header = TarHeader.of(block);
            if (header.size() < 0 || header.size() > Long.MAX_VALUE - start - TarHeader.BLOCK) {
                throw in.corrupt("invalid size of \"" + header.name() + "\" in tar archive");
            }
            TarMember member = new TarMember(header.name(), start, header.size(), header.modified());
            meet(member);
            return member;
        }
        return null;
    }

    private void meet(TarMember member) {
        if (furthest != null && member.start() <= furthest.start()) {
            return;
        }
        if (furthest == null || !furthest.isLargeObject() || !member.isLargeObject()) {
            seen.putIfAbsent(member.name(), member);
        }
        furthest = member;
        frontier = end(member);
    }

    private boolean readBlock(byte[] block) throws IOException {
        int first = in.readByteOrEnd();
        if (first == END) {
            return false;
        }
        block[0] = (byte) first;
        for (int i = 1; i < block.length; i++) {
            int next = in.readByteOrEnd();
            if (next == END) {
                throw in.corrupt("incomplete tar header found (" + i + (i == 1 ? " byte)" : " bytes)"));
            }
            block[i] = (byte) next;
        }
        return true;
    }

    private static boolean isZero(byte[] block) {
        for (byte b : block) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }
}
