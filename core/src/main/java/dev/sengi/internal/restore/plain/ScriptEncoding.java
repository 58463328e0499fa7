package dev.sengi.internal.restore.plain;

import dev.sengi.archive.PgEncoding;
import dev.sengi.archive.internal.copy.MultibyteForm;
import dev.sengi.internal.restore.database.RestoreConnection;
import dev.sengi.internal.session.BytewiseText;
import dev.sengi.internal.session.SessionEncoding;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;

/**
 * The encoding of a script in a session, where the driver sends UTF-8 whatever the script sets: statements are decoded
 * for it, by the server if Java may have other tables than PostgreSQL, and a COPY says what its rows are in.
 *
 * <p>A database in SQL_ASCII takes bytes as they are, which the driver can only send as {@link BytewiseText} unless
 * they happen to be UTF-8.
 */
final class ScriptEncoding {
    private static final String NOT_UTF8 = "bytes that are not UTF-8 need a connection with allowEncodingChanges=true"
            + " if the database is in SQL_ASCII";

    private final RestoreConnection connection;
    private final String server;
    private final String initial;
    private final boolean mayBeBytewise;
    private String name;
    private boolean bytewise;

    ScriptEncoding(RestoreConnection connection) throws SQLException {
        this.connection = connection;
        Connection driver = connection.driver();
        server = connection.driver().getParameterStatus("server_encoding");
        initial = SessionEncoding.of(driver).orElse(server);
        mayBeBytewise = BytewiseText.concerns(driver) && BytewiseText.isPermitted(driver);
        change(initial);
    }

    /** Returns the encoding that a session has in which no script has set any. */
    String initial() {
        return initial;
    }

    /** Returns the script's encoding. */
    String name() {
        return name;
    }

    /** Returns a query that fails if the server cannot convert from an encoding, or does not know it. */
    static String check(String encoding) {
        return conversion("61", encoding);
    }

    /** Takes what follows for text in another encoding. */
    void change(String encoding) throws SQLException {
        boolean needed = mayBeBytewise && !isUtf8(encoding);
        if (needed != bytewise) {
            connection.server().run(needed ? "SET " + BytewiseText.SETTING : "SET client_encoding = 'UTF8'");
            bytewise = needed;
        }
        name = encoding;
    }

    /** Returns whether text is {@linkplain BytewiseText bytewise}. */
    boolean isBytewise() {
        return bytewise;
    }

    /** Returns the encoding that a COPY must be told, or null if the session has it. */
    String ofRows() {
        return bytewise || !isUtf8(name) ? name : null;
    }

    /** Returns bytes as people can read them, whatever they are. */
    static String shown(byte[] bytes) {
        return BytewiseText.readable(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    /** Returns why a statement cannot be sent, or null if it can. */
    String obstacle(byte[] statement) {
        if (!server.equals(BytewiseText.NO_ENCODING) || isAscii(statement)) {
            return null;
        }
        if (MultibyteForm.of(name) != MultibyteForm.ASCII_SAFE) {
            // Nor does the server take it from psql: it would not see where characters end.
            return "a database in SQL_ASCII takes no text in " + name;
        }
        boolean sendable = bytewise || isUtf8(name) || strictly(StandardCharsets.UTF_8, statement) != null;
        return sendable ? null : NOT_UTF8;
    }

    /** Returns a statement as the driver has to be given it, or null if the server must be asked. */
    String decoded(byte[] statement) {
        if (bytewise || isAscii(statement)) {
            return new String(statement, StandardCharsets.ISO_8859_1);
        }
        if (server.equals(BytewiseText.NO_ENCODING)) {
            return strictly(StandardCharsets.UTF_8, statement);
        }
        Charset charset = PgEncoding.charset(effective());
        boolean alike = charset.equals(StandardCharsets.UTF_8)
                || (PgEncoding.isReadable(effective()) && charset.newEncoder().maxBytesPerChar() == 1);
        return alike ? strictly(charset, statement) : null;
    }

    /** Bytes that promise nothing must be in the database's encoding. */
    private String effective() {
        return name.equals(BytewiseText.NO_ENCODING) ? server : name;
    }

    /** Returns the text, or null if the bytes are not in the encoding. */
    private static String strictly(Charset charset, byte[] bytes) {
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /**
     * Returns a statement as {@link #decoded} does, by the server's tables.
     *
     * @throws SQLException with the server's message if the bytes are not in the encoding, or have no equivalent
     */
    String decodedByServer(byte[] statement) throws SQLException {
        try (Statement query = connection.driver().createStatement();
                ResultSet row = query.executeQuery(conversion(HexFormat.of().formatHex(statement), effective()))) {
            row.next();
            return row.getString(1);
        }
    }

    private static String conversion(String hex, String encoding) {
        return "SELECT pg_catalog.convert_from(pg_catalog.decode('" + hex + "', 'hex'), '" + encoding + "')";
    }

    private static boolean isUtf8(String encoding) {
        return PgEncoding.charset(encoding).equals(StandardCharsets.UTF_8);
    }

    private static boolean isAscii(byte[] bytes) {
        for (byte b : bytes) {
            if (b < 0) {
                return false;
            }
        }
        return true;
    }
}
