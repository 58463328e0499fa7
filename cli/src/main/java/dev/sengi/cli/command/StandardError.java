package dev.sengi.cli.command;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Standard error. While it shows a footer, such as a progress bar, whatever is printed appears above the footer.
 *
 * <p>Safe for use by several threads.
 */
public final class StandardError extends PrintStream {

    /** Lines at the bottom of the terminal. Called while the stream is locked. */
    public interface Footer {
        /** Draws the footer, or changes what has been drawn. */
        void draw();

        /** Removes the footer from the terminal, and leaves the cursor where it began. */
        void erase();
    }

    private static final int NUMBER = 2;

    private final OutputStream raw;
    private final boolean ofProcess;
    private Footer footer;
    private boolean drawn;
    private boolean removed;

    public StandardError(OutputStream raw) {
        this(raw, false);
    }

    private StandardError(OutputStream raw, boolean ofProcess) {
        super(raw, true, StandardCharsets.UTF_8);
        this.raw = raw;
        this.ofProcess = ofProcess;
    }

    public static StandardError ofProcess() {
        return new StandardError(new FileOutputStream(FileDescriptor.err), true);
    }

    public boolean isTerminal() {
        return ofProcess && Terminals.isTerminal(NUMBER);
    }

    /** Returns the stream to which footers are drawn. */
    public OutputStream raw() {
        return raw;
    }

    /** Draws the footer, and keeps it at the bottom until {@link #removeFooter}, after which there are no footers. */
    public synchronized void draw(Footer bottom) {
        if (removed) {
            return;
        }
        footer = bottom;
        drawn = true;
        bottom.draw();
    }

    /** Removes the footer permanently, if there is one. */
    public synchronized void removeFooter() {
        eraseFooter();
        footer = null;
        removed = true;
    }

    private void eraseFooter() {
        if (drawn) {
            drawn = false;
            footer.erase();
        }
    }

    @Override
    public synchronized void write(byte[] buffer, int offset, int length) {
        eraseFooter();
        super.write(buffer, offset, length);
        // The rest of an unfinished line would overwrite the footer.
        if (footer != null && length > 0 && buffer[offset + length - 1] == '\n') {
            draw(footer);
        }
    }

    @Override
    public synchronized void write(int octet) {
        write(new byte[] {(byte) octet}, 0, 1);
    }
}
