package dev.sengi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.testing.ProgramRun;
import dev.sengi.testing.ProjectLayout;
import dev.sengi.testing.Result;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs our programs as separate processes, as the launcher starts them. */
final class OurProgram {
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    private OurProgram() {}

    /** Returns the command line, as in a shell. */
    static List<String> command(String program, String... arguments) {
        return command(List.of(), program, arguments);
    }

    /** Returns the command line, with flags for the JVM. */
    static List<String> command(List<String> flags, String program, String... arguments) {
        List<String> all = new ArrayList<>(flags);
        all.addAll(ProgramJars.shared().options());
        return java(all, program, arguments);
    }

    private static List<String> java(List<String> options, String program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(JAVA.toString(), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(options);
        command.addAll(List.of("dev.sengi.cli.Main", program));
        command.addAll(List.of(arguments));
        return command;
    }

    /**
     * Returns a launcher that starts Java with its own flags and the classes under test.
     *
     * @param folder receives the launcher and what it runs
     */
    static Path launcher(Path folder, String program) throws IOException {
        Path launcher = folder.resolve("bin").resolve(program);
        script(launcher, Files.readString(ProjectLayout.root().resolve("cli/src/main/launcher/launcher.sh")));
        script(
                folder.resolve("bin/java"),
                "#!/bin/sh\nflags=\nwhile [ \"$1\" != -cp ]; do flags=\"$flags $1\"; shift; done\nshift; shift\n"
                        + "exec '" + JAVA + "' $flags '"
                        + String.join("' '", ProgramJars.shared().options())
                        + "' \"$@\"\n");
        return launcher;
    }

    /** Writes an executable file. */
    static void script(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        ProgramRun.install(file, text.getBytes(StandardCharsets.UTF_8));
    }

    static Result run(List<String> flags, String program, String... arguments) {
        return run(command(flags, program, arguments));
    }

    /** Runs a program on a class path without the jars of the given libraries. */
    static Result runWithout(List<String> libraries, String program, String... arguments) {
        List<String> classPath =
                new ArrayList<>(List.of(System.getProperty("java.class.path").split(File.pathSeparator, -1)));
        for (String library : libraries) {
            assertThat(classPath.removeIf(entry -> new File(entry).getName().matches(library + "-[0-9].*\\.jar")))
                    .as(library)
                    .isTrue();
        }
        return run(java(List.of("-cp", String.join(File.pathSeparator, classPath)), program, arguments));
    }

    private static Result run(List<String> command) {
        return ProgramRun.of(JAVA, command.subList(1, command.size()), new byte[0], Map.of());
    }
}
