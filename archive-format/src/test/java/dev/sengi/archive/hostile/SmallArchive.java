package dev.sengi.archive.hostile;

import dev.sengi.archive.ArchiveFormat;
import dev.sengi.archive.ArchiveHeader;
import dev.sengi.archive.ArchiveWriter;
import dev.sengi.archive.Section;
import dev.sengi.archive.SummerTime;
import dev.sengi.archive.TocEntry;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;

/** The content of archives to damage: little, but with an example of everything. */
final class SmallArchive {
    /** Bytes of the last entry, shortly before its end. */
    static final String END_OF_TOC = "false\0\1\0\0\0" + "5";

    private static final ArchiveHeader HEADER = ArchiveHeader.builder(ArchiveFormat.CUSTOM)
            .created(LocalDateTime.of(2026, 1, 2, 3, 4, 5))
            .summerTime(SummerTime.NO)
            .dbname("db")
            .serverVersion("18.6")
            .dumpVersion("18.6")
            .build();

    private static final TocEntry PERSON_ROWS = rows(7, "person", "COPY app.person (id, name) FROM stdin;\n", 5);
    private static final TocEntry NOTE_ROWS = rows(8, "note", "COPY app.note (text) FROM stdin;\n", 6);
    private static final TocEntry OBJECTS = TocEntry.builder(10)
            .hadDumper(true)
            .tag("1001..4000000000")
            .desc("BLOBS")
            .section(Section.DATA)
            .owner("ann")
            .dependencies(List.of(9))
            .build();

    private static final List<TocEntry> ENTRIES = List.of(
            special(1, "ENCODING", "SET client_encoding = 'UTF8';\n"),
            special(2, "STDSTRINGS", "SET standard_conforming_strings = 'on';\n"),
            special(3, "SEARCHPATH", "SELECT pg_catalog.set_config('search_path', '', false);\n"),
            TocEntry.builder(4)
                    .catalogId(2615, 16385)
                    .tag("app")
                    .desc("SCHEMA")
                    .section(Section.PRE_DATA)
                    .defn("CREATE SCHEMA app;\n")
                    .dropStmt("DROP SCHEMA app;\n")
                    .owner("ann")
                    .build(),
            table(5, "person", "CREATE TABLE app.person (id integer, name text);\n"),
            table(6, "note", "CREATE TABLE app.note (text text);\n"),
            PERSON_ROWS,
            NOTE_ROWS,
            TocEntry.builder(9)
                    .catalogId(2613, 1001)
                    .tag("1001..4000000000")
                    .desc("BLOB METADATA")
                    .section(Section.DATA)
                    .defn("1001\n4000000000\n")
                    .dropStmt("-- dummy")
                    .owner("ann")
                    .build(),
            OBJECTS,
            TocEntry.builder(11)
                    .tag("TABLE person")
                    .desc("COMMENT")
                    .section(Section.NONE)
                    .defn("COMMENT ON TABLE app.person IS 'é';\n")
                    .namespace("app")
                    .owner("ann")
                    .dependencies(List.of(5))
                    .build());

    private SmallArchive() {}

    private static TocEntry special(int dumpId, String desc, String defn) {
        return TocEntry.builder(dumpId)
                .tag(desc)
                .desc(desc)
                .section(Section.PRE_DATA)
                .defn(defn)
                .build();
    }

    private static TocEntry table(int dumpId, String name, String defn) {
        return TocEntry.builder(dumpId)
                .catalogId(1259, 16385 + dumpId)
                .tag(name)
                .desc("TABLE")
                .section(Section.PRE_DATA)
                .defn(defn)
                .dropStmt("DROP TABLE app." + name + ";\n")
                .namespace("app")
                .tablespace("")
                .tableam("heap")
                .relkind('r')
                .owner("ann")
                .dependencies(List.of(4))
                .build();
    }

    private static TocEntry rows(int dumpId, String table, String copyStmt, int tableId) {
        return TocEntry.builder(dumpId)
                .hadDumper(true)
                .catalogId(1259, 16385 + tableId)
                .tag(table)
                .desc("TABLE DATA")
                .section(Section.DATA)
                .copyStmt(copyStmt)
                .namespace("app")
                .owner("ann")
                .dependencies(List.of(tableId))
                .build();
    }

    static void write(ArchiveWriter writer) throws IOException {
        writer.begin(HEADER, ENTRIES);
        try (OutputStream rows = writer.openData(PERSON_ROWS)) {
            write(rows, "1\tZoë Ågren\n");
            write(rows, "2\t\\N\n");
            write(rows, "3\tback\\\\slash, tab\\t, Zoë Ågren again\n");
            write(rows, "\\.\n\n\n");
        }
        try (OutputStream rows = writer.openData(NOTE_ROWS)) {
            write(rows, "\\.\n\n\n");
        }
        try (ArchiveWriter.LargeObjectOutput objects = writer.openLargeObjects(OBJECTS)) {
            try (OutputStream object = objects.next(1001)) {
                write(object, "large object, large object\n".repeat(2));
            }
            objects.next(4_000_000_000L).close();
        }
        writer.finish();
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
