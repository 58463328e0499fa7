package dev.sengi.cli;

import dev.sengi.cli.command.Environment;
import dev.sengi.cli.command.StandardError;
import dev.sengi.cli.command.Termination;
import dev.sengi.internal.conninfo.parameter.ClientEnvironment;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A series of dumps and restores in one process, from which Java learns what to store for a faster start. The launcher
 * runs it for {@code share-classes}. A recording replaces the server.
 */
public final class Training {
    private Training() {}

    /**
     * @param arguments the list of classes to load, the recorded sessions, and an empty folder for the files that the
     *     commands write
     */
    public static void main(String[] arguments) throws IOException {
        NativeLibraries.announce();
        load(Path.of(arguments[0]));
        // A recording from another version eventually leads to errors, but what Java has learned until then is still
        // used.
        replay(Path.of(arguments[1]), Path.of(arguments[2]));
    }

    /** Loads the classes in one of Java's lists, including those that the commands below do not need. */
    private static void load(Path list) throws IOException {
        for (String line : Files.readAllLines(list)) {
            if (line.startsWith("@")) {
                continue;
            }
            try {
                Class.forName(line.replace('/', '.'), false, Training.class.getClassLoader());
            } catch (ClassNotFoundException | LinkageError e) {
                // Other versions of Java have different classes.
            }
        }
    }

    /** Runs the commands with a recorded server, and returns their exit codes. */
    static List<Integer> replay(Path recording, Path folder) throws IOException {
        try (RecordedServer server = RecordedServer.start(recording)) {
            String database =
                    "host=127.0.0.1 user=postgres dbname=demo sslmode=prefer gssencmode=disable port=" + server.port();
            return run(database, List.of(database, database), folder);
        }
    }

    /**
     * Runs the commands, which open their connections in the same order each time.
     *
     * @param source the connection string of a database
     * @param targets the connection strings of two empty databases
     * @return the commands' exit codes
     */
    public static List<Integer> run(String source, List<String> targets, Path folder) {
        String archive = folder.resolve("archive").toString();
        String directory = folder.resolve("directory").toString();
        String script = folder.resolve("script").toString();
        List<List<String>> commands = List.of(
                List.of("pg_dump", "-s", "-f", script, "-d", source),
                List.of("pg_dump", "-Fc", "--no-sync", "-f", archive, "-d", source),
                List.of("pg_dump", "-Fd", "-Z", "zstd", "--no-sync", "-f", directory, "-d", source),
                List.of("pg_restore", "-l", "-f", script, archive),
                List.of("pg_restore", "-f", script, archive),
                List.of("pg_restore", "-d", targets.get(0), archive),
                List.of("pg_restore", "-d", targets.get(1), directory),
                List.of("pg_dumpall", "-g", "-f", script, "-d", source),
                List.of("sengi", "list", archive),
                List.of("sengi", "verify", archive));
        List<Integer> exitCodes = new ArrayList<>();
        for (List<String> command : commands) {
            Environment environment = new Environment(
                    new ByteArrayInputStream(new byte[0]),
                    OutputStream.nullOutputStream(),
                    new StandardError(OutputStream.nullOutputStream()),
                    new ClientEnvironment(Map.of(), "postgres", folder.toString(), line -> {}),
                    text -> Optional.empty(),
                    Termination.never());
            exitCodes.add(Main.command(command.get(0)).run(command.subList(1, command.size()), environment));
        }
        return exitCodes;
    }
}
