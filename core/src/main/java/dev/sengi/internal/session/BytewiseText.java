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
 * Text of a SQL_ASCII database, which may contain any bytes, with one character for each byte.
 *
 * <p>pgjdbc reads and sends text as UTF-8, and such text is rejected if its bytes are not valid UTF-8. With LATIN1 as
 * the session's encoding, the server neither checks nor changes bytes, and the driver maps each byte to one character.
 * This works only on connections that may change their encoding, and only with the simple query protocol.
 */
public final class BytewiseText {
    /** PostgreSQL's name for the absence of an encoding. */
    public static final String NO_ENCODING = "SQL_ASCII";

    /** The setting that makes the session's text bytewise. */
    public static final String SETTING = "client_encoding = 'LATIN1'";

    private static final String PERMISSION = "allowEncodingChanges=true";

    private BytewiseText() {}

    /** Returns whether the connection's database uses SQL_ASCII, so that its bytes need not be in any encoding. */
    public static boolean concerns(Connection connection) throws SQLException {
        return NO_ENCODING.equals(connection.unwrap(PGConnection.class).getParameterStatus("server_encoding"));
    }

    /** Returns whether the connection's URL permits it to change its encoding. */
    public static boolean isPermitted(Connection connection) throws SQLException {
        return connection.getMetaData().getURL().contains(PERMISSION);
    }

    /** Switches the driver to the simple protocol, which bytewise text needs, and returns the previous mode. */
    public static PreferQueryMode useSimpleProtocol(Connection connection) throws SQLException {
        QueryExecutor executor = connection.unwrap(PgConnection.class).getQueryExecutor();
        PreferQueryMode before = executor.getPreferQueryMode();
        QueryMode.prefer(PreferQueryMode.SIMPLE, executor);
        return before;
    }

    /** Returns the UTF-8 bytes of the text as one character each; null for null. */
    public static String of(String text) {
        return text == null ? null : new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** Returns whether the bytes of the text are valid UTF-8. */
    public static boolean isReadable(String bytewise) {
        return decoded(bytewise) != null;
    }

    /** Returns the text decoded as UTF-8 if its bytes are valid UTF-8, otherwise the text unchanged. */
    public static String readable(String bytewise) {
        String decoded = decoded(bytewise);
        return decoded == null ? bytewise : decoded;
    }

    /**
     * Returns the text decoded from an encoding.
     *
     * @throws SengiException with the server's message if its bytes are not valid in the encoding
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
