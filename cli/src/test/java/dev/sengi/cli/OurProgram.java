package dev.sengi.cli;

import dev.sengi.testing.ProgramRun;
import dev.sengi.testing.Result;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Our programs in processes of their own, as the launcher starts them. */
final class OurProgram {
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    private OurProgram() {}

    /** Returns the command line, as for a shell. */
    static List<String> command(String program, String... arguments) {
        return command(List.of(), program, arguments);
    }

    /** Returns the command line with flags of the JVM. */
    static List<String> command(List<String> flags, String program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(JAVA.toString(), "-XX:+UseSerialGC"));
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.sengi.cli.Main", program));
        command.addAll(List.of(arguments));
        return command;
    }

    static Result run(List<String> flags, String program, String... arguments) {
        List<String> command = command(flags, program, arguments);
        return ProgramRun.of(JAVA, command.subList(1, command.size()), new byte[0], Map.of());
    }
}
