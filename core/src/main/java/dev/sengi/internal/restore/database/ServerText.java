package dev.sengi.internal.restore.database;

import dev.sengi.archive.PgEncoding;
import dev.sengi.internal.plan.ArchiveSettings;
import dev.sengi.internal.plan.SqlCommand;
import dev.sengi.internal.session.BytewiseText;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * An archive's text as the driver takes it for the server.
 *
 * <p>Where archive or database are in SQL_ASCII the server changes no bytes. The driver, which speaks UTF-8, is given
 * what the server turns into those bytes, or a {@link BytewiseText}.
 *
 * @param serverEncoding PostgreSQL's name of the database's encoding
 * @param bytewise whether the session's text is bytewise
 */
record ServerText(ArchiveSettings archive, String serverEncoding, boolean bytewise) {

    /** Returns the command as it is to be sent. */
    SqlCommand of(SqlCommand command) {
        if (isAscii(command.text())) {
            return command;
        }
        byte[] bytes = command.text().getBytes(archive.charset());
        if (bytewise) {
            return command.sentAs(new String(bytes, StandardCharsets.ISO_8859_1));
        }
        boolean unchanged = archive.encoding().equals(BytewiseText.NO_ENCODING);
        if (!unchanged) {
            return command;
        }
        Charset charset = serverEncoding.equals(BytewiseText.NO_ENCODING)
                ? StandardCharsets.UTF_8
                : PgEncoding.charset(serverEncoding);
        try {
            return command.sentAs(
                    charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            return command.sentAs(complaint(bytes));
        }
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    /** Returns a query that fails as the server does where bytes are not in its encoding. */
    private String complaint(byte[] bytes) {
        String encoding = serverEncoding.equals(BytewiseText.NO_ENCODING) ? "UTF8" : serverEncoding;
        return "SELECT pg_catalog.convert_from(pg_catalog.decode('"
                + HexFormat.of().formatHex(bytes) + "', 'hex'), '" + encoding + "')";
    }
}
