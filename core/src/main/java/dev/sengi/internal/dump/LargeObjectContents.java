package dev.sengi.internal.dump;

import dev.sengi.SengiException;
import dev.sengi.ServerException;
import dev.sengi.archive.Archive.LargeObjectVisitor;
import dev.sengi.internal.session.ServerError;
import dev.sengi.internal.session.SnapshotTransaction;
import java.io.IOException;
import java.io.InputStream;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.postgresql.PGStatement;

/**
 * Reads large objects: the beginnings of several in one round trip, then the rest of longer ones piece by piece.
 *
 * <p>Holds at most {@link #AT_ONCE} pieces of {@link #PIECE} bytes.
 */
final class LargeObjectContents {
    private static final int PIECE = 256 * 1024;
    private static final int AT_ONCE = 16;

    private static final String BEGINNINGS =
            "select o.oid, lo_get(o.oid, 0, ?) from unnest(cast(? as oid[])) with ordinality o(oid, n) order by o.n";
    private static final String NEXT = "select lo_get(cast(? as oid), ?, ?)";

    private static final Pattern NOT_DIGITS = Pattern.compile("\\D+");

    private final SnapshotTransaction transaction;

    LargeObjectContents(SnapshotTransaction transaction) {
        this.transaction = transaction;
    }

    /** Passes the large objects to the visitor in the given order. */
    void read(List<Long> oids, LargeObjectVisitor visitor) throws IOException {
        for (int i = 0; i < oids.size(); i += AT_ONCE) {
            List<Long> some = oids.subList(i, Math.min(oids.size(), i + AT_ONCE));
            for (Map.Entry<Long, byte[]> object : beginnings(some).entrySet()) {
                try (InputStream content = new Content(object.getKey(), object.getValue())) {
                    visitor.visit(object.getKey(), content);
                }
            }
        }
    }

    private Map<Long, byte[]> beginnings(List<Long> oids) {
        Map<Long, byte[]> result = new LinkedHashMap<>();
        try (PreparedStatement statement = transaction.connection().prepareStatement(BEGINNINGS)) {
            // A server-side prepared statement would outlive the dump on a borrowed connection.
            statement.unwrap(PGStatement.class).setPrepareThreshold(0);
            statement.setInt(1, PIECE);
            // Sent without a type, so that the server parses it as an array instead of applying a cast, which may be a
            // user's own.
            String array = oids.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
            statement.setObject(2, array, Types.OTHER);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    result.put(rows.getLong(1), rows.getBytes(2));
                }
            }
        } catch (SQLException e) {
            throw failure(e, oids);
        }
        return result;
    }

    /** Only the server's message identifies the object that cannot be read. */
    private static SengiException failure(SQLException e, List<Long> oids) {
        String text = ServerError.text(e, null);
        for (String number : NOT_DIGITS.split(text, -1)) {
            if (oids.stream().anyMatch(oid -> oid.toString().equals(number))) {
                return new ServerException("could not open large object " + number + ": " + text, List.of(), null, e);
            }
        }
        return ServerError.queryFailure(e, BEGINNINGS);
    }

    private final class Content extends InputStream {
        private final long oid;
        private byte[] piece;
        private int position;
        private long read;

        Content(long oid, byte[] beginning) {
            this.oid = oid;
            this.piece = beginning;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            if (position == piece.length && piece.length == PIECE) {
                read += piece.length;
                piece = next(read);
                position = 0;
            }
            int count = Math.min(length, piece.length - position);
            if (count == 0 && length > 0) {
                return -1;
            }
            System.arraycopy(piece, position, buffer, offset, count);
            position += count;
            return count;
        }

        private byte[] next(long from) {
            try (PreparedStatement statement = transaction.connection().prepareStatement(NEXT)) {
                statement.unwrap(PGStatement.class).setPrepareThreshold(0);
                statement.setLong(1, oid);
                statement.setLong(2, from);
                statement.setInt(3, PIECE);
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    return row.getBytes(1);
                }
            } catch (SQLException e) {
                throw ServerError.queryFailure(e, NEXT);
            }
        }
    }
}
