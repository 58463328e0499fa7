package dev.sengi.cli.progress;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jline.nativ.CLibrary;
import org.jline.nativ.CLibrary.WinSize;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;

/**
 * Lines at the bottom of the terminal on standard error, drawn by JLine. The cursor stays at their beginning, so that
 * the terminal is usable even if the process is killed.
 *
 * <p>JLine's system terminal is not used, because it sets the terminal's attributes, which would stop a background
 * process, and needs standard input, which may be an archive.
 */
final class Screen {
    private static final int STANDARD_ERROR = 2;
    private static final int USUAL_COLUMNS = 80;
    private static final int USUAL_ROWS = 24;

    private final Terminal terminal;
    private final Display display;
    private int columns;
    private int rows;

    /** @param type the terminal's type, as in {@code TERM} */
    Screen(OutputStream raw, String type) throws IOException {
        terminal = new DumbTerminal("sengi", type, InputStream.nullInputStream(), raw, StandardCharsets.UTF_8);
        display = new Display(terminal, false);
        measure();
        display.resize(rows, columns);
    }

    private void measure() {
        WinSize size = new WinSize();
        boolean known = CLibrary.ioctl(STANDARD_ERROR, CLibrary.TIOCGWINSZ, size) == 0 && size.ws_col > 0;
        columns = known ? size.ws_col : USUAL_COLUMNS;
        rows = known && size.ws_row > 0 ? size.ws_row : USUAL_ROWS;
    }

    /**
     * Prepares to draw on the terminal. If its size has changed, removes the lines drawn before, which it may have
     * wrapped.
     */
    void prepare() {
        // What the user types appears at the cursor.
        terminal.puts(Capability.carriage_return);
        int before = columns;
        int rowsBefore = rows;
        measure();
        if (columns != before || rows != rowsBefore) {
            terminal.puts(Capability.clr_eos);
            display.reset();
            display.resize(rows, columns);
        }
    }

    /** Returns the maximum length of lines; a terminal may wrap longer ones. */
    int width() {
        return Math.max(1, columns - 1);
    }

    int rows() {
        return rows;
    }

    /** Draws those of the lines that have changed. */
    void draw(List<AttributedString> lines) {
        display.update(lines, 0);
    }

    void erase() {
        terminal.puts(Capability.carriage_return);
        terminal.puts(Capability.clr_eos);
        terminal.flush();
        display.reset();
    }
}
