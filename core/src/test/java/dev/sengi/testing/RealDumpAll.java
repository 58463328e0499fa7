package dev.sengi.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The real pg_dumpall, which runs the pg_dump in its own folder. If the programs are wrapped in scripts that select
 * libraries other than the system's, that pg_dump must be such a script, too. So a folder gets a copy of pg_dumpall and
 * the script.
 */
final class RealDumpAll {
    private static final Pattern PROGRAM = Pattern.compile("\"([^\"]*/pg_dumpall)\"");

    private static final Map<Path, Path> PREPARED = new ConcurrentHashMap<>();

    private RealDumpAll() {}

    static Path program(Path bin) {
        return PREPARED.computeIfAbsent(bin, folder -> {
            try {
                return prepare(folder);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static Path prepare(Path bin) throws IOException {
        Path installed = bin.resolve("pg_dumpall");
        // A binary that is read like this contains a quoted name only by chance, and does not begin with it.
        String script = Files.readString(installed, StandardCharsets.ISO_8859_1);
        Matcher named = PROGRAM.matcher(script);
        if (!script.startsWith("#!") || !named.find()) {
            return installed;
        }
        Path folder = Files.createTempDirectory("sengi-pg_dumpall");
        Path copy = folder.resolve("pg_dumpall");
        Path dump = folder.resolve("pg_dump");
        Path start = folder.resolve("start-pg_dumpall");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        ProgramRun.install(copy, Files.readAllBytes(Path.of(named.group(1))));
        ProgramRun.install(dump, Files.readAllBytes(bin.resolve("pg_dump")));
        String moved = script.replace(named.group(1), copy.toString());
        ProgramRun.install(start, moved.getBytes(StandardCharsets.ISO_8859_1));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            for (Path file : new Path[] {start, dump, copy, folder}) {
                file.toFile().delete();
            }
        }));
        return start;
    }
}
