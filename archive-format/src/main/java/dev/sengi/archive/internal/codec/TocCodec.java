package dev.sengi.archive.internal.codec;

import dev.sengi.archive.ArchiveFormatException;
import dev.sengi.archive.ArchiveVersion;
import dev.sengi.archive.EntryType;
import dev.sengi.archive.PgEncoding;
import dev.sengi.archive.Section;
import dev.sengi.archive.TocEntry;
import dev.sengi.archive.internal.charset.EncodingEntry;
import dev.sengi.archive.internal.io.TocReading;
import dev.sengi.archive.internal.traits.EntryTraits;
import dev.sengi.archive.internal.traits.EntryTraits.Setting;
import dev.sengi.archive.internal.traits.Trait;
import dev.sengi.archive.internal.writer.TocSource;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes a table of contents: an Int, the number of entries, followed by the entries.
 *
 * <pre>
 * dumpId        Int    positive
 * hadDumper     Int    0 or 1
 * tableoid      Str    decimal; since 1.8
 * oid           Str    decimal
 * tag           Str
 * desc          Str
 * section       Int    {@link Section#code()}; since 1.11, before that inferred from desc
 * defn          Str
 * dropStmt      Str
 * copyStmt      Str    since 1.3
 * namespace     Str    since 1.6
 * tablespace    Str    since 1.10
 * tableam       Str    since 1.14
 * relkind       Int    a character's code, or 0; since 1.16
 * owner         Str
 * with OIDs     Str    "true" for a table that had such a column, else "false"; since 1.9
 * dependencies  Strs   decimal dump IDs, ended by a null Str; since 1.5, and before 1.8 OIDs
 * extension            what the format adds: see {@link ExtensionReader}
 * </pre>
 *
 * <p>The first entry of an archive is {@code ENCODING}, whose definition names the encoding of all text in the archive.
 * Old archives lack it: their text is read as ISO-8859-1, which loses nothing. Facts: {@code ReadToc} and {@code
 * WriteToc} in PostgreSQL's {@code pg_backup_archiver.c}.
 */
public final class TocCodec {
    private static final String WITH_OIDS = "restoring tables WITH OIDS is not supported anymore";
    private static final int COPY_COMMAND_SINCE = 3;
    private static final int DEPENDENCIES_SINCE = 5;
    private static final int NAMESPACE_SINCE = 6;
    private static final int CATALOG_OID_SINCE = 8;
    private static final int WITH_OIDS_SINCE = 9;
    private static final int TABLESPACE_SINCE = 10;
    private static final int SECTION_SINCE = 11;
    private static final int ACCESS_METHOD_SINCE = 14;
    private static final int RELKIND_SINCE = 16;
    private static final Section[] SECTIONS = Section.values();

    /** Reads what a format adds to an entry. */
    @FunctionalInterface
    public interface ExtensionReader<E> {
        E read(PrimitiveInput in, ArchiveVersion version) throws IOException;
    }

    /** Reads what a format adds to an entry that has been read before. */
    @FunctionalInterface
    public interface ExtensionCheck {
        void read(TocEntry entry) throws IOException;
    }

    /** Writes what a format adds to an entry. */
    @FunctionalInterface
    public interface ExtensionWriter {
        void write(TocEntry entry) throws IOException;
    }

    /**
     * The content of a table of contents.
     *
     * @param entries those {@linkplain TocReading#kept kept}, in the archive's order
     * @param extensions what the format added to each of these
     * @param charset that of the ENCODING entry
     */
    public record Contents<E>(List<TocEntry> entries, List<E> extensions, Charset charset) {}

    private TocCodec() {}

    public static <E> Contents<E> read(PrimitiveInput in, ArchiveVersion version, ExtensionReader<E> extension)
            throws IOException {
        int count = in.readInt();
        if (count < 0) {
            throw in.corrupt("negative number of TOC entries: " + count);
        }
        List<TocEntry> entries = new ArrayList<>();
        List<E> extensions = new ArrayList<>();
        TocText text = new TocText(in, StandardCharsets.ISO_8859_1);
        for (int i = 0; i < count; i++) {
            TocEntry entry = readEntry(in, version, text, true);
            E added = extension.read(in, version);
            Setting setting = EntryTraits.of(entry).setting();
            if (setting == Setting.ENCODING) {
                text = new TocText(in, charset(in, entry));
            } else if (setting == Setting.STANDARD_STRINGS) {
                checkStandardStrings(in, entry);
            }
            if (in.reading().kept().test(entry)) {
                entries.add(entry);
                extensions.add(added);
            }
        }
        in.concerning(0);
        return new Contents<>(List.copyOf(entries), extensions, text.charset());
    }

    /**
     * Returns whether the table of contents that has already been read is repeated at the current position, except for
     * what the extension reads.
     *
     * <p>pg_dump 17 and 18 leave such a copy after the data if their standard output is a file. They intend to fill in
     * the positions of the data in the first table of contents, but the file is open for appending. In the copy,
     * statistics have no definition, not even a null one, because that field is skipped.
     */
    public static boolean readAgain(
            PrimitiveInput in, ArchiveVersion version, Contents<?> contents, ExtensionCheck extension)
            throws IOException {
        in.releaseStrings();
        if (in.readInt() != contents.entries().size()) {
            return false;
        }
        TocText text = new TocText(in, StandardCharsets.ISO_8859_1);
        for (TocEntry expected : contents.entries()) {
            boolean omitted = EntryTraits.of(expected).is(Trait.DEFINED_LATE);
            TocEntry entry = readEntry(in, version, text, !omitted);
            if (!entry.equals(omitted ? expected.toBuilder().defn(null).build() : expected)) {
                return false;
            }
            extension.read(entry);
            if (EntryTraits.of(entry).setting() == Setting.ENCODING) {
                text = new TocText(in, contents.charset());
            }
        }
        return true;
    }

    public static void write(PrimitiveOutput out, TocSource entries, TextEncoder text, ExtensionWriter extension)
            throws IOException {
        out.writeInt(entries.outlines().size());
        for (TocEntry outline : entries.outlines()) {
            TocEntry entry = entries.complete(outline);
            writeEntry(out, entry, text);
            extension.write(entry);
        }
    }

    /** Returns how many bytes of a current archive's table of contents the copy found by {@link #readAgain} omits. */
    public static long unrepeatedLength(Contents<?> contents) {
        long length = 0;
        for (TocEntry entry : contents.entries()) {
            if (EntryTraits.of(entry).is(Trait.DEFINED_LATE)) {
                length += 1 + Integer.BYTES;
                length += entry.defn() == null ? 0 : entry.defn().getBytes(contents.charset()).length;
            }
        }
        return length;
    }

    /** @param hasDefinition whether the entry has a field for the definition */
    private static TocEntry readEntry(PrimitiveInput in, ArchiveVersion version, TocText text, boolean hasDefinition)
            throws IOException {
        in.concerning(0);
        int dumpId = in.readInt();
        if (dumpId <= 0) {
            throw in.corrupt("entry ID " + dumpId + " out of range -- perhaps a corrupt TOC");
        }
        in.concerning(dumpId);
        boolean hadDumper = readFlag(in);
        long tableoid = version.since(CATALOG_OID_SINCE) ? text.readOid() : 0;
        long oid = text.readOid();
        String tag = TocText.required(in, text.read(), "tag");
        String desc = TocText.required(in, text.readRepeated(), "description");
        Section section = version.since(SECTION_SINCE)
                ? readSection(in)
                : EntryTraits.of(EntryType.of(desc)).inferredSection();
        boolean whole = in.reading().whole() || EntryType.of(desc).isSetting();
        String defn = null;
        if (hasDefinition) {
            defn = whole ? text.read() : text.readFirstWord();
        }
        String dropStmt = readStatement(in, text, whole);
        String copyStmt = version.since(COPY_COMMAND_SINCE) ? readStatement(in, text, whole) : null;
        String namespace = version.since(NAMESPACE_SINCE) ? text.readRepeated() : null;
        String tablespace = version.since(TABLESPACE_SINCE) ? text.readRepeated() : null;
        String tableam = version.since(ACCESS_METHOD_SINCE) ? text.readRepeated() : null;
        char relkind = version.since(RELKIND_SINCE) ? readRelkind(in) : 0;
        String owner = text.readRepeated();
        // Archives that do not state this may have tables WITH OIDS, so pg_restore warns of every entry.
        if (!version.since(WITH_OIDS_SINCE) || text.readWithOids()) {
            in.warn(WITH_OIDS);
        }
        List<Integer> dependencies = version.since(DEPENDENCIES_SINCE)
                ? text.readDependencies(!version.since(CATALOG_OID_SINCE))
                : List.of();
        return TocEntry.builder(dumpId)
                .hadDumper(hadDumper)
                .catalogId(tableoid, oid)
                .tag(tag)
                .desc(desc)
                .section(section)
                .defn(defn)
                .dropStmt(dropStmt)
                .copyStmt(copyStmt)
                .namespace(namespace)
                .tablespace(tablespace)
                .tableam(tableam)
                .relkind(relkind)
                .owner(owner)
                .dependencies(dependencies)
                .build();
    }

    private static @Nullable String readStatement(PrimitiveInput in, TocText text, boolean whole) throws IOException {
        if (whole) {
            return text.read();
        }
        in.skipString();
        return null;
    }

    private static void writeEntry(PrimitiveOutput out, TocEntry entry, TextEncoder text) throws IOException {
        out.writeInt(entry.dumpId());
        out.writeInt(entry.hadDumper() ? 1 : 0);
        out.writeStringBytes(text.encode(Long.toString(entry.tableoid())));
        out.writeStringBytes(text.encode(Long.toString(entry.oid())));
        out.writeStringBytes(text.encode(entry.tag()));
        out.writeStringBytes(text.encode(entry.desc()));
        out.writeInt(entry.section().code());
        out.writeStringBytes(text.encode(entry.defn()));
        out.writeStringBytes(text.encode(entry.dropStmt()));
        out.writeStringBytes(text.encode(entry.copyStmt()));
        out.writeStringBytes(text.encode(entry.namespace()));
        out.writeStringBytes(text.encode(entry.tablespace()));
        out.writeStringBytes(text.encode(entry.tableam()));
        out.writeInt(entry.relkind());
        out.writeStringBytes(text.encode(entry.owner()));
        out.writeStringBytes(text.encode("false"));
        for (int dependency : entry.dependencies()) {
            out.writeStringBytes(text.encode(Integer.toString(dependency)));
        }
        out.writeStringBytes(null);
    }

    private static boolean readFlag(PrimitiveInput in) throws IOException {
        long start = in.position();
        int value = in.readInt();
        if (value != 0 && value != 1) {
            in.irregular(start, "invalid flag for whether the entry has data: " + value);
        }
        return value != 0;
    }

    private static Section readSection(PrimitiveInput in) throws IOException {
        int code = in.readInt();
        for (Section section : SECTIONS) {
            if (section.code() == code) {
                return section;
            }
        }
        throw in.corrupt("unrecognized section code: " + code);
    }

    private static char readRelkind(PrimitiveInput in) throws IOException {
        int relkind = in.readInt();
        if (relkind < 0 || relkind > 0xff) {
            throw in.corrupt("unrecognized relation kind: " + relkind);
        }
        return (char) relkind;
    }

    private static Charset charset(PrimitiveInput in, TocEntry entry) throws IOException {
        String encoding = EncodingEntry.quoted(entry).orElseThrow(() -> invalid(in, entry));
        return PgEncoding.find(encoding).orElseThrow(() -> in.corrupt("unrecognized encoding \"" + encoding + "\""));
    }

    private static void checkStandardStrings(PrimitiveInput in, TocEntry entry) throws IOException {
        String value = EncodingEntry.quoted(entry).orElse("");
        if (!value.equals("on") && !value.equals("off")) {
            throw invalid(in, entry);
        }
    }

    private static ArchiveFormatException invalid(PrimitiveInput in, TocEntry setting) {
        return in.corrupt("invalid " + setting.desc() + " item: "
                + String.valueOf(setting.defn()).stripTrailing());
    }
}
