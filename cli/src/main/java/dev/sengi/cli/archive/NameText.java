package dev.sengi.cli.archive;

import dev.sengi.archive.EntryType;
import dev.sengi.archive.TocEntry;
import dev.sengi.cli.output.TextTable;
import dev.sengi.internal.session.BytewiseText;
import java.util.List;

/**
 * Names in readable form. If the archive's encoding is {@code SQL_ASCII}, names are bytes of unknown encoding, shown as
 * UTF-8 if they are valid UTF-8.
 *
 * @param encoding PostgreSQL's name of the archive's encoding
 */
record NameText(String encoding) {
    /** Reads the archive's ENCODING entry. */
    static NameText of(List<TocEntry> entries) {
        for (TocEntry entry : entries) {
            if (entry.type() == EntryType.ENCODING && entry.defn() != null) {
                String[] words = entry.defn().split("'", 3);
                if (words.length == 3) {
                    return new NameText(words[1]);
                }
            }
        }
        return new NameText(BytewiseText.NO_ENCODING);
    }

    /** Returns whether names are bytes of unknown encoding. */
    boolean isBytewise() {
        return encoding.equals(BytewiseText.NO_ENCODING);
    }

    /** Returns the text in readable form; null for null. */
    String of(String text) {
        return isBytewise() ? BytewiseText.readable(text) : text;
    }

    /** Returns a short description of an entry: its kind, schema and name. */
    String of(TocEntry entry) {
        return entry.desc() + " " + nameOf(entry);
    }

    /** Returns an entry's schema and name. */
    String nameOf(TocEntry entry) {
        String schema = entry.namespace() == null || entry.namespace().isEmpty() ? "" : entry.namespace() + ".";
        return TextTable.visible(of(schema + entry.tag()));
    }
}
