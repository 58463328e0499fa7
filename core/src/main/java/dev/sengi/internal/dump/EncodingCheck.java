package dev.sengi.internal.dump;

import dev.sengi.SengiException;
import dev.sengi.archive.PgEncoding;
import dev.sengi.archive.TocEntry;
import dev.sengi.internal.catalog.DatabaseFacts;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/** Rejects a dump if its encoding lacks a character of a name or definition, as the server does for pg_dump. */
final class EncodingCheck {
    private final DatabaseFacts facts;
    private final CharsetEncoder encoder;
    private final String query;

    private EncodingCheck(DatabaseFacts facts, Charset charset, String query) {
        this.facts = facts;
        this.query = query;
        this.encoder = charset.newEncoder();
    }

    /**
     * Checks the texts of entries.
     *
     * @throws SengiException with the server's message, for the first character that the encoding lacks
     */
    static void check(List<TocEntry> entries, DatabaseFacts facts) {
        Charset charset = facts.charset();
        if (facts.isConvertedForStorage() || charset.equals(StandardCharsets.UTF_8)) {
            return;
        }
        EncodingCheck check = new EncodingCheck(facts, charset, null);
        for (TocEntry entry : entries) {
            check.text(entry.namespace());
            check.text(entry.tag());
            check.text(entry.owner());
            check.text(entry.tablespace());
            check.text(entry.tableam());
            check.text(entry.defn());
            check.text(entry.dropStmt());
            check.text(entry.copyStmt());
        }
    }

    /**
     * Returns a writer in the dump's encoding that throws a {@link SengiException} with the server's message for a
     * character that the encoding lacks.
     *
     * @param query the query that the error names
     */
    static Writer writer(OutputStream stream, DatabaseFacts facts, String query) {
        Charset charset = facts.charset();
        Writer writer = new OutputStreamWriter(stream, charset.newEncoder());
        if (charset.equals(StandardCharsets.UTF_8)) {
            return writer;
        }
        EncodingCheck check = new EncodingCheck(facts, charset, query);
        return new FilterWriter(writer) {
            @Override
            public void write(int c) throws IOException {
                // The encoder checks both halves of a surrogate pair together.
                if (!Character.isSurrogate((char) c)) {
                    check.text(Character.toString(c));
                }
                super.write(c);
            }

            @Override
            public void write(char[] text, int offset, int length) throws IOException {
                check.text(new String(text, offset, length));
                super.write(text, offset, length);
            }

            @Override
            public void write(String text, int offset, int length) throws IOException {
                check.text(text.substring(offset, offset + length));
                super.write(text, offset, length);
            }
        };
    }

    private void text(String text) {
        if (text == null || encoder.canEncode(text)) {
            return;
        }
        text.codePoints()
                .mapToObj(Character::toString)
                .filter(character -> !encoder.canEncode(character))
                .findFirst()
                .ifPresent(character -> {
                    throw lacking(character);
                });
    }

    private SengiException lacking(String character) {
        if (!PgEncoding.isReadable(facts.encoding())) {
            return new SengiException("could not convert \"" + character + "\" to encoding \"" + facts.encoding()
                    + "\": Java has no such charset");
        }
        byte[] bytes = character.getBytes(PgEncoding.charset(facts.databaseEncoding()));
        String sequence =
                HexFormat.of().formatHex(bytes).replaceAll("..", " 0x$0").strip();
        String message = "query failed: ERROR:  character with byte sequence " + sequence + " in encoding \""
                + facts.databaseEncoding() + "\" has no equivalent in encoding \"" + facts.encoding() + "\"";
        return query == null
                ? new SengiException(message)
                : new SengiException(message, List.of("Query was: " + query), null, null);
    }
}
