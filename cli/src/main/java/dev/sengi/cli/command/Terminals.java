package dev.sengi.cli.command;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jline.nativ.CLibrary;

/** Determines whether the process's descriptors are terminals. Loads JLine's library on first use. */
final class Terminals {
    private Terminals() {}

    /** Returns whether the descriptor is a terminal; false if that is unknown because JLine's library fails to load. */
    static boolean isTerminal(int descriptor) {
        PrintStream err = System.err;
        // JLine reports there that its library cannot be loaded, for example with a C library other than glibc.
        System.setErr(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        try {
            return CLibrary.isatty(descriptor) == 1;
        } catch (RuntimeException | LinkageError e) {
            return false;
        } finally {
            System.setErr(err);
        }
    }
}
