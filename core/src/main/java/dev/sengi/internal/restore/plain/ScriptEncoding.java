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
import java.util.Optional;

/**
 * The encoding of a script in a session. The driver sends UTF-8 whatever encoding the script sets, so statements are
 * decoded first, by the server if Java's conversion tables may differ from PostgreSQL's. Each COPY specifies the
 * encoding of its rows.
 *
 * <p>A SQL_ASCII database accepts bytes unchanged. The driver can send them only as {@link BytewiseText}, unless they
 * happen to be valid UTF-8.
 *
 * <p>The server undoes a change of a setting when the transaction is rolled back. A setting of our own, changed with the
 * encoding, shows whether it has.
 */
final class ScriptEncoding {
    private static final String NOT_UTF8 = "bytes that are not UTF-8 need a connection with allowEncodingChanges=true"
            + " if the database is in SQL_ASCII";

    private static final String UTF8 = "UTF8";
    private static final String MARK = "sengi.client_encoding";

    private final RestoreConnection connection;
    private final String server;
    private final String initial;
    private final boolean mayBeBytewise;
    private String name;
    private boolean bytewise;
    /** The encoding before the transaction that has changed it, or null. */
    private String before;

    ScriptEncoding(RestoreConnection connection) throws SQLException {
        this.connection = connection;
        Connection driver = connection.driver();
        server = connection.driver().getParameterStatus("server_encoding");
        initial = SessionEncoding.of(driver).orElse(server);
        mayBeBytewise = BytewiseText.concerns(driver) && BytewiseText.isPermitted(driver);
        change(initial);
    }

    /** Returns the session's encoding before the script sets any. */
    String initial() {
        return initial;
    }

    /** Returns the script's encoding. */
    String name() {
        return name;
    }

    /** Returns a query that fails if the server does not know the encoding or cannot convert from it. */
    static String check(String encoding) {
        return RestoreConnection.decodingQuery(new byte[] {'a'}, encoding);
    }

    /** Returns a query like {@link #check}, and a command that is undone together with the change of the encoding. */
    static String checkAndMark(String encoding, boolean local) {
        return check(encoding) + "; SET " + (local ? "LOCAL " : "") + MARK + " = '" + encoding + "'";
    }

    /** Records that the end of the current transaction may undo the next change. */
    void doubt() {
        before = before == null ? name : before;
    }

    /** Returns whether the end of a transaction may undo a change. */
    boolean isInDoubt() {
        return before != null;
    }

    /** Takes into account that the session has reset all of its settings. */
    void reset() throws SQLException {
        if (connection.server().inTransaction()) {
            doubt();
            connection.server().run(checkAndMark(initial, false));
        }
        changeFromActual(initial);
    }

    /** Takes into account what the end of a transaction, or of a part of it, has undone. */
    void settle() throws SQLException {
        changeFromActual(marked().orElse(before));
        if (!connection.server().inTransaction()) {
            before = null;
            connection.server().run("RESET " + MARK);
        }
    }

    private void changeFromActual(String encoding) throws SQLException {
        bytewise = !UTF8.equals(connection.driver().getParameterStatus("client_encoding"));
        change(encoding);
    }

    private Optional<String> marked() throws SQLException {
        try (Statement query = connection.driver().createStatement();
                ResultSet row = query.executeQuery("SELECT pg_catalog.current_setting('" + MARK + "', true)")) {
            row.next();
            return Optional.ofNullable(row.getString(1)).filter(name -> !name.isEmpty());
        }
    }

    /** Switches to another encoding for the text that follows. */
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

    /** Returns the encoding that a COPY must specify, or null if it is UTF-8, which the session uses. */
    String ofRows() {
        return bytewise || !isUtf8(name) ? name : null;
    }

    /** Returns the bytes as readable text, even if they are not valid UTF-8. */
    static String shown(byte[] bytes) {
        return BytewiseText.readable(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    /** Returns why a statement cannot be sent, or null if it can. */
    String obstacle(byte[] statement) {
        if (!server.equals(BytewiseText.NO_ENCODING) || isAscii(statement)) {
            return null;
        }
        if (MultibyteForm.of(name) != MultibyteForm.ASCII_SAFE) {
            // The server does not accept it from psql either, because it could not determine where characters end.
            return "a database in SQL_ASCII does not accept text in " + name;
        }
        boolean sendable = bytewise || isUtf8(name) || strictly(StandardCharsets.UTF_8, statement) != null;
        return sendable ? null : NOT_UTF8;
    }

    /** Returns the statement in the form that the driver needs, or null if the server must decode it. */
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

    /** SQL_ASCII bytes must be in the database's encoding. */
    private String effective() {
        return name.equals(BytewiseText.NO_ENCODING) ? server : name;
    }

    /** Returns the text, or null if the bytes are not valid in the encoding. */
    private static String strictly(Charset charset, byte[] bytes) {
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /**
     * Returns a statement like {@link #decoded}, using the server's conversion tables.
     *
     * @throws SQLException with the server's message if the bytes are not valid in the encoding or have no equivalent
     */
    String decodedByServer(byte[] statement) throws SQLException {
        return connection.decode(statement, effective());
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
