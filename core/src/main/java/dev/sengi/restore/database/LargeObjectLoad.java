package dev.sengi.restore.database;

import dev.sengi.archive.ArchiveReader.LargeObjectVisitor;
import dev.sengi.restore.ArchiveSettings;
import dev.sengi.restore.SqlCommand;
import dev.sengi.restore.SqlCommand.OnFailure;
import dev.sengi.restore.database.ErrorReport.Place;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;

/**
 * Writes the content of large objects, many in a message: {@code lo_put} does in one statement what takes pg_restore
 * three round trips and more.
 */
final class LargeObjectLoad implements LargeObjectVisitor {
    private static final int BYTES_A_COMMAND = 1 << 17;

    private final CommandQueue queue;
    private final Place place;
    private final String hexPrefix;
    private final byte[] buffer = new byte[BYTES_A_COMMAND];
    private int count;
    private long bytes;

    LargeObjectLoad(CommandQueue queue, ArchiveSettings settings, Place place) {
        this.queue = queue;
        this.place = place;
        hexPrefix = settings.standardStrings() ? "\\x" : "\\\\x";
    }

    int count() {
        return count;
    }

    long bytes() {
        return bytes;
    }

    @Override
    public void visit(long oid, InputStream content) throws IOException {
        count++;
        queue.announce("restoring large object with OID " + oid);
        long offset = 0;
        int length = content.readNBytes(buffer, 0, BYTES_A_COMMAND);
        // An empty one is written to as well, which fails where it is missing.
        do {
            String hex = HexFormat.of().formatHex(buffer, 0, length);
            String call = "SELECT pg_catalog.lo_put('" + oid + "', " + offset + ", '" + hexPrefix + hex + "')";
            queue.add(new SqlCommand(call, "could not open large object " + oid, OnFailure.GIVE_UP), place);
            offset += length;
            length = content.readNBytes(buffer, 0, BYTES_A_COMMAND);
        } while (length > 0);
        bytes += offset;
    }
}
