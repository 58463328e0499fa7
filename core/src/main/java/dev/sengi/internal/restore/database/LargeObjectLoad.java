package dev.sengi.internal.restore.database;

import dev.sengi.internal.perform.LargeObjectStart;
import dev.sengi.internal.perform.SqlCommand;
import dev.sengi.internal.perform.SqlCommand.OnFailure;
import dev.sengi.internal.progress.DataMeter;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.HexFormat;

/**
 * Writes the content of large objects.
 *
 * <p>Many small ones are sent in one message, with {@code lo_put} as a single statement instead of three calls. Larger
 * ones are opened and written piece by piece.
 */
final class LargeObjectLoad {
    private static final int PIECE = 1 << 18;

    private final CommandQueue queue;
    private final LargeObjectCalls calls;
    private final ErrorReport errors;
    private final LargeObjectStart start;
    private final Place place;
    private final DataMeter meter;
    private final byte[] buffer = new byte[PIECE];
    private int count;
    private long bytes;

    LargeObjectLoad(
            CommandQueue queue,
            LargeObjectCalls calls,
            ErrorReport errors,
            LargeObjectStart start,
            Place place,
            DataMeter meter) {
        this.queue = queue;
        this.calls = calls;
        this.errors = errors;
        this.start = start;
        this.place = place;
        this.meter = meter;
    }

    int count() {
        return count;
    }

    long bytes() {
        return bytes;
    }

    /** Loads the next large object. */
    void visit(long oid, InputStream content) throws IOException {
        count++;
        start.commands(oid).forEach(command -> queue.add(command, place));
        int length = content.readNBytes(buffer, 0, PIECE);
        if (length < PIECE) {
            put(oid, length);
        } else {
            write(oid, content);
        }
    }

    // Sent even if there is nothing to write, so that it fails if the large object is missing.
    private void put(long oid, int length) {
        String hex = HexFormat.of().formatHex(buffer, 0, length);
        String call = "SELECT pg_catalog.lo_put('" + oid + "', 0, E'\\\\x" + hex + "')";
        queue.add(opening(oid, call), place);
        passed(length);
    }

    private void write(long oid, InputStream content) throws IOException {
        queue.flush();
        SqlCommand step = opening(oid, "");
        try {
            int descriptor = calls.open(oid);
            step = new SqlCommand("", "could not write to large object", OnFailure.HIDE_COMMAND);
            for (int length = PIECE; length > 0; length = content.readNBytes(buffer, 0, PIECE)) {
                errors.requireNotStopped();
                calls.write(descriptor, buffer, length);
                passed(length);
            }
            calls.close(descriptor);
        } catch (SQLException e) {
            errors.commandFailed(step, place, e);
        }
    }

    private void passed(int length) {
        bytes += length;
        meter.piece(length);
    }

    private static SqlCommand opening(long oid, String text) {
        return new SqlCommand(text, "could not open large object " + oid, OnFailure.GIVE_UP);
    }
}
