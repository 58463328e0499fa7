package dev.sengi.archive.internal.charset;

import dev.sengi.archive.PgEncoding;
import dev.sengi.archive.TocEntry;
import dev.sengi.archive.internal.traits.EntryTraits;
import dev.sengi.archive.internal.traits.EntryTraits.Setting;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The entry that names the encoding of an archive's text and data. */
public final class EncodingEntry {
    private EncodingEntry() {}

    /** Returns the value that a setting's definition quotes; empty if it quotes none. */
    public static Optional<String> quoted(TocEntry setting) {
        String definition = setting.defn() == null ? "" : setting.defn();
        int start = definition.indexOf('\'') + 1;
        int end = definition.indexOf('\'', start);
        return start > 0 && end >= 0 ? Optional.of(definition.substring(start, end)) : Optional.empty();
    }

    /** Returns the charset of the encoding that the entry names, or ISO-8859-1 if no entry names one. */
    public static Charset charset(List<TocEntry> entries) {
        String name = encoding(entries);
        return name == null ? StandardCharsets.ISO_8859_1 : PgEncoding.charset(name);
    }

    /** Returns PostgreSQL's name of the encoding that the entry names, or null if there is no such entry. */
    public static @Nullable String encoding(List<TocEntry> entries) {
        for (TocEntry entry : entries) {
            if (EntryTraits.of(entry).setting() == Setting.ENCODING && entry.defn() != null) {
                return quoted(entry).orElse("");
            }
        }
        return null;
    }
}
