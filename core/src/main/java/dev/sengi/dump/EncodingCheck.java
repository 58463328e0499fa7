package dev.sengi.dump;

import dev.sengi.SengiException;
import dev.sengi.archive.PgEncoding;
import dev.sengi.archive.TocEntry;
import dev.sengi.catalog.DatabaseFacts;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/** Refuses a dump in an encoding that lacks a character of a name or a definition, as the server does for pg_dump. */
final class EncodingCheck {
    private final DatabaseFacts facts;
    private final CharsetEncoder encoder;

    private EncodingCheck(DatabaseFacts facts, Charset charset) {
        this.facts = facts;
        this.encoder = charset.newEncoder();
    }

    /**
     * Checks the texts of entries.
     *
     * @throws SengiException with the server's message, for the first character that is lacking
     */
    static void check(List<TocEntry> entries, DatabaseFacts facts) {
        Charset charset = facts.charset();
        if (facts.isStoredOtherwise() || charset.equals(StandardCharsets.UTF_8)) {
            return;
        }
        EncodingCheck check = new EncodingCheck(facts, charset);
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
        byte[] bytes = character.getBytes(PgEncoding.charset(facts.databaseEncoding()));
        String sequence =
                HexFormat.of().formatHex(bytes).replaceAll("..", " 0x$0").strip();
        return new SengiException("query failed: ERROR:  character with byte sequence " + sequence + " in encoding \""
                + facts.databaseEncoding() + "\" has no equivalent in encoding \"" + facts.encoding() + "\"");
    }
}
