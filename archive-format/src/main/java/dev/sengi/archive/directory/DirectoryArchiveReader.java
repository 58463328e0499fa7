package dev.sengi.archive.directory;

import dev.sengi.archive.Archive;
import dev.sengi.archive.ArchiveFormat;
import dev.sengi.archive.ArchiveHeader;
import dev.sengi.archive.DataLocation;
import dev.sengi.archive.TocEntry;
import dev.sengi.archive.Verification;
import dev.sengi.archive.Verification.Problem;
import dev.sengi.archive.codec.ByteSource;
import dev.sengi.archive.codec.HeaderCodec;
import dev.sengi.archive.codec.PrimitiveInput;
import dev.sengi.archive.codec.TocCodec;
import dev.sengi.archive.verify.TocFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Reads the directory format.
 *
 * <pre>
 * toc.dat             header ({@link HeaderCodec}) and table of contents ({@link TocCodec}, whose extension is a Str:
 *                     the name of the entry's file, empty where there are no data)
 * {dump ID}.dat       a table's data
 * blobs_{dump ID}.toc the large objects of an entry ({@link LargeObjectList}); before 1.16 blobs.toc
 * blob_{OID}.dat      a large object
 * </pre>
 *
 * <p>Each file but the lists may be compressed, and then has the ending of the compression. Facts: PostgreSQL's {@code
 * pg_backup_directory.c}. Written by {@link DirectoryArchiveWriter}.
 */
public final class DirectoryArchiveReader implements Archive {
    static final String TOC = "toc.dat";

    private static final int ONE_LIST_BEFORE = 16;

    private final DataFiles files;
    private final ArchiveHeader header;
    private final List<TocEntry> entries;
    private final Map<Integer, String> names;
    private final List<String> warnings;
    private final List<Problem> tocProblems;

    private DirectoryArchiveReader(
            DataFiles files,
            ArchiveHeader header,
            List<TocEntry> entries,
            Map<Integer, String> names,
            List<String> warnings,
            List<Problem> tocProblems) {
        this.files = files;
        this.header = header;
        this.entries = entries;
        this.names = names;
        this.warnings = List.copyOf(warnings);
        this.tocProblems = tocProblems;
    }

    /** Returns whether the folder has a table of contents. */
    public static boolean isArchive(Path folder) throws IOException {
        return Files.isRegularFile(new DataFiles(folder).find(TOC, 0));
    }

    /** Reads header and table of contents. */
    public static DirectoryArchiveReader open(Path folder) throws IOException {
        DataFiles files = new DataFiles(folder);
        try (InputStream toc = files.open(TOC, 0);
                PrimitiveInput in = new PrimitiveInput(ByteSource.of(toc))) {
            ArchiveHeader header = HeaderCodec.read(in, ArchiveFormat.DIRECTORY);
            Map<Integer, String> names = new HashMap<>();
            TocCodec.Contents contents =
                    TocCodec.read(in, header.version(), entry -> names.put(entry.dumpId(), name(in)));
            return new DirectoryArchiveReader(
                    files,
                    HeaderCodec.decoded(header, contents.charset()),
                    contents.entries(),
                    names,
                    in.warnings(),
                    TocFile.problems(in, TOC));
        }
    }

    private static String name(PrimitiveInput in) throws IOException {
        byte[] name = in.readStringBytes();
        return name == null || name.length == 0 ? null : new String(name, StandardCharsets.UTF_8);
    }

    @Override
    public ArchiveHeader header() {
        return header;
    }

    @Override
    public List<TocEntry> entries() {
        return entries;
    }

    @Override
    public List<String> warnings() {
        return warnings;
    }

    @Override
    public boolean seekable() {
        return true;
    }

    @Override
    public DataLocation dataLocation(TocEntry entry) throws IOException {
        String name = name(entry);
        if (name == null) {
            return DataLocation.NONE;
        }
        Path file = files.find(name, entry.dumpId());
        return new DataLocation(0, name, Files.exists(file) ? OptionalLong.of(Files.size(file)) : OptionalLong.empty());
    }

    @Override
    public InputStream openData(TocEntry entry) throws IOException {
        String name = name(entry);
        return name == null ? InputStream.nullInputStream() : files.open(name, entry.dumpId());
    }

    @Override
    public void readLargeObjects(TocEntry entry, LargeObjectVisitor visitor) throws IOException {
        for (LargeObjectList.Item item : largeObjects(entry)) {
            try (InputStream content = files.open(item.file(), entry.dumpId())) {
                visitor.visit(item.oid(), content);
            }
        }
    }

    @Override
    public Verification verify() throws IOException {
        return new DirectoryVerifier(this, files).verify(tocProblems);
    }

    /** Holds nothing open. */
    @Override
    public void close() {}

    /** Returns the name of the file that the table of contents gives for the entry, or null. */
    String name(TocEntry entry) {
        if (!names.containsKey(entry.dumpId())) {
            throw new IllegalArgumentException("the archive has no entry with dump ID " + entry.dumpId());
        }
        return names.get(entry.dumpId());
    }

    /** Returns the name of the file that lists the entry's large objects, or null. */
    String listName(TocEntry entry) {
        String name = name(entry);
        return name == null || header.version().since(ONE_LIST_BEFORE) ? name : "blobs.toc";
    }

    List<LargeObjectList.Item> largeObjects(TocEntry entry) throws IOException {
        String list = listName(entry);
        if (list == null) {
            return new ArrayList<>();
        }
        return LargeObjectList.read(
                files.open(list, entry.dumpId()), files.folder().resolve(list).toString(), entry.dumpId());
    }
}
