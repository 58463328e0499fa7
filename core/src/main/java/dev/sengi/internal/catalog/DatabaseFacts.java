package dev.sengi.internal.catalog;

import dev.sengi.archive.PgEncoding;
import dev.sengi.internal.session.BytewiseText;
import dev.sengi.internal.session.SnapshotTransaction;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * What the session says of the server and the database.
 *
 * @param serverVersion {@code server_version} to the letter
 * @param serverMajor 9 for 9.6
 * @param encoding PostgreSQL's name of the encoding of the dump
 * @param databaseEncoding that of the encoding of the database
 * @param bytewise whether the session's text is a {@link BytewiseText}
 * @param standardStrings whether {@code standard_conforming_strings} is on
 * @param superuser whether the dumping role is a superuser
 */
public record DatabaseFacts(
        String dbname,
        String serverVersion,
        int serverMajor,
        String encoding,
        String databaseEncoding,
        boolean bytewise,
        boolean standardStrings,
        boolean superuser) {

    /** Returns what a session has been told. */
    public static DatabaseFacts of(SnapshotTransaction.ServerFacts server) {
        return new DatabaseFacts(
                server.dbname(),
                server.version(),
                server.major(),
                server.encoding(),
                server.databaseEncoding(),
                server.bytewise(),
                server.standardStrings(),
                server.superuser());
    }

    /** Returns whether the dump's bytes are the database's own, without an encoding. */
    public boolean isUnencoded() {
        return encoding.equals(BytewiseText.NO_ENCODING);
    }

    /** Returns the charset that makes the bytes of the dump of the session's text. */
    public Charset charset() {
        if (bytewise) {
            return StandardCharsets.ISO_8859_1;
        }
        if (!isUnencoded()) {
            // What Java has no charset for, it can write ASCII of, and must refuse the rest.
            return PgEncoding.isReadable(encoding) ? PgEncoding.charset(encoding) : StandardCharsets.US_ASCII;
        }
        // A session that is not bytewise takes bytes without an encoding for UTF-8.
        return databaseEncoding.equals(BytewiseText.NO_ENCODING)
                ? StandardCharsets.UTF_8
                : PgEncoding.charset(databaseEncoding);
    }

    /**
     * Returns the session's text, which may be null, as an archive in the dump's encoding has it.
     *
     * @throws dev.sengi.SengiException where it is not in that encoding
     */
    public String stored(String text) {
        if (text == null || !isStoredOtherwise()) {
            return text;
        }
        return bytewise
                ? BytewiseText.in(encoding, text)
                : new String(text.getBytes(charset()), PgEncoding.charset(encoding));
    }

    /** Returns whether the text of an archive is another than the session's. */
    public boolean isStoredOtherwise() {
        return bytewise || isUnencoded();
    }
}
