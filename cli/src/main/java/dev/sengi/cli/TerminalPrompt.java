package dev.sengi.cli;

import dev.sengi.internal.conninfo.PasswordPrompt;
import dev.sengi.internal.text.ByteLines;
import dev.sengi.internal.text.NativeText;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Optional;

/**
 * Prompts on the terminal without echo, even if standard input and output are files. If there is no terminal, prompts
 * on standard error and reads standard input.
 *
 * <p>{@link java.io.Console} is not sufficient: it requires standard input and output to be terminals, which is rarely
 * the case for a dump.
 */
final class TerminalPrompt implements PasswordPrompt {
    private static final String TERMINAL = "/dev/tty";

    private final InputStream in;
    private final PrintStream err;
    private final SignalTermination termination;

    TerminalPrompt(InputStream in, PrintStream err, SignalTermination termination) {
        this.in = in;
        this.err = err;
        this.termination = termination;
    }

    @Override
    public Optional<String> ask(String text) {
        try (InputStream terminalIn = new FileInputStream(TERMINAL);
                OutputStream terminalOut = new FileOutputStream(TERMINAL)) {
            return termination.whileAsking(() -> askOn(terminalIn, terminalOut, text));
        } catch (IOException e) {
            return askOnStreams(text);
        }
    }

    private static Optional<String> askOn(InputStream terminalIn, OutputStream terminalOut, String text)
            throws IOException {
        Thread restore = new Thread(() -> echo(true));
        Runtime.getRuntime().addShutdownHook(restore);
        echo(false);
        try {
            terminalOut.write(NativeText.encode(text));
            String line = readLine(terminalIn);
            terminalOut.write('\n');
            return Optional.of(line);
        } finally {
            echo(true);
            Runtime.getRuntime().removeShutdownHook(restore);
        }
    }

    private static void echo(boolean on) {
        try {
            new ProcessBuilder("/bin/sh", "-c", "stty " + (on ? "echo" : "-echo") + " < " + TERMINAL)
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException e) {
            // Without stty the password is visible, as in libpq if echo cannot be turned off.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<String> askOnStreams(String text) {
        byte[] prompt = NativeText.encode(text);
        err.write(prompt, 0, prompt.length);
        err.flush();
        try {
            String line = termination.whileAsking(() -> readLine(in));
            err.println();
            return Optional.of(line);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Reads byte by byte, because an archive may follow the line. As in libpq, carriage returns at its end are dropped. */
    private static String readLine(InputStream from) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = from.read(); octet >= 0 && octet != '\n'; octet = from.read()) {
            line.write(octet);
        }
        return ByteLines.withoutCarriageReturns(NativeText.decode(line.toByteArray()));
    }
}
