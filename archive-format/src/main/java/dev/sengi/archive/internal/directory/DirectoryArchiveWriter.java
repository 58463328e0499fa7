package dev.sengi.archive.internal.directory;

import dev.sengi.archive.ArchiveFormat;
import dev.sengi.archive.ArchiveWriter.LargeObjectOutput;
import dev.sengi.archive.Compression;
import dev.sengi.archive.DataKind;
import dev.sengi.archive.TocEntry;
import dev.sengi.archive.internal.charset.EncodingEntry;
import dev.sengi.archive.internal.codec.ByteSink;
import dev.sengi.archive.internal.codec.HeaderCodec;
import dev.sengi.archive.internal.codec.PrimitiveOutput;
import dev.sengi.archive.internal.codec.TextEncoder;
import dev.sengi.archive.internal.codec.TocCodec;
import dev.sengi.archive.internal.compress.Compressor;
import dev.sengi.archive.internal.io.ArchiveFiles;
import dev.sengi.archive.internal.io.FileReason;
import dev.sengi.archive.internal.writer.ArchiveStart;
import dev.sengi.archive.internal.writer.FormatWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Writes the directory format, version 1.16, as {@link DirectoryArchiveReader} describes and reads it, into a new or
 * empty folder.
 *
 * <p>The table of contents gets its final name last, so that an unfinished folder is not an archive. Closing a writer
 * that has not finished removes everything it created.
 */
public final class DirectoryArchiveWriter implements FormatWriter {
    private static final int BUFFER_SIZE = 64 * 1024;
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");
    private static final String UNFINISHED_TOC = ".toc.dat.partial";

    private final Path folder;
    private final Compression compression;
    private final Compressor compressor;
    private final UnfinishedFiles made = new UnfinishedFiles(this::fileOfObject);

    private DirectoryArchiveWriter(Path folder, Compression compression) {
        this.folder = folder;
        this.compression = compression;
        this.compressor = new Compressor(compression);
    }

    /**
     * Creates the folder if it does not exist.
     *
     * @throws IOException with pg_dump's message if it cannot be created or is not empty
     */
    public static DirectoryArchiveWriter create(Path folder, Compression compression) throws IOException {
        DirectoryArchiveWriter writer = new DirectoryArchiveWriter(folder, compression);
        boolean prepared = false;
        try {
            writer.prepare();
            prepared = true;
            return writer;
        } finally {
            if (!prepared) {
                writer.close();
            }
        }
    }

    private void prepare() throws IOException {
        if (!Files.exists(folder)) {
            try {
                createFolder(folder);
            } catch (FileSystemException e) {
                throw new IOException("could not create directory \"" + folder + "\": " + FileReason.of(e), e);
            }
            made.add(folder);
            return;
        }
        if (!Files.isDirectory(folder)) {
            throw new IOException("could not open directory \"" + folder + "\": Not a directory");
        }
        try (Stream<Path> content = Files.list(folder)) {
            if (content.findAny().isPresent()) {
                throw new IOException("directory \"" + folder + "\" is not empty");
            }
        }
        if (isPosix(folder)) {
            restrict(folder);
        }
    }

    /** Creates a folder that only its owner can access, as pg_dump does. */
    private static void createFolder(Path folder) throws IOException {
        if (isPosix(folder)) {
            Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        } else {
            Files.createDirectory(folder);
        }
    }

    private static void restrict(Path folder) throws IOException {
        try {
            Files.setPosixFilePermissions(folder, OWNER_ONLY);
        } catch (FileSystemException e) {
            throw new IOException(
                    "could not change permissions of directory \"" + folder + "\": " + FileReason.of(e), e);
        }
    }

    private static boolean isPosix(Path folder) {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    @Override
    public void begin(ArchiveStart start) throws IOException {
        TextEncoder text = new TextEncoder(EncodingEntry.charset(start.entries().outlines()));
        try (PrimitiveOutput out = new PrimitiveOutput(ByteSink.of(newFile(UNFINISHED_TOC)))) {
            HeaderCodec.write(out, start.header(), ArchiveFormat.DIRECTORY, compression.algorithm(), text);
            TocCodec.write(
                    out,
                    start.entries(),
                    text,
                    entry -> out.writeStringBytes(name(entry).getBytes(StandardCharsets.US_ASCII)));
            out.flush();
        }
    }

    private static String name(TocEntry entry) {
        if (!entry.hadDumper()) {
            return "";
        }
        return entry.type().data() == DataKind.LARGE_OBJECTS
                ? ArchiveFiles.list(entry.dumpId())
                : ArchiveFiles.data(entry.dumpId());
    }

    /** Each entry's data have a file of their own. */
    @Override
    public boolean anyOrder() {
        return true;
    }

    @Override
    public boolean waitsForEntriesBefore() {
        return false;
    }

    /** No thread waits for another one. */
    @Override
    public void abandon() {}

    @Override
    public OutputStream openData(TocEntry entry) throws IOException {
        return compressed(newFile(ArchiveFiles.data(entry.dumpId()) + suffix()));
    }

    @Override
    public LargeObjectOutput openLargeObjects(TocEntry entry) throws IOException {
        OutputStream list = newFile(ArchiveFiles.list(entry.dumpId()));
        return new LargeObjectOutput() {
            @Override
            public OutputStream next(long oid) throws IOException {
                list.write(LargeObjectList.line(oid));
                OutputStream object = create(fileOfObject(oid));
                made.addObject(oid);
                return compressed(object);
            }

            @Override
            public void close() throws IOException {
                list.close();
            }
        };
    }

    @Override
    public void finish() throws IOException {
        Files.move(folder.resolve(UNFINISHED_TOC), folder.resolve(ArchiveFiles.TOC), StandardCopyOption.ATOMIC_MOVE);
        made.complete();
    }

    @Override
    public void close() throws IOException {
        try (compressor) {
            made.close();
        }
    }

    private Path fileOfObject(long oid) {
        return folder.resolve(ArchiveFiles.object(oid) + suffix());
    }

    private String suffix() {
        return compression.algorithm().suffix();
    }

    private OutputStream compressed(OutputStream file) throws IOException {
        return new DataFileOutput(file, compression, compressor);
    }

    private OutputStream newFile(String name) throws IOException {
        Path file = folder.resolve(name);
        OutputStream out = create(file);
        made.add(file);
        return out;
    }

    private static OutputStream create(Path file) throws IOException {
        return new BufferedOutputStream(
                Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), BUFFER_SIZE);
    }
}
