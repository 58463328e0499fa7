package dev.sengi;

import dev.sengi.archive.ArchiveFormatException;
import dev.sengi.archive.ArchiveFormatException.Reason;
import dev.sengi.internal.cluster.FolderLayout;
import dev.sengi.internal.text.ByteLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The archives in a folder that {@link PgDumpAll#to(Path)} has written, each of which {@link PgRestore} restores.
 *
 * <pre>{@code
 * DumpAllFolder server = DumpAllFolder.open(Path.of("server.dir"));
 * RestoreReport roles = PgRestore.from(server.globals()).returnFailures().into(target).run();
 * Path shop = server.archive("shop").orElseThrow();
 * PgRestore.from(shop).create().into(target).run();
 * }</pre>
 *
 * <p>Immutable; the files are not kept open.
 */
public final class DumpAllFolder {
    /** An OID and a name. */
    private static final Pattern LINE = Pattern.compile("([0-9]{1,10}) (.*)", Pattern.DOTALL);

    private final Path folder;
    private final List<Database> databases;

    private DumpAllFolder(Path folder, List<Database> databases) {
        this.folder = folder;
        this.databases = List.copyOf(databases);
    }

    /** A database that has been dumped. Immutable. Only Sengi implements this interface, and it may get more methods. */
    public interface Database {

        /**
         * {@return its name. Lone surrogates, U+DC80 to U+DCFF, stand for bytes that are not UTF-8, as on a server in
         * LATIN1}
         */
        String name();

        /** {@return its OID on the server that was dumped, unsigned 32 bits} */
        long oid();

        /** {@return its archive. Even a missing archive has a path, so that only its own restore fails} */
        Path archive();
    }

    private record Dumped(String name, long oid, Path archive) implements Database {}

    /**
     * {@return whether the path is a folder with a complete dump of a server}
     *
     * @param path any file or folder, which need not exist
     */
    public static boolean isComplete(Path path) {
        Objects.requireNonNull(path, "path");
        // The globals are written last.
        return Files.isRegularFile(FolderLayout.globals(path)) && Files.isRegularFile(FolderLayout.map(path));
    }

    /**
     * Reads which archives a folder contains.
     *
     * @param folder should be {@linkplain #isComplete complete}, which is not checked
     * @return the archives
     * @throws ArchiveFormatException if the list of archives is damaged
     * @throws IOException if the list is missing or cannot be read
     */
    public static DumpAllFolder open(Path folder) throws IOException {
        Objects.requireNonNull(folder, "folder");
        Path map = FolderLayout.map(folder);
        List<Database> databases = new ArrayList<>();
        for (String line : ByteLines.of(Files.readAllBytes(map))) {
            if (line.isBlank() || line.startsWith(FolderLayout.COMMENT)) {
                continue;
            }
            Matcher columns = LINE.matcher(line);
            if (!columns.matches()) {
                throw new ArchiveFormatException(
                        Reason.CORRUPT, "invalid line in \"" + map + "\": " + line, -1, 0, null);
            }
            String oid = columns.group(1);
            databases.add(new Dumped(columns.group(2), Long.parseLong(oid), FolderLayout.find(folder, oid)));
        }
        return new DumpAllFolder(folder, databases);
    }

    /** {@return the folder} */
    public Path folder() {
        return folder;
    }

    /** {@return the archive of roles, tablespaces and parameters' privileges} */
    public Path globals() {
        return FolderLayout.globals(folder);
    }

    /** {@return the databases, in the order in which they were dumped} */
    public List<Database> databases() {
        return databases;
    }

    /**
     * {@return the archive of a database, which may be missing; empty if no such database has been dumped}
     *
     * @param dbname the database's name
     */
    public Optional<Path> archive(String dbname) {
        Objects.requireNonNull(dbname, "dbname");
        return databases.stream()
                .filter(database -> database.name().equals(dbname))
                .map(Database::archive)
                .findFirst();
    }
}
