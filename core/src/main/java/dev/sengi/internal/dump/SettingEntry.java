package dev.sengi.internal.dump;

import dev.sengi.archive.Section;
import dev.sengi.archive.TocEntry;
import dev.sengi.internal.catalog.DatabaseFacts;
import dev.sengi.internal.ddl.Quoting;
import java.util.List;

/** An entry that makes a setting of the session that restores. Every archive begins with such entries. */
public record SettingEntry(String desc, String defn) {

    /** Returns the settings with which a dump is restored, in the order of their entries. */
    public static List<SettingEntry> of(DatabaseFacts facts) {
        String onOff = facts.standardStrings() ? "on" : "off";
        return List.of(
                new SettingEntry("ENCODING", "SET client_encoding = " + Quoting.literal(facts.encoding()) + ";\n"),
                new SettingEntry("STDSTRINGS", "SET standard_conforming_strings = '" + onOff + "';\n"),
                new SettingEntry("SEARCHPATH", "SELECT pg_catalog.set_config('search_path', '', false);\n"));
    }

    /** Completes the entry, which has a dump ID. */
    public TocEntry.Builder complete(TocEntry.Builder entry) {
        return entry.tag(desc).desc(desc).section(Section.PRE_DATA).defn(defn);
    }
}
