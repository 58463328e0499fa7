package dev.sengi.internal.restore;

import dev.sengi.archive.ArchiveBytes;
import dev.sengi.archive.ArchiveFormat;
import dev.sengi.archive.Section;
import dev.sengi.archive.TarBytes;
import dev.sengi.archive.TocEntry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** The contents of old archives: everything that existed only up to some version, and a little of the rest. */
final class OldArchive {
    private static final int COMMENTS_DEPEND_SINCE = 11;
    private static final int METADATA_SINCE = 16;
    /** The version of PostgreSQL 9.0 to 10; the magic changed in 9.2. */
    private static final int OLD_MAGIC_UNTIL = 12;

    private static final int TABLE_DATA = 12;
    private static final int BLOBS = 14;
    private static final int BLOB_COMMENTS = 15;
    private static final String ROWS = "1\tone\n2\t\\N\n\\.\n";
    private static final long[] OIDS = {4711, 4294967200L};
    private static final String[] OBJECTS = {"abc", ""};
    private static final String[] COMMENTS = {"COMMENT ON LARGE OBJECT 4711", " IS 'x;y';\n\n"};

    private OldArchive() {}

    /**
     * Appends a table of contents and data to an archive's header.
     *
     * @param minor the archive's version
     */
    static ArchiveBytes fill(int minor, ArchiveBytes archive) {
        List<TocEntry> entries = entries(minor);
        archive.integer(entries.size());
        entries.forEach(entry -> archive.entry(entry, entry.desc().equals("TABLE")));
        archive.dataBlock(TABLE_DATA, rows(minor));
        if (minor >= 3) {
            archive.largeObjects(BLOBS, OIDS, OBJECTS).dataBlock(BLOB_COMMENTS, COMMENTS);
        }
        return archive;
    }

    /**
     * Returns the files of a directory archive, or the members of a tar archive except {@code restore.sql}, in a tar's
     * order.
     *
     * @param toc the header of the table of contents
     * @param suffix suffix of compressed files, or empty
     */
    static Map<String, byte[]> files(int minor, ArchiveBytes toc, ArchiveFormat format, String suffix) {
        List<TocEntry> entries = entries(minor);
        toc.integer(entries.size());
        for (TocEntry entry : entries) {
            boolean list = format == ArchiveFormat.DIRECTORY && entry.dumpId() == BLOBS;
            String file = list ? listName(minor) : entry.dumpId() + ".dat";
            toc.entry(entry, entry.desc().equals("TABLE"), entry.hadDumper() ? file : "");
        }
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("toc.dat", toc.bytes());
        files.put(TABLE_DATA + ".dat" + suffix, file(suffix, rows(minor)));
        if (minor >= 3) {
            StringBuilder list = new StringBuilder();
            for (int i = 0; i < OIDS.length; i++) {
                String name = "blob_" + OIDS[i] + ".dat";
                list.append(OIDS[i]).append(' ').append(name).append('\n');
                files.put(name + suffix, file(suffix, OBJECTS[i]));
            }
            files.put(listName(minor), file("", list.toString()));
            files.put(BLOB_COMMENTS + ".dat" + suffix, file(suffix, String.join("", COMMENTS)));
        }
        return files;
    }

    /** Returns a tar archive, which is never compressed. */
    static byte[] tar(int minor) {
        Map<String, byte[]> members = files(minor, ArchiveBytes.toc(minor, 0), ArchiveFormat.TAR, "");
        members.put("restore.sql", file("", "-- A script for people.\n"));
        return minor <= OLD_MAGIC_UNTIL ? TarBytes.before93(members) : TarBytes.of(members);
    }

    private static String listName(int minor) {
        return minor >= METADATA_SINCE ? "blobs_" + BLOBS + ".toc" : "blobs.toc";
    }

    private static String rows(int minor) {
        return minor >= 3 ? ROWS : "COPY t FROM stdin;\n" + ROWS;
    }

