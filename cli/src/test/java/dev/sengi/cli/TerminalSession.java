package dev.sengi.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jline.builtins.ScreenTerminal;

/** A shell command on its own terminal, with an emulator that shows what a user would see. */
final class TerminalSession implements AutoCloseable {
    private static final Path SCRIPT = Path.of("/usr/bin/script");
    private static final int SECONDS = 60;

    private final Path device;
    private final Process process;
    private final ScreenTerminal emulator;
    private final StringBuilder output = new StringBuilder();
    private final Thread reader = new Thread(this::read, "terminal");

    /**
     * Starts a command, which {@code sh} executes.
     *
     * @param folder receives the name of the terminal
     */
    TerminalSession(Path folder, int columns, int rows, Map<String, String> variables, String command)
            throws IOException {
        assumeTrue(Files.isExecutable(SCRIPT), "script, of util-linux, is not installed");
        device = folder.resolve("terminal");
        emulator = new ScreenTerminal(columns, rows);
        String onTerminal = "stty columns " + columns + " rows " + rows + "; tty > '" + device + "'; " + command;
        ProcessBuilder builder = new ProcessBuilder(SCRIPT.toString(), "-qefc", onTerminal, "/dev/null");
        builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.equals("NO_COLOR"));
        builder.environment().put("TERM", "xterm");
        builder.environment().put("SHELL", "/bin/sh");
        builder.environment().putAll(variables);
        process = builder.redirectErrorStream(true).start();
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (Reader terminal = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)) {
            char[] buffer = new char[1000];
            for (int length = terminal.read(buffer); length >= 0; length = terminal.read(buffer)) {
                synchronized (output) {
                    output.append(buffer, 0, length);
                    emulator.write(new String(buffer, 0, length));
                }
            }
        } catch (IOException e) {
            // The command has ended.
        }
    }

    /** Returns everything that has been sent to the terminal. */
    String output() {
        synchronized (output) {
            return output.toString();
        }
    }

    /** Returns the lines on the screen, without blanks and empty lines at the end. */
    List<String> screen() {
        synchronized (output) {
            return emulator.toString()
                    .stripTrailing()
                    .lines()
                    .map(String::stripTrailing)
                    .toList();
        }
    }

    /** Waits until the screen shows what is expected, and returns it. */
    List<String> await(Predicate<List<String>> expected) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        List<String> screen = screen();
        while (!expected.test(screen)) {
            assertThat(System.nanoTime() < end)
                    .as("waited long enough for the screen, which shows%n%s", String.join("\n", screen))
                    .isTrue();
            Thread.sleep(50);
            screen = screen();
        }
        return screen;
    }

    /** Types on the keyboard. */
    void type(String keys) throws IOException {
        OutputStream keyboard = process.getOutputStream();
        keyboard.write(keys.getBytes(StandardCharsets.UTF_8));
        keyboard.flush();
    }

    /** Changes the size of the window. */
    void resize(int columns, int rows) throws IOException, InterruptedException {
        synchronized (output) {
            emulator.setSize(columns, rows);
        }
        String name = Files.readString(device).strip();
        List<String> command =
                List.of("stty", "-F", name, "columns", Integer.toString(columns), "rows", Integer.toString(rows));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    /** Waits for the command to end, and returns the lines that stay on the screen. */
    List<String> end() throws InterruptedException {
        assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).as("ends").isTrue();
        reader.join();
        return screen();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
