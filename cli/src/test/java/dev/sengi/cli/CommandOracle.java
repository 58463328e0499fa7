package dev.sengi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.cli.command.Environment;
import dev.sengi.cli.command.StandardError;
import dev.sengi.cli.command.Termination;
import dev.sengi.internal.conninfo.parameter.ClientEnvironment;
import dev.sengi.internal.text.NativeText;
import dev.sengi.testing.ProgramRun;
import dev.sengi.testing.RealClient;
import dev.sengi.testing.Result;
import dev.sengi.testing.ScriptDiff;
import dev.sengi.testing.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Runs the real program and ours with the same arguments, and compares exit codes and messages. */
final class CommandOracle {
    private CommandOracle() {}

    /** Fails unless both programs end with the same exit code and messages. */
    static void assertSame(String program, List<String> arguments, Map<String, String> variables) {
        Result real = RealClient.require().run(program, arguments, new byte[0], variables);
        Result ours = run(program, arguments, variables);
        String expected = withoutFolder(real.stderr(), program);
        assertThat(ours.stderr()).as("messages of %s %s", program, arguments).isEqualTo(expected);
        assertThat(ours.exitCode()).as("exit code of %s %s", program, arguments).isEqualTo(real.exitCode());
    }

    static void assertSame(String program, List<String> arguments) {
        assertSame(program, arguments, Map.of());
    }

    /** Fails unless both programs dump a database to the same script, with the same messages and exit code. */
    static void assertSameDump(TestDatabase database, List<String> options) throws IOException {
        List<String> arguments = new ArrayList<>(options);
        arguments.addAll(List.of("-d", database.connectionString()));
        Result real = RealClient.require().run("pg_dump", arguments, new byte[0], Map.of());
        Result ours = run("pg_dump", arguments, Map.of());
        assertThat(ours.stderr()).isEqualTo(real.stderr());
        assertThat(ours.exitCode()).isEqualTo(real.exitCode());
        ScriptDiff.assertSame(real.stdout(), ours.stdout());
    }

    /** Runs the real program. Arguments are in {@link NativeText}, and reach it byte by byte. */
    static Result runReal(String program, List<String> arguments) {
        // Java passes arguments in the locale's encoding only; the shell's printf writes any bytes.
        StringBuilder script = new StringBuilder("exec \"$0\"");
        for (String argument : arguments) {
            script.append(" \"$(printf '");
            for (byte octet : NativeText.encode(argument)) {
                script.append(String.format(Locale.ROOT, "\\%03o", octet & 0xff));
            }
            script.append("')\"");
        }
        String path = RealClient.require().program(program).toString();
        return ProgramRun.of(Path.of("/bin/sh"), List.of("-c", script.toString(), path), new byte[0], Map.of());
    }

    /** Runs our program in this process, with empty standard input and no user to prompt. */
    static Result run(String program, List<String> arguments, Map<String, String> variables) {
        return run(program, arguments, variables, new byte[0]);
    }

    /** Runs our program in this process, with no user to prompt. */
    static Result run(String program, List<String> arguments, Map<String, String> variables, byte[] stdin) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        StandardError messages = new StandardError(err);
        String home = variables.getOrDefault("HOME", System.getProperty("user.home"));
        Environment environment = new Environment(
                new ByteArrayInputStream(stdin),
                out,
                messages,
                new ClientEnvironment(
                        variables, System.getProperty("user.name"), home, line -> NativeText.println(messages, line)),
                text -> Optional.empty(),
                Termination.never());
        int exitCode = Main.command(program).run(arguments, environment);
        return new Result(exitCode, out.toByteArray(), err.toString(StandardCharsets.UTF_8));
    }

    /**
     * glibc's option parser shows the path with which a program was started; all other code shows its name. Ours has no
     * path here.
     */
    private static String withoutFolder(String messages, String program) {
        int name = messages.indexOf("/" + program + ": ");
        return messages.startsWith("/") && name >= 0 ? messages.substring(name + 1) : messages;
    }
}
