package dev.sengi;

import dev.sengi.archive.ArchiveFormatException;
import dev.sengi.archive.ArchiveFormatException.Reason;
import dev.sengi.internal.cluster.FolderLayout;
import dev.sengi.internal.text.ByteLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The archives in a folder that {@link PgDumpAll#to(Path)} has written, each of which {@link PgRestore} restores.
 *
 * <pre>{@code
 * DumpAllFolder server = DumpAllFolder.open(Path.of("server.dir"));
 * RestoreReport roles = PgRestore.from(server.globals()).returnFailures().into(target).run();
 * PgRestore.from(server.archives().get("shop")).with(ScriptFlag.CREATE).into(target).run();
 * }</pre>
 *
 * <p>Immutable; the files are not kept open.
 */
public final class DumpAllFolder {
    private final Path folder;
    private final Map<String, Path> archives;

    private DumpAllFolder(Path folder, Map<String, Path> archives) {
        this.folder = folder;
        this.archives = Collections.unmodifiableMap(archives);
    }

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
        Map<String, Path> archives = new LinkedHashMap<>();
        for (String line : ByteLines.of(Files.readAllBytes(map))) {
            if (line.isBlank() || line.startsWith(FolderLayout.COMMENT)) {
                continue;
            }
            int space = line.indexOf(' ');
            if (space <= 0 || !line.substring(0, space).chars().allMatch(c -> c >= '0' && c <= '9')) {
                throw new ArchiveFormatException(
                        Reason.CORRUPT, "invalid line in \"" + map + "\": " + line, -1, 0, null);
            }
            archives.put(line.substring(space + 1), FolderLayout.find(folder, line.substring(0, space)));
        }
        return new DumpAllFolder(folder, archives);
    }

    /** {@return the folder} */
    public Path folder() {
        return folder;
    }

    /** {@return the archive of roles, tablespaces and parameters' privileges} */
    public Path globals() {
        return FolderLayout.globals(folder);
    }

    /**
     * {@return the archives by the names of their databases, in the order in which they were dumped. A missing archive
     * has a path, too, so that only its own restore fails. Bytes of a name that are not UTF-8, as on a server in LATIN1, are
     * lone surrogates, U+DC80 to U+DCFF}
     */
    public Map<String, Path> archives() {
        return archives;
    }
}
