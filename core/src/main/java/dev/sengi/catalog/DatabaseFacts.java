package dev.sengi.catalog;

import dev.sengi.archive.PgEncoding;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * What the session says of the server and the database.
 *
 * @param serverVersion {@code server_version} to the letter
 * @param serverMajor 9 for 9.6
 * @param encoding PostgreSQL's name of the encoding of the dump
 * @param databaseEncoding that of the encoding of the database
 * @param standardStrings whether {@code standard_conforming_strings} is on
 * @param superuser whether the dumping role is a superuser
 */
public record DatabaseFacts(
        String dbname,
        String serverVersion,
        int serverMajor,
        String encoding,
        String databaseEncoding,
        boolean standardStrings,
        boolean superuser) {

    private static final String NO_ENCODING = "SQL_ASCII";

    /** Returns whether the dump's bytes are the database's own, without an encoding. */
    public boolean isUnencoded() {
        return encoding.equals(NO_ENCODING);
    }

    /** Returns the charset that makes the bytes of the dump of the session's text. */
    public Charset charset() {
        if (!isUnencoded()) {
            return PgEncoding.charset(encoding);
        }
        // From a database without an encoding, too, the session takes bytes for UTF-8.
        return databaseEncoding.equals(NO_ENCODING) ? StandardCharsets.UTF_8 : PgEncoding.charset(databaseEncoding);
    }

    /** Returns the text, which may be null, with a character for each byte, where the dump has no encoding. */
    public String stored(String text) {
        return text == null || !isUnencoded()
                ? text
                : new String(text.getBytes(charset()), StandardCharsets.ISO_8859_1);
    }
}
