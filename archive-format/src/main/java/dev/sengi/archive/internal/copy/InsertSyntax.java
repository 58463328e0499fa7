package dev.sengi.archive.internal.copy;

import dev.sengi.archive.TocEntry;
import dev.sengi.archive.internal.charset.EncodingEntry;
import dev.sengi.archive.internal.traits.EntryTraits;
import dev.sengi.archive.internal.traits.EntryTraits.Setting;
import java.util.List;

/**
 * The syntax of an archive's or script's INSERT commands.
 *
 * @param backslashEscapes whether a backslash in a literal escapes the next character
 * @param form of the characters
 */
public record InsertSyntax(boolean backslashEscapes, MultibyteForm form) {

    /** Returns the syntax of an archive, which all of its tables share. */
    public static InsertSyntax of(List<TocEntry> entries) {
        boolean isStandard = entries.stream()
                .anyMatch(entry -> EntryTraits.of(entry).setting() == Setting.STANDARD_STRINGS
                        && entry.defn() != null
                        && entry.defn().contains("'on'"));
        String encoding = EncodingEntry.encoding(entries);
        return new InsertSyntax(!isStandard, encoding == null ? MultibyteForm.ASCII_SAFE : MultibyteForm.of(encoding));
    }
}
