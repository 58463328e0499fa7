package dev.sengi.internal.cluster;

import dev.sengi.DumpFlag;
import dev.sengi.ProgressListener;
import dev.sengi.ProgressListener.Severity;
import dev.sengi.archive.ArchiveFormat;
import dev.sengi.archive.ArchiveHeader;
import dev.sengi.archive.ArchiveWriter;
import dev.sengi.archive.Compression;
import dev.sengi.archive.TocEntry;
import dev.sengi.internal.catalog.DatabaseFacts;
import dev.sengi.internal.io.DurableFiles;
import dev.sengi.internal.io.WholeFile;
import dev.sengi.internal.option.DumpOptions;
import dev.sengi.internal.text.NativeText;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A folder that is being written, in the form that {@link FolderLayout} describes. */
final class ClusterFolder implements AutoCloseable {
    private static final int ATTEMPTS = 3;
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> OWNERS_FILE = PosixFilePermissions.fromString("rw-------");

    private final Path folder;
    private final DumpOptions options;
    private final ProgressListener listener;
    private final boolean existed;
    private final Thread remover = new Thread(this::removeQuietly, "sengi-unfinished-folder");
    private volatile boolean whole;

    private ClusterFolder(Path folder, DumpOptions options, ProgressListener listener, boolean existed) {
        this.folder = folder;
        this.options = options;
        this.listener = listener;
        this.existed = existed;
    }

    /**
     * Creates the folder.
     *
     * @param folder new or empty
     * @throws java.nio.file.FileSystemException if it is neither, or cannot be created
     */
    static ClusterFolder create(Path folder, DumpOptions options, ProgressListener listener) throws IOException {
        boolean existed = Files.isDirectory(folder);
        if (existed) {
            try (Stream<Path> content = Files.list(folder)) {
                if (content.findAny().isPresent()) {
                    throw new DirectoryNotEmptyException(folder.toString());
                }
            }
        } else {
            createPrivate(folder);
        }
        // An existing folder keeps its permissions; its new content is private.
        createPrivate(FolderLayout.databases(folder));
        ClusterFolder created = new ClusterFolder(folder, options, listener, existed);
        try {
            Runtime.getRuntime().addShutdownHook(created.remover);
        } catch (IllegalStateException e) {
            created.remove();
            throw new IOException("the process is exiting", e);
        }
        return created;
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /** Creates a folder that only its owner can access. */
    private static void createPrivate(Path folder) throws IOException {
        if (isPosix(folder)) {
            Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        } else {
            Files.createDirectory(folder);
        }
    }

    /** Returns the file or folder of a database's archive. */
    Path archive(long oid) {
        return FolderLayout.archive(folder, oid, options.format());
    }

    /**
     * Completes the folder. Whatever the dump's encoding, the names of databases consist of the same bytes as in the
     * catalog.
     */
    void finish(List<DatabaseList.Row> databases, DatabaseFacts server, ArchiveHeader header, List<TocEntry> globals)
            throws IOException {
        StringBuilder map =
                new StringBuilder(FolderLayout.COMMENT + " The OID and the name of each database in this dump.\n");
        databases.forEach(row -> map.append(row.oid())
                .append(' ')
                .append(server.connectable(row.datname()))
                .append('\n'));
        write(FolderLayout.map(folder), opening -> {
            try (OutputStream out = Channels.newOutputStream(opening.open())) {
                out.write(NativeText.encode(map.toString()));
            }
        });
        if (!options.has(DumpFlag.NO_SYNC)) {
            DurableFiles.names(FolderLayout.databases(folder));
            DurableFiles.names(folder);
            Path parent = folder.toRealPath().getParent();
            if (parent != null) {
                DurableFiles.names(parent);
            }
        }
        Path passwords = FolderLayout.globals(folder);
        write(passwords, opening -> {
            Compression none = Compression.none();
            if (isPosix(passwords)) {
                // An existing file keeps its permissions.
                Files.createFile(passwords, PosixFilePermissions.asFileAttribute(OWNERS_FILE));
            }
            try (SeekableByteChannel channel = opening.open();
                    ArchiveWriter writer = ArchiveWriter.create(channel, ArchiveFormat.CUSTOM, none)) {
                writer.begin(header, globals);
                writer.finish();
            }
        });
        whole = true;
    }

    private void write(Path file, WholeFile.Writing writing) throws IOException {
        WholeFile.write(file, !options.has(DumpFlag.NO_SYNC), note -> listener.message(Severity.INFO, note), writing);
    }

    /** Removes everything unless the folder is complete. */
    @Override
    public void close() throws IOException {
        try {
            Runtime.getRuntime().removeShutdownHook(remover);
        } catch (IllegalStateException e) {
            // The shutdown hook does the same.
        }
        remove();
    }

    /** While the JVM shuts down, sessions that are still writing may create another file. */
    private void removeQuietly() {
        for (int i = 0; i < ATTEMPTS; i++) {
            try {
                remove();
                return;
            } catch (IOException e) {
                // Without its roles' file, the folder is not a dump.
            }
        }
    }

    private void remove() throws IOException {
        if (whole || !Files.exists(folder)) {
            return;
        }
        // A walk does not follow a link that is its starting point.
        Path real = folder.toRealPath();
        try (Stream<Path> content = Files.walk(real)) {
            for (Path path : content.sorted(Comparator.reverseOrder()).toList()) {
                if (!existed || !path.equals(real)) {
                    Files.deleteIfExists(path);
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
