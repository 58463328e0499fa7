package dev.sengi.internal.session;

import dev.sengi.SengiException;
import dev.sengi.archive.PgEncoding;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HexFormat;
import org.postgresql.PGConnection;
import org.postgresql.core.QueryExecutor;
import org.postgresql.jdbc.PgConnection;
import org.postgresql.jdbc.PreferQueryMode;

/**
 * Text of a database in SQL_ASCII, which may be any bytes: a character for each byte.
 *
 * <p>pgjdbc reads and sends text in UTF-8, which such a server would not let pass where it is none. With LATIN1 as the
 * session's encoding, bytes are neither checked nor changed, and the driver makes a character of each. It does so with
 * connections only that may change their encoding, and in queries of the simple protocol.
 */
public final class BytewiseText {
    /** PostgreSQL's name for no encoding. */
    public static final String NO_ENCODING = "SQL_ASCII";

    /** What makes the session's text bytewise. */
    public static final String SETTING = "client_encoding = 'LATIN1'";

    private static final String PERMISSION = "allowEncodingChanges=true";

    private BytewiseText() {}

    /** Returns whether the database of the connection promises nothing of its bytes. */
    public static boolean concerns(Connection connection) throws SQLException {
        return NO_ENCODING.equals(connection.unwrap(PGConnection.class).getParameterStatus("server_encoding"));
    }

    /** Returns whether the connection may change its encoding: its URL says so. */
    public static boolean isPermitted(Connection connection) throws SQLException {
        return connection.getMetaData().getURL().contains(PERMISSION);
    }

    /** Has the driver send queries as this text needs it, and returns how it did before. */
    public static PreferQueryMode sendSimply(Connection connection) throws SQLException {
        QueryExecutor executor = connection.unwrap(PgConnection.class).getQueryExecutor();
        PreferQueryMode before = executor.getPreferQueryMode();
        QueryMode.prefer(PreferQueryMode.SIMPLE, executor);
        return before;
    }

    /** Returns the UTF-8 bytes of a text, which may be null, with a character for each. */
    public static String of(String text) {
        return text == null ? null : new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** Returns whether the bytes of the text are UTF-8. */
    public static boolean isReadable(String bytewise) {
        return decoded(bytewise) != null;
    }

    /** Returns what people can read: bytes that are UTF-8 as such, others as they are. */
    public static String readable(String bytewise) {
        String decoded = decoded(bytewise);
        return decoded == null ? bytewise : decoded;
    }

    /**
     * Returns the text as one in an encoding.
     *
     * @throws SengiException with the server's message where its bytes are not in the encoding
     */
    public static String in(String encoding, String bytewise) {
        byte[] bytes = bytewise.getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer input = ByteBuffer.wrap(bytes);
        CharBuffer output = CharBuffer.allocate(bytes.length);
        CoderResult result = PgEncoding.charset(encoding).newDecoder().decode(input, output, true);
        if (result.isError()) {
            int end = Math.min(bytes.length, input.position() + 2);
            String invalid = HexFormat.ofDelimiter(" ")
                    .withPrefix("0x")
                    .formatHex(Arrays.copyOfRange(bytes, input.position(), end));
            throw new SengiException(
                    "query failed: ERROR:  invalid byte sequence for encoding \"" + encoding + "\": " + invalid);
        }
        return output.flip().toString();
    }

    private static String decoded(String bytewise) {
        if (bytewise == null || bytewise.chars().allMatch(c -> c < 0x80)) {
            return bytewise;
        }
        try {
            ByteBuffer bytes = StandardCharsets.ISO_8859_1.newEncoder().encode(CharBuffer.wrap(bytewise));
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
