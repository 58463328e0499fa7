package dev.sengi.internal.restore.database;

import dev.sengi.archive.PgEncoding;
import dev.sengi.internal.perform.SqlCommand;
import dev.sengi.internal.plan.ArchiveSettings;
import dev.sengi.internal.session.BytewiseText;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;

/**
 * Converts an archive's text to the form that the driver needs.
 *
 * <p>If the archive or the database is in SQL_ASCII, the server converts no bytes. The driver, which uses UTF-8, gets
 * the text that the server will convert to the archive's bytes, or a {@link BytewiseText}.
 *
 * <p>Servers that no longer know {@code standard_conforming_strings = off} get {@link EscapedLiterals}.
 *
 * @param serverEncoding PostgreSQL's name for the database's encoding
 * @param bytewise whether the session's text is bytewise
 * @param marksEscapes whether the server misreads the archive's plain literals
 * @param conversion used for encodings that Java lacks
 */
record ServerText(
        ArchiveSettings archive, String serverEncoding, boolean bytewise, boolean marksEscapes, Conversion conversion) {
    private static final char REPLACEMENT = '\uFFFD';

    /** The server's conversion of an archive's bytes. */
    @FunctionalInterface
    interface Conversion {
        /** @throws SQLException with the server's message if the bytes are not valid in the encoding */
        String decode(byte[] bytes, String encoding) throws SQLException;
    }

    /** Thrown for text that has lost some of its bytes. */
    @SuppressWarnings("serial") // It never leaves the restore.
    static final class UnreadableText extends RuntimeException {
        UnreadableText(String message) {
            super(message);
        }
    }

    /**
     * Returns the command in the form to send.
     *
     * @throws UnreadableText if no form is equivalent to the archive's bytes
     */
    SqlCommand of(SqlCommand command) {
        SqlCommand encoded = encoded(command);
        return marksEscapes ? encoded.sentAs(EscapedLiterals.mark(encoded.sent())) : encoded;
    }

    private SqlCommand encoded(SqlCommand command) {
        if (isAscii(command.text())) {
            return command;
        }
        requireReadable(command);
        byte[] bytes = command.text().getBytes(archive.charset());
        if (bytewise) {
            return command.sentAs(new String(bytes, StandardCharsets.ISO_8859_1));
        }
        boolean unchanged = archive.encoding().equals(BytewiseText.NO_ENCODING);
        if (!unchanged) {
            return PgEncoding.isReadable(archive.encoding()) ? command : converted(command, bytes);
        }
        Charset charset = serverEncoding.equals(BytewiseText.NO_ENCODING)
                ? StandardCharsets.UTF_8
                : PgEncoding.charset(serverEncoding);
        // The server's part of an error message is text, so the command must be text, too.
        SqlCommand readable = command.shownAs(BytewiseText.readable(command.text()));
        try {
            return readable.sentAs(
                    charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            return readable.sentAs(complaint(bytes));
        }
    }

    /** Rejects text that has lost some of its bytes, because the server would accept it unchanged. */
    private void requireReadable(SqlCommand command) {
        boolean replaced = command.text().codePoints().anyMatch(c -> c == REPLACEMENT || isLoneSurrogate(c));
        // If the encoding can represent it, it is an ordinary character.
        if (replaced && !archive.charset().newEncoder().canEncode(command.text())) {
            throw new UnreadableText("the text is not valid in the archive's encoding " + archive.encoding());
        }
    }

    private static boolean isLoneSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    private SqlCommand converted(SqlCommand command, byte[] bytes) {
        try {
            String text = conversion.decode(bytes, archive.encoding());
            return command.sentAs(text).shownAs(text);
        } catch (SQLException e) {
            return command.sentAs(RestoreConnection.decodingQuery(bytes, archive.encoding()));
        }
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    /** Returns a query that fails with the server's error for bytes that are invalid in its encoding. */
    private String complaint(byte[] bytes) {
        String encoding = serverEncoding.equals(BytewiseText.NO_ENCODING) ? "UTF8" : serverEncoding;
        return RestoreConnection.decodingQuery(bytes, encoding);
    }
}