    private static byte[] file(String suffix, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        if (suffix.isEmpty()) {
            return bytes;
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(file)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.toByteArray();
    }

    private static List<TocEntry> entries(int minor) {
        List<TocEntry> entries = new ArrayList<>(List.of(
                entry(2, "ENCODING", "ENCODING")
                        .defn("SET client_encoding = 'LATIN1';\n")
                        .build(),
                entry(3, "<Init>", "Max OID").defn("SELECT 4711;\n").build(),
                entry(4, "DATABASE", "db")
                        .defn("CREATE DATABASE db;\n")
                        .dropStmt("DROP DATABASE db;\n")
                        .build(),
                entry(5, "WARNING", "w")
                        .defn("-- watch out\n")
                        .copyStmt("or else")
                        .build(),
                entry(6, "SCHEMA", "app")
                        .namespace(null)
                        .defn("CREATE SCHEMA app AUTHORIZATION ann;\n")
                        .dropStmt("DROP SCHEMA app;\n")
                        .build(),
                entry(7, "TABLE", "t")
                        .tablespace("fast")
                        .tableam("heap")
                        .relkind('r')
                        .defn("CREATE TABLE t (a int, b text);\n")
                        .dropStmt("DROP TABLE app.t;\n")
                        .catalogId(1259, 17001)
                        .build(),
                entry(8, "SEQUENCE SET", "s")
                        .defn("SELECT setval('s', 1);\n")
                        .section(Section.DATA)
                        .build(),
                entry(9, "COMMENT", "TABLE t")
                        .defn("COMMENT ON TABLE t IS 'x';\n")
                        .section(Section.NONE)
                        .dependencies(List.of(7))
                        .build(),
                entry(TABLE_DATA, "TABLE DATA", "t")
                        .hadDumper(true)
                        .section(Section.DATA)
                        .copyStmt("COPY t (a, b) FROM stdin;\n")
                        .dependencies(List.of(7))
                        .build()));
        if (minor >= 12 && minor < METADATA_SINCE) {
            entries.add(entry(13, "BLOB", "4711")
                    .catalogId(2613, 4711)
                    .section(Section.DATA)
                    .namespace(null)
                    .defn("SELECT pg_catalog.lo_create('4711');\n")
                    .dropStmt("SELECT pg_catalog.lo_unlink('4711');\n")
                    .build());
        }
        if (minor >= METADATA_SINCE) {
            entries.add(entry(13, "BLOB METADATA", OIDS[0] + ".." + OIDS[1])
                    .catalogId(2613, OIDS[0])
                    .section(Section.DATA)
                    .namespace(null)
                    .defn(OIDS[0] + "\n" + OIDS[1] + "\n")
                    .dropStmt("-- dummy")
                    .build());
        }
        if (minor >= 3) {
            entries.add(entry(BLOBS, "BLOBS", minor < METADATA_SINCE ? "BLOBS" : OIDS[0] + ".." + OIDS[1])
                    .hadDumper(true)
                    .section(Section.DATA)
                    .namespace(null)
                    .owner("")
                    .dependencies(minor < METADATA_SINCE ? List.of() : List.of(13))
                    .build());
            entries.add(entry(BLOB_COMMENTS, "BLOB COMMENTS", "BLOB COMMENTS")
                    .hadDumper(true)
                    .section(Section.DATA)
                    .namespace(null)
                    .owner("")
                    .dependencies(minor < COMMENTS_DEPEND_SINCE ? List.of() : List.of(BLOBS))
                    .build());
        }
        entries.addAll(List.of(
                entry(16, "CONSTRAINT", "t k")
                        .defn("ALTER TABLE ONLY t ADD CONSTRAINT k PRIMARY KEY (a);\n")
                        .dropStmt("ALTER TABLE ONLY app.t DROP CONSTRAINT k;\n")
                        .section(Section.POST_DATA)
                        .dependencies(List.of(7))
                        .build(),
                entry(17, "INDEX", "i")
                        .defn("CREATE INDEX i ON t (b);\n")
                        .dropStmt("DROP INDEX app.i;\n")
                        .section(Section.POST_DATA)
                        .dependencies(List.of(7, 999))
                        .build(),
                entry(18, "ACL LANGUAGE", "sql")
                        .defn("GRANT ALL ON LANGUAGE sql TO ann;\n")
                        .section(Section.NONE)
                        .build(),
                entry(19, "ACL", "t")
                        .defn("GRANT ALL ON TABLE t TO ann;\n")
                        .section(Section.NONE)
                        .dependencies(List.of(7))
                        .build()));
        if (minor >= 5 && minor < 8) {
            entries.add(entry(20, "RULE", "r")
                    .defn("CREATE RULE r AS;\n")
                    .section(Section.POST_DATA)
                    .dependencies(List.of((int) 4294967200L))
                    .build());
        }
        return entries;
    }

    static TocEntry.Builder entry(int dumpId, String desc, String tag) {
        return TocEntry.builder(dumpId).desc(desc).tag(tag).namespace("app").owner("ann");
    }
}
