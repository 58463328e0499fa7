package dev.sengi.archive;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;

/**
 * A small archive that uses every feature of the format, written by the project's own writer. Its data are arbitrary
 * bytes, so no entry has a COPY command.
 */
public final class SampleArchive {
    public static final ArchiveHeader HEADER = ArchiveHeader.builder(ArchiveFormat.CUSTOM)
            .created(LocalDateTime.of(2026, 1, 2, 3, 4, 5))
            .summerTime(SummerTime.NO)
            .dbname("größe")
            .serverVersion("18.6 (Distribution 18.6-1)")
            .dumpVersion("18.6")
            .build();

    public static final TocEntry ENCODING = TocEntry.builder(1)
            .tag("ENCODING")
            .desc("ENCODING")
            .defn("SET client_encoding = 'UTF8';\n")
            .build();

    public static final TocEntry TABLE = TocEntry.builder(2)
            .catalogId(1259, 4_294_967_295L)
            .tag("Straße")
            .desc("TABLE")
            .defn("CREATE TABLE \"Straße\" (a text);\n")
            .dropStmt("")
            .namespace("public")
            .tablespace("")
            .tableam("heap")
            .relkind('r')
            .owner("")
            .dependencies(List.of(7, 4711))
            .build();

    public static final TocEntry ROWS = data(3, "TABLE DATA", "Straße");
    public static final TocEntry NO_ROWS = data(4, "TABLE DATA", "empty");
    public static final TocEntry OBJECTS = data(5, "BLOBS", "1..4294967295");
    public static final TocEntry CONSTRAINT = TocEntry.builder(6)
            .tag("Straße k")
            .desc("CONSTRAINT")
            .section(Section.POST_DATA)
            .build();

    public static final List<TocEntry> ENTRIES = List.of(ENCODING, TABLE, ROWS, NO_ROWS, OBJECTS, CONSTRAINT);

    private SampleArchive() {}

    private static TocEntry data(int dumpId, String desc, String tag) {
        return TocEntry.builder(dumpId)
                .hadDumper(true)
                .tag(tag)
                .desc(desc)
                .section(Section.DATA)
                .dependencies(List.of(2))
                .build();
    }

    /** Writes the archive with that many bytes of table data, and as many in a large object. */
    public static void write(ArchiveWriter writer, int size) throws IOException {
        writer.begin(HEADER, ENTRIES);
        try (OutputStream rows = writer.openData(ROWS)) {
            rows.write(rows(size));
        }
        writer.openData(NO_ROWS).close();
        try (ArchiveWriter.LargeObjectOutput objects = writer.openLargeObjects(OBJECTS)) {
            writeObject(objects, 1, rows(size));
            writeObject(objects, 0x8000_0000L, new byte[0]);
            writeObject(objects, 0xffff_ffffL, new byte[] {0, 1, 2, -1});
        }
        writer.finish();
    }

    private static void writeObject(ArchiveWriter.LargeObjectOutput objects, long oid, byte[] content)
            throws IOException {
        try (OutputStream object = objects.next(oid)) {
            object.write(content);
        }
    }

    public static byte[] seekable(Compression compression, int size) throws IOException {
        InMemoryChannel channel = new InMemoryChannel();
        try (ArchiveWriter writer = ArchiveWriter.create(channel, ArchiveFormat.CUSTOM, compression)) {
            write(writer, size);
        }
        return channel.bytes();
    }

    public static byte[] unseekable(Compression compression, int size) throws IOException {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        try (ArchiveWriter writer = ArchiveWriter.create(stream, ArchiveFormat.CUSTOM, compression)) {
            write(writer, size);
        }
        return stream.toByteArray();
    }

    public static ArchiveContent readSeekable(byte... bytes) throws IOException {
        try (Archive archive = Archive.open(new InMemoryChannel(bytes))) {
            return ArchiveContent.read(archive);
        }
    }

    public static ArchiveContent readUnseekable(byte... bytes) throws IOException {
        try (Archive archive = Archive.open(new ByteArrayInputStream(bytes))) {
            return ArchiveContent.read(archive);
        }
    }

    /** Returns rows of text that are compressible, but not trivially so. */
    public static byte[] rows(int size) {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; rows.length() < size; i++) {
            rows.append(i)
                    .append("\trow ")
                    .append(Integer.toHexString(i * 0x9E3779B1))
                    .append('\n');
        }
        rows.setLength(size);
        return rows.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
