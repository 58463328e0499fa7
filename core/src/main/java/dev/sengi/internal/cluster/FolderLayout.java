package dev.sengi.internal.cluster;

import dev.sengi.DumpFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files of a folder with the dump of a cluster:
 *
 * <ul>
 *   <li>{@code databases} contains an archive of each database, named after its OID: {@code 16384.dmp} in the custom
 *       format, {@code 16384.tar}, or a folder {@code 16384};
 *   <li>{@code map.dat} is text with a line for each database, its OID and its name; lines that begin with {@code #} are
 *       comments;
 *   <li>{@code toc.glo} is a custom-format archive of roles, tablespaces and parameters' privileges. It is written
 *       last, so that a folder without it is not a complete dump.
 * </ul>
 *
 * <p>The names are those that PostgreSQL's developers chose for a pg_dumpall that writes archives.
 */
public final class FolderLayout {
    /** The start of a line of the map that names no database. */
    public static final String COMMENT = "#";

    private static final String CUSTOM_SUFFIX = ".dmp";
    private static final String TAR_SUFFIX = ".tar";
    private static final String DIRECTORY_SUFFIX = "";
    private static final List<String> SUFFIXES = List.of(CUSTOM_SUFFIX, TAR_SUFFIX, DIRECTORY_SUFFIX);

    private FolderLayout() {}

    public static Path globals(Path folder) {
        return folder.resolve("toc.glo");
    }

    public static Path map(Path folder) {
        return folder.resolve("map.dat");
    }

    static Path databases(Path folder) {
        return folder.resolve("databases");
    }

    /** Returns where a database's archive is written. */
    static Path archive(Path folder, long oid, DumpFormat format) {
        String suffix =
                format == DumpFormat.CUSTOM ? CUSTOM_SUFFIX : format == DumpFormat.TAR ? TAR_SUFFIX : DIRECTORY_SUFFIX;
        return databases(folder).resolve(oid + suffix);
    }

    /** Returns a database's archive, whatever its format. If it is missing, its name has the form of the others'. */
    public static Path find(Path folder, String oid) throws IOException {
        Path databases = databases(folder);
        for (String suffix : SUFFIXES) {
            Path archive = databases.resolve(oid + suffix);
            if (Files.exists(archive)) {
                return archive;
            }
        }
        return databases.resolve(oid + suffixOfOthers(databases));
    }

    private static String suffixOfOthers(Path databases) throws IOException {
        if (!Files.isDirectory(databases)) {
            return CUSTOM_SUFFIX;
        }
        try (Stream<Path> others = Files.list(databases)) {
            return others.findFirst()
                    .flatMap(other -> SUFFIXES.stream()
                            .filter(suffix -> other.getFileName().toString().endsWith(suffix))
                            .findFirst())
                    .orElse(CUSTOM_SUFFIX);
        }
    }
}
