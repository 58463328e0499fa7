package dev.sengi.internal.plan;

import dev.sengi.SengiException;
import dev.sengi.archive.PgEncoding;
import dev.sengi.archive.TocEntry;
import dev.sengi.archive.internal.traits.EntryTraits;
import dev.sengi.internal.session.BytewiseText;
import java.nio.charset.Charset;
import java.util.List;

/**
 * The session settings that an archive's special entries require for its restore. Immutable.
 *
 * @param encoding PostgreSQL's name of the encoding that definitions and data are in
 * @param standardStrings whether backslashes in literals are ordinary characters
 * @param searchPath the statement that sets the search path, or null if the archive does not contain it
 */
public record ArchiveSettings(String encoding, boolean standardStrings, String searchPath) {

    /** The defaults for archives without these entries. */
    private static final ArchiveSettings DEFAULTS = new ArchiveSettings(BytewiseText.NO_ENCODING, false, null);

    /** Reads the entries ENCODING, STDSTRINGS and SEARCHPATH. */
    public static ArchiveSettings of(List<TocEntry> entries) {
        ArchiveSettings settings = DEFAULTS;
        for (TocEntry entry : entries) {
            settings = switch (EntryTraits.of(entry).setting()) {
                case ENCODING -> new ArchiveSettings(quoted(entry), settings.standardStrings, settings.searchPath);
                case STANDARD_STRINGS -> new ArchiveSettings(settings.encoding, isOn(entry), settings.searchPath);
                case SEARCH_PATH -> new ArchiveSettings(settings.encoding, settings.standardStrings, entry.defn());
                case NONE -> settings;
            };
        }
        return settings;
    }

    /** Returns whether the archive's text is bytes without an encoding. */
    public boolean isBytewise() {
        return encoding.equals(BytewiseText.NO_ENCODING);
    }

    /** Returns Java's charset for {@link #encoding()}. */
    public Charset charset() {
        return PgEncoding.find(encoding)
                .orElseThrow(() -> new SengiException("unrecognized encoding \"" + encoding + "\""));
    }

    private static boolean isOn(TocEntry entry) {
        return switch (quoted(entry)) {
            case "on" -> true;
            case "off" -> false;
            default -> throw invalid(entry);
        };
    }

    private static String quoted(TocEntry entry) {
        String defn = entry.defn() == null ? "" : entry.defn();
        int start = defn.indexOf('\'');
        int end = defn.indexOf('\'', start + 1);
        if (start < 0 || end < 0) {
            throw invalid(entry);
        }
        return defn.substring(start + 1, end);
    }

    private static SengiException invalid(TocEntry entry) {
        String defn = entry.defn() == null ? "" : entry.defn().stripTrailing();
        return new SengiException("invalid " + entry.desc() + " item: " + defn);
    }
}
