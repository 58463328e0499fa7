package dev.sengi.cli.restore;

import dev.sengi.cli.command.CommandException;
import dev.sengi.internal.text.ByteLines;
import dev.sengi.internal.text.NativeText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder that {@code sengi dump --all} has written.
 *
 * @param folder contains the archive of globals, the map and the databases
 * @param archives the archives by the names of their databases, in the order of the map
 */
record ClusterFolder(Path folder, Map<String, Path> archives) {
    private static final String GLOBALS = "toc.glo";
    private static final String MAP = "map.dat";
    private static final String DATABASES = "databases";
    private static final String COMMENT = "#";

    /** Returns the folder that the first operand names, or nothing if that is anything else. */
    static Optional<ClusterFolder> find(List<String> operands) throws IOException {
        if (operands.isEmpty() || operands.get(0).isEmpty()) {
            return Optional.empty();
        }
        Path folder = NativeText.path(operands.get(0));
        // The globals are written last.
        if (!Files.isRegularFile(folder.resolve(GLOBALS)) || !Files.isRegularFile(folder.resolve(MAP))) {
            return Optional.empty();
        }
        return Optional.of(new ClusterFolder(folder, read(folder)));
    }

    private static Map<String, Path> read(Path folder) throws IOException {
        Map<String, Path> archives = new LinkedHashMap<>();
        for (String line : ByteLines.of(Files.readAllBytes(folder.resolve(MAP)))) {
            if (line.isBlank() || line.startsWith(COMMENT)) {
                continue;
            }
            int space = line.indexOf(' ');
            if (space <= 0 || !line.substring(0, space).chars().allMatch(c -> c >= '0' && c <= '9')) {
                throw CommandException.fatal("invalid line in \"" + folder.resolve(MAP) + "\": " + line);
            }
            archives.put(line.substring(space + 1), archive(folder.resolve(DATABASES), line.substring(0, space)));
        }
        return archives;
    }

    private static Path archive(Path databases, String oid) {
        return Stream.of(".dmp", ".tar", "")
                .map(suffix -> databases.resolve(oid + suffix))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> CommandException.fatal(
                        "could not open input file \"" + databases.resolve(oid) + "\": No such file or directory"));
    }

    Path globals() {
        return folder.resolve(GLOBALS);
    }
}
