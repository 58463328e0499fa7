package dev.sengi.archive.internal.tar;

import dev.sengi.archive.Archive;
import dev.sengi.archive.ArchiveCopy.DataListener;
import dev.sengi.archive.ArchiveFormat;
import dev.sengi.archive.ArchiveHeader;
import dev.sengi.archive.CompressionAlgorithm;
import dev.sengi.archive.DataLocation;
import dev.sengi.archive.TarExtras;
import dev.sengi.archive.TocEntry;
import dev.sengi.archive.Verification;
import dev.sengi.archive.internal.codec.HeaderCodec;
import dev.sengi.archive.internal.codec.Lifetime;
import dev.sengi.archive.internal.codec.PrimitiveInput;
import dev.sengi.archive.internal.codec.StoredData;
import dev.sengi.archive.internal.codec.TocCodec;
import dev.sengi.archive.internal.directory.LargeObjectList;
import dev.sengi.archive.internal.directory.TocFile;
import dev.sengi.archive.internal.io.ArchiveFiles;
import dev.sengi.archive.internal.io.ObservedArchive;
import dev.sengi.archive.internal.io.StoredReads;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the tar format: a tar file ({@link TarHeader}) with the files of a directory archive, uncompressed, in this
 * order:
 *
 * <pre>
 * toc.dat             header ({@link HeaderCodec}) and table of contents ({@link TocCodec}, whose extension is a Str:
 *                     "{dump ID}.dat", or empty if there are no data)
 * {dump ID}.dat       a table's data
 * blob_{OID}.dat      each large object of an entry, and after the last of them
 * blobs_{dump ID}.toc their list ({@link LargeObjectList}); before 1.16 blobs.toc
 * restore.sql         a script for use without pg_restore
 * </pre>
 *
 * <p>pg_restore reads tar files only sequentially. This reader does so only if the input cannot seek. Facts:
 * PostgreSQL's {@code pg_backup_tar.c}. Written by {@link TarArchiveWriter}.
 */
public final class TarArchiveReader implements ObservedArchive, TarExtras {
    private static final int FIRST_OBJECT_NAMED = 16;
    private static final Pattern OID = Pattern.compile("[0-9]{1,10}");

    private final PrimitiveInput in;
    private final long start;
    private final TarMembers members;
    private final TocFile toc;
    private final Lifetime lifetime;
    /** The position of an input that cannot seek until data are read. */
    private final long afterToc;

    private TarArchiveReader(PrimitiveInput in, long start, TarMembers members, TocFile toc, Lifetime lifetime) {
        this.in = in;
        this.start = start;
        this.members = members;
        this.toc = toc;
        this.lifetime = lifetime;
        afterToc = in.position();
    }

    /** Returns whether a file that begins with this block is a tar. */
    public static boolean isTar(byte[] block) throws IOException {
        if (!TarHeader.hasMagic(block)) {
            return false;
        }
        TarHeader.requireLibrary();
        return TarHeader.isHeader(block);
    }

    /**
     * Reads header and table of contents. Closing the archive closes the input, which stays open if this method fails.
     */
    public static TarArchiveReader open(PrimitiveInput in) throws IOException {
        TarHeader.requireLibrary();
        long start = in.position();
        TarMembers members = new TarMembers(in);
        members.find(ArchiveFiles.TOC);
        TocFile toc = TocFile.read(members.open(), ArchiveFormat.TAR, in.reading());
        if (toc.header().compression() != CompressionAlgorithm.NONE) {
            throw in.corrupt("compression is not supported by tar archive format")
                    .after(toc.preamble().warnings());
        }
        return new TarArchiveReader(in, start, members, toc, new Lifetime());
    }

    @Override
    public ArchiveHeader header() {
        return toc.header();
    }

    @Override
    public List<TocEntry> entries() {
        return toc.entries();
    }

    @Override
    public List<String> warnings() {
        return toc.preamble().warnings();
    }

    @Override
    public boolean seekable() {
        return in.seekable();
    }

    @Override
    public Archive another() throws IOException {
        lifetime.require();
        PrimitiveInput other = in.another();
        other.seek(start);
        return new TarArchiveReader(other, start, new TarMembers(other), toc, lifetime.within());
    }

    @Override
    public DataLocation dataLocation(TocEntry entry) throws IOException {
        lifetime.require();
        String name = toc.name(entry);
        if (name == null) {
            return StoredData.NONE;
        }
        TarMember member = members.look(name);
        return StoredData.in(name, member == null ? OptionalLong.empty() : OptionalLong.of(member.size()));
    }

    @Override
    public InputStream openData(TocEntry entry) throws IOException {
        lifetime.require();
        toc.preamble().requireData(entry, false);
        String name = toc.name(entry);
        if (name == null) {
            return InputStream.nullInputStream();
        }
        in.concerning(entry.dumpId());
        members.find(name);
        return members.open();
    }

    /** Reads consecutive large objects, from the first one that the entry names to their list. */
    @Override
    public void readLargeObjects(TocEntry entry, LargeObjectVisitor visitor) throws IOException {
        Objects.requireNonNull(visitor, "visitor");
        lifetime.require();
        toc.preamble().requireData(entry, true);
        if (toc.name(entry) == null) {
            return;
        }
        in.concerning(entry.dumpId());
        TarMember member = firstLargeObject(entry);
        while (member != null && member.isLargeObject()) {
            try (InputStream content = members.open()) {
                visitor.visit(oid(member), content);
            }
            member = members.next();
        }
    }

    private TarMember firstLargeObject(TocEntry entry) throws IOException {
        if (header().version().since(FIRST_OBJECT_NAMED)) {
            Matcher oid = OID.matcher(entry.tag());
            if (!oid.lookingAt()) {
                throw in.corrupt("invalid large object TOC entry \"" + entry.tag() + "\"");
            }
            return members.find(ArchiveFiles.object(Long.parseLong(oid.group())));
        }
        if (seekable()) {
            // They may precede the member that was read last.
            members.find(ArchiveFiles.TOC);
        }
        for (TarMember member = members.next(); member != null; member = members.next()) {
            if (member.isLargeObject()) {
                return member;
            }
        }
        return null;
    }

    /** Returns the OID in the name of a large object's file. */
    long oid(TarMember member) throws IOException {
        return ArchiveFiles.oid(member.name())
                .orElseThrow(() -> in.corrupt("invalid name of a large object's file: \"" + member.name() + "\""));
    }

    @Override
    public Optional<TarExtras> tarExtras() {
        return Optional.of(this);
    }

    @Override
    public OptionalLong modified(String name) throws IOException {
        lifetime.require();
        TarMember member = members.look(name);
        return member == null ? OptionalLong.empty() : OptionalLong.of(member.modified());
    }

    @Override
    public InputStream openScript() throws IOException {
        lifetime.require();
        if (members.look(ArchiveFiles.SCRIPT) == null) {
            return InputStream.nullInputStream();
        }
        members.find(ArchiveFiles.SCRIPT);
        return members.open();
    }

    @Override
    public void readRest() throws IOException {
        lifetime.require();
        if (!in.seekable()) {
            members.readRest();
        }
    }

    @Override
    public Optional<StoredReads> storedReads() {
        return Optional.empty();
    }

    @Override
    public Verification readWhole(DataListener listener) throws IOException {
        lifetime.require();
        in.requireRepeatable(afterToc);
        TarMembers all = members;
        if (in.seekable()) {
            in.seek(start);
            all = new TarMembers(in);
        }
        return new TarVerifier(this, toc, in, all, listener).verify();
    }

    @Override
    public void close() throws IOException {
        lifetime.end();
        in.close();
    }
}
