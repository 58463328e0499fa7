package dev.sengi.internal.catalog;

import dev.sengi.SengiException;
import dev.sengi.SengiVersion;
import dev.sengi.archive.PgEncoding;
import dev.sengi.internal.session.BytewiseText;
import dev.sengi.internal.session.ServerFacts;
import dev.sengi.internal.text.NativeText;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * What the session reports about the server and the database.
 *
 * @param serverVersion {@code server_version}, verbatim
 * @param serverMajor 9 for 9.6
 * @param encoding PostgreSQL's name for the dump's encoding
 * @param databaseEncoding PostgreSQL's name for the database's encoding
 * @param bytewise whether the session's text is a {@link BytewiseText}
 * @param standardStrings whether {@code standard_conforming_strings} is on
 */
public record DatabaseFacts(
        String serverVersion,
        int serverMajor,
        String encoding,
        String databaseEncoding,
        boolean bytewise,
        boolean standardStrings) {

    /** Returns the facts that a session has read. */
    public static DatabaseFacts of(ServerFacts server) {
        return new DatabaseFacts(
                server.version(),
                server.major(),
                server.encoding(),
                server.databaseEncoding(),
                server.bytewise(),
                server.standardStrings());
    }

    /** Returns what the dump contains instead of the version of pg_dump. */
    public String dumpVersion() {
        return SengiVersion.dumpVersion(serverMajor);
    }

    /**
     * Returns whether pg_dump writes the database's settings and labels as literals that do not depend on {@code
     * standard_conforming_strings}: since 19, the setting has only one value.
     */
    public boolean marksEscapes() {
        return serverMajor < 19;
    }

    /**
     * Returns whether a dump for pg_upgrade relies on the files of {@code pg_largeobject_metadata}, which the new server
     * takes over, and contains large objects' rows of {@code pg_shdepend}: since 19. Before, it creates large objects.
     */
    public boolean upgradesLargeObjectsByFile() {
        return serverMajor >= 19;
    }

    /** Returns whether the dump's bytes are the database's own, without an encoding. */
    public boolean isUnencoded() {
        return encoding.equals(BytewiseText.NO_ENCODING);
    }

    /** Returns the charset that turns the session's text into the dump's bytes. */
    public Charset charset() {
        if (bytewise) {
            return StandardCharsets.ISO_8859_1;
        }
        if (!isUnencoded()) {
            // If Java lacks a charset for the encoding, only ASCII can be written, and other text must be rejected.
            return PgEncoding.isReadable(encoding) ? PgEncoding.charset(encoding) : StandardCharsets.US_ASCII;
        }
        // A session that is not bytewise treats bytes without an encoding as UTF-8.
        if (databaseEncoding.equals(BytewiseText.NO_ENCODING)) {
            return StandardCharsets.UTF_8;
        }
        return PgEncoding.isReadable(databaseEncoding)
                ? PgEncoding.charset(databaseEncoding)
                : StandardCharsets.US_ASCII;
    }

    /**
     * Returns the session's text, which may be null, as an archive in the dump's encoding stores it.
     *
     * @throws dev.sengi.SengiException if the text is not valid in that encoding
     */
    public String stored(String text) {
        if (text == null || !isConvertedForStorage()) {
            return text;
        }
        if (bytewise) {
            return BytewiseText.in(encoding, text);
        }
        if (charset().equals(StandardCharsets.US_ASCII)
                && !charset().newEncoder().canEncode(text)) {
            throw new SengiException("Java has no charset for the database's encoding " + databaseEncoding
                    + ", so only ASCII can be dumped without an encoding: " + text.strip());
        }
        return new String(text.getBytes(charset()), PgEncoding.charset(encoding));
    }

    /** Returns whether an archive stores text differently from the session. */
    public boolean isConvertedForStorage() {
        return bytewise || isUnencoded();
    }

    /**
     * Converts a database's name from the session's text to its form in a connection string: the server compares it
     * with the catalog's bytes, whatever encoding the client uses.
     */
    public String connectable(String dbname) {
        if (bytewise) {
            return NativeText.decode(dbname.getBytes(StandardCharsets.ISO_8859_1));
        }
        boolean isKnown = !databaseEncoding.equals(BytewiseText.NO_ENCODING) && PgEncoding.isReadable(databaseEncoding);
        return isKnown ? NativeText.decode(dbname.getBytes(PgEncoding.charset(databaseEncoding))) : dbname;
    }
}
