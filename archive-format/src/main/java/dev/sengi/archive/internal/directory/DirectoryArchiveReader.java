package dev.sengi.archive.internal.directory;

import dev.sengi.archive.Archive;
import dev.sengi.archive.ArchiveCopy.DataListener;
import dev.sengi.archive.ArchiveFormat;
import dev.sengi.archive.ArchiveHeader;
import dev.sengi.archive.DataLocation;
import dev.sengi.archive.TocEntry;
import dev.sengi.archive.Verification;
import dev.sengi.archive.internal.codec.HeaderCodec;
import dev.sengi.archive.internal.codec.Lifetime;
import dev.sengi.archive.internal.codec.StoredData;
import dev.sengi.archive.internal.codec.TocCodec;
import dev.sengi.archive.internal.io.ArchiveFiles;
import dev.sengi.archive.internal.io.ObservedArchive;
import dev.sengi.archive.internal.io.StoredReads;
import dev.sengi.archive.internal.io.TocReading;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads the directory format.
 *
 * <pre>
 * toc.dat             header ({@link HeaderCodec}) and table of contents ({@link TocCodec}, whose extension is a Str:
 *                     the name of the entry's file, empty if there are no data)
 * {dump ID}.dat       a table's data
 * blobs_{dump ID}.toc the large objects of an entry ({@link LargeObjectList}); before 1.16 blobs.toc
 * blob_{OID}.dat      a large object
 * </pre>
 *
 * <p>All files except the lists may be compressed, and then have the suffix of the compression. Facts: PostgreSQL's
 * {@code pg_backup_directory.c}. Written by {@link DirectoryArchiveWriter}.
 */
public final class DirectoryArchiveReader implements ObservedArchive {
    private final DataFiles files;
    private final TocFile toc;
    private final Lifetime lifetime;

    private DirectoryArchiveReader(DataFiles files, TocFile toc, Lifetime lifetime) {
        this.files = files;
        this.toc = toc;
        this.lifetime = lifetime;
    }

    /** Returns whether the folder contains a table of contents. */
    public static boolean isArchive(Path folder) throws IOException {
        return Files.isRegularFile(new DataFiles(folder).find(ArchiveFiles.TOC, 0));
    }

    /**
     * Reads header and table of contents.
     *
     * @param reading how much of the table of contents is read
     */
    public static DirectoryArchiveReader open(Path folder, TocReading reading) throws IOException {
        DataFiles files = new DataFiles(folder);
        try (InputStream toc = files.open(ArchiveFiles.TOC, 0)) {
            return new DirectoryArchiveReader(
                    files, TocFile.read(toc, ArchiveFormat.DIRECTORY, reading), new Lifetime());
        }
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
        return true;
    }

    @Override
    public Archive another() throws IOException {
        lifetime.require();
        return new DirectoryArchiveReader(files, toc, lifetime.within());
    }

    @Override
    public DataLocation dataLocation(TocEntry entry) throws IOException {
        lifetime.require();
        String name = toc.name(entry);
        if (name == null) {
            return StoredData.NONE;
        }
        Path file = files.find(name, entry.dumpId());
        return StoredData.in(name, Files.exists(file) ? OptionalLong.of(Files.size(file)) : OptionalLong.empty());
    }

    @Override
    public InputStream openData(TocEntry entry) throws IOException {
        lifetime.require();
        toc.preamble().requireData(entry, false);
        String name = toc.name(entry);
        return name == null ? InputStream.nullInputStream() : files.open(name, entry.dumpId());
    }

    @Override
    public void readLargeObjects(TocEntry entry, LargeObjectVisitor visitor) throws IOException {
        Objects.requireNonNull(visitor, "visitor");
        lifetime.require();
        toc.preamble().requireData(entry, true);
        String name = listName(entry);
        if (name == null) {
            return;
        }
        try (LargeObjectList list = openList(name, entry)) {
            for (LargeObjectList.Item item = list.next(); item != null; item = list.next()) {
                try (InputStream content = files.open(item.file(), entry.dumpId())) {
                    visitor.visit(item.oid(), content);
                }
            }
        }
    }

    @Override
    public Optional<StoredReads> storedReads() {
        return Optional.of(files.reads());
    }

    @Override
    public Verification readWhole(DataListener listener) throws IOException {
        lifetime.require();
        return new DirectoryVerifier(this, toc, files, listener).verify();
    }

    /** There is nothing to close: the reader keeps no file open. */
    @Override
    public void close() {
        lifetime.end();
    }

    /** Returns the name of the file that lists the entry's large objects, or null. */
    String listName(TocEntry entry) {
        String name = toc.name(entry);
        boolean named = name == null || ArchiveFiles.hasSeparateLists(header().version());
        return named ? name : ArchiveFiles.list(entry.dumpId(), header().version());
    }

    LargeObjectList openList(String name, TocEntry entry) throws IOException {
        InputStream content = files.open(name, entry.dumpId());
        return new LargeObjectList(content, files.folder().resolve(name).toString(), entry.dumpId());
    }
}
