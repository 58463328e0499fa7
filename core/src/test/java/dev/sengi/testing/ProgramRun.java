package dev.sengi.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs a program to completion, with all three standard streams in memory. */
public final class ProgramRun {
    private ProgramRun() {}

    /**
     * Runs a program in an environment without libpq's variables, except those given.
     *
     * @throws UncheckedIOException if it cannot be started
     */
    public static Result of(Path program, List<String> args, byte[] stdin, Map<String, String> environment) {
        List<String> command = new ArrayList<>();
        command.add(program.toString());
        command.addAll(args);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        builder.environment().putAll(environment);
        try {
            return communicate(builder.start(), stdin);
        } catch (IOException e) {
            throw new UncheckedIOException(program + " could not be run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(program + " was left running", e);
        }
    }

    /**
     * Writes an executable file in a separate process. Programs that other threads start in the meantime would inherit
     * the open file from this process, and a file cannot be executed as long as any process has it open for writing.
     */
    public static void install(Path file, byte[] content) {
        of(Path.of("/bin/sh"), List.of("-c", "cat > \"$0\" && chmod 755 \"$0\"", file.toString()), content, Map.of())
                .assertSuccess();
    }

    // One thread per stream: a program may fill any of its pipes before it uses another.
    private static Result communicate(Process process, byte[] stdin) throws InterruptedException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        List<Thread> threads = List.of(
                new Thread(() -> feed(process, stdin)),
                new Thread(() -> drain(process.getInputStream(), out)),
                new Thread(() -> drain(process.getErrorStream(), err)));
        threads.forEach(Thread::start);
        int exitCode = process.waitFor();
        for (Thread thread : threads) {
            thread.join();
        }
        return new Result(exitCode, out.toByteArray(), err.toString(StandardCharsets.UTF_8));
    }

    private static void feed(Process process, byte[] stdin) {
        try (OutputStream in = process.getOutputStream()) {
            in.write(stdin);
        } catch (IOException e) {
            // A program need not read all its input; the exit code shows whether that is an error.
        }
    }

    private static void drain(InputStream from, ByteArrayOutputStream to) {
        try {
            from.transferTo(to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
