package dev.sengi.archive.internal.copy;

import dev.sengi.archive.Archive;
import dev.sengi.archive.ArchiveFormat;
import dev.sengi.archive.ArchiveFormatException;
import dev.sengi.archive.ArchiveFormatException.Reason;
import dev.sengi.archive.DataKind;
import dev.sengi.archive.TocEntry;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Examines the end of an entry's data, which shows whether the data are complete. Without this check, an empty file, or
 * one that was truncated between two rows, would be accepted as a complete table. So would data with rows after COPY's
 * terminator, which the server ignores.
 */
public final class DataEnd {
    /**
     * COPY's terminator and the two empty lines that follow it in pg_dump's archives: all data of a table without rows.
     */
    public static final String TERMINATOR = "\\.\n\n\n";

    /** What pg_dump writes after INSERT commands: all data of a table without any. */
    private static final byte[] EMPTY_LINES = "\n\n".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] TERMINATOR_BYTES = TERMINATOR.getBytes(StandardCharsets.US_ASCII);
    private static final int TERMINATOR_LINE_FEEDS = 3;
    private static final int KEPT = 16;

    private final byte[] last = new byte[KEPT];
    private int kept;
    /** Null if the data are not COPY rows, or are known to contain only one terminator. */
    private final @Nullable TerminatorScan scan;

    private DataEnd(@Nullable TerminatorScan scan) {
        this.scan = scan;
    }

    /** Returns an object that is about to receive an entry's data. */
    public static DataEnd of(TocEntry entry) {
        return new DataEnd(
                entry.type().data() == DataKind.ROWS && CopyCommand.exists(entry) ? new TerminatorScan() : null);
    }

    /** Like {@link #of}, but for rows that come directly from the server: nothing follows their terminator. */
    public static DataEnd ofServersRows() {
        return new DataEnd(null);
    }

    /** Ends the rows of a COPY command as pg_dump does. */
    public static void writeTerminator(OutputStream out) throws IOException {
        out.write(TERMINATOR_BYTES);
    }

    /** Ends INSERT commands as pg_dump does. */
    public static void writeEmptyLines(OutputStream out) throws IOException {
        out.write(EMPTY_LINES);
    }

    /**
     * Writes the line feeds that {@link #TERMINATOR} has and the data lack; none if they do not end with a terminator.
     */
    public void writeMissingLines(OutputStream out) throws IOException {
        int missing = isTerminated() ? TERMINATOR_LINE_FEEDS - lineFeeds() : 0;
        if (missing > 0) {
            out.write(TERMINATOR_BYTES, TERMINATOR_BYTES.length - missing, missing);
        }
    }

    /** Receives the next bytes of the data. */
    public void passed(byte[] bytes, int offset, int count) {
        if (scan != null) {
            scan.accept(bytes, offset, count);
        }
        if (count >= KEPT) {
            System.arraycopy(bytes, offset + count - KEPT, last, 0, KEPT);
            kept = KEPT;
            return;
        }
        int old = Math.min(kept, KEPT - count);
        System.arraycopy(last, kept - old, last, 0, old);
        System.arraycopy(bytes, offset, last, old, count);
        kept = old + count;
    }

    /**
     * Checks the data after their last byte.
     *
     * @throws ArchiveFormatException if the entry should have rows but its data do not end like rows
     */
    public void requireWhole(Archive archive, TocEntry entry) throws IOException {
        if (entry.type().data() != DataKind.ROWS || !entry.hadDumper() || hasNoBlock(archive, entry)) {
            return;
        }
        if (hasMore()) {
            throw damaged(entry, "damaged: there are data after the end of the rows");
        }
        boolean copied = CopyCommand.exists(entry);
        boolean whole = copied ? isTerminated() : !archive.header().version().storesSections() || hasEmptyLines();
        if (!whole) {
            throw incomplete(entry, "they do not end with " + (copied ? "\"\\.\"" : "empty lines"));
        }
    }

    /**
     * Checks INSERT commands that no empty lines follow.
     *
     * @throws ArchiveFormatException if the data do not end with a complete command and the end of its line
     */
    public void requireCommand(TocEntry entry) throws ArchiveFormatException {
        if (kept < 2 || last[kept - 1] != '\n' || last[kept - 2] != ';') {
            throw incomplete(entry, "they end within a command");
        }
    }

    private static ArchiveFormatException incomplete(TocEntry entry, String reason) {
        return damaged(entry, "incomplete: " + reason);
    }

    private static ArchiveFormatException damaged(TocEntry entry, String damage) {
        String message = "the data of table \"" + entry.tag() + "\" are " + damage;
        return new ArchiveFormatException(Reason.CORRUPT, message, -1, entry.dumpId(), null);
    }

    /** The table of contents of a custom archive may say that there is no block for an entry. */
    private boolean hasNoBlock(Archive archive, TocEntry entry) throws IOException {
        return kept == 0
                && archive.header().format() == ArchiveFormat.CUSTOM
                && archive.dataLocation(entry).position().isEmpty();
    }

    /** Returns whether the data end like INSERT commands, of which there may be none. */
    public boolean hasEmptyLines() {
        return kept >= 2 && last[kept - 1] == '\n' && last[kept - 2] == '\n';
    }

    /** Returns whether COPY's terminator is followed by anything but line feeds. */
    public boolean hasMore() {
        return scan != null && scan.hasMore();
    }

    /** Returns how many line feeds the data end with, as far as the kept bytes show. */
    private int lineFeeds() {
        int end = kept;
        while (end > 0 && last[end - 1] == '\n') {
            end--;
        }
        return kept - end;
    }

    /** Returns whether the data end with COPY's terminator, a line that further line feeds may follow. */
    public boolean isTerminated() {
        int end = kept - lineFeeds();
        return end >= 2
                && end < kept
                && last[end - 1] == '.'
                && last[end - 2] == '\\'
                && (end == 2 ? kept < KEPT : last[end - 3] == '\n');
    }
}
