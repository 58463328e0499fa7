package dev.sengi.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.PgRestore;
import dev.sengi.SengiException;
import dev.sengi.archive.ArchiveBytes;
import dev.sengi.archive.Section;
import dev.sengi.archive.TocEntry;
import dev.sengi.testing.RealClient;
import dev.sengi.testing.Result;
import dev.sengi.testing.ScriptDiff;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Archives of versions that no pg_dump at hand writes any more, built byte by byte, and what pg_restore makes of them. */
class OldArchiveInteropTest {
    private static final int NEWEST = 16;
    private static final int TABLE_DATA = 12;
    private static final int BLOBS = 14;
    private static final int BLOB_COMMENTS = 15;
    private static final String ROWS = "1\tone\n2\t\\N\n\\.\n";
    private static final long[] OIDS = {4711, 4294967200L};

    @TempDir
    private Path folder;

    static Stream<Arguments> versionsAndOptions() {
        List<String> options = List.of(
                "",
                "-v",
                "-c",
                "-c --if-exists",
                "-C",
                "-O",
                "-x",
                "-s",
                "-a",
                "-1",
                "-t t",
                "-v -n app",
                "--section=pre-data",
                "--section=data",
                "--section=post-data",
                "--use-set-session-authorization",
                "-a --disable-triggers");
        return Stream.iterate(0, minor -> minor <= NEWEST, minor -> minor + 1)
                .flatMap(minor -> options.stream().map(option -> Arguments.of(minor, option)));
    }

    @ParameterizedTest
    @MethodSource("versionsAndOptions")
    void everyVersionMakesTheSameScriptAndList(int minor, String options) throws IOException {
        assertSame(archive(minor, ArchiveBytes.version(minor)), options);
    }

    @ParameterizedTest
    @MethodSource("versions")
    void compressionIsToldByLevels(int minor) throws IOException {
        assertSame(archive(minor, ArchiveBytes.compressed(minor)), "");
    }

    static Stream<Integer> versions() {
        return Stream.iterate(0, minor -> minor <= NEWEST, minor -> minor + 1);
    }

    @ParameterizedTest
    @CsvSource({
        "16, 8, 8",
        "16, 32, 8",
        "16, 4, 4",
        "16, 4, 20",
        "9, 8, 4",
        "6, 8, 8",
        "3, 32, 4",
        "0, 8, 4",
        "16, 33, 8"
    })
    void numbersOfOtherSizes(int minor, int intSize, int offSize) throws IOException {
        assertSame(archive(minor, ArchiveBytes.version(minor, 0, intSize, offSize)), "-v");
    }

    @ParameterizedTest
    @CsvSource({"1, 17", "2, 0", "0, 16", "1, 200", "200, 1", "255, 255"})
    void versionsThatNobodyKnows(int major, int minor) throws IOException {
        byte[] bytes = archive(NEWEST, ArchiveBytes.version(NEWEST)).bytes();
        bytes[5] = (byte) major;
        bytes[6] = (byte) minor;
        assertSame(bytes, "");
    }

    @ParameterizedTest
    @CsvSource({"16, 127", "1, 9"})
    void revisionsAreOfNoImportance(int minor, int revision) throws IOException {
        byte[] bytes = archive(minor, ArchiveBytes.version(minor)).bytes();
        bytes[7] = (byte) revision;
        assertSame(bytes, "-v");
    }

    @Test
    void tablesWithOids() throws IOException {
        ArchiveBytes archive = ArchiveBytes.version(11)
                .integer(2)
                .encoding("UTF8")
                .entry(entry(2, "TABLE", "t").build(), true);
        assertSame(archive, "");
    }

    private static ArchiveBytes archive(int minor, ArchiveBytes archive) {
        List<TocEntry> entries = entries(minor);
        archive.integer(entries.size());
        entries.forEach(entry -> archive.entry(entry, entry.desc().equals("TABLE")));
        archive.dataBlock(TABLE_DATA, minor >= 3 ? ROWS : "COPY t FROM stdin;\n" + ROWS);
        if (minor >= 3) {
            archive.largeObjects(BLOBS, OIDS, "abc", "")
                    .dataBlock(BLOB_COMMENTS, "COMMENT ON LARGE OBJECT 4711", " IS 'x;y';\n\n");
        }
        return archive;
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
        if (minor >= 12 && minor < NEWEST) {
            entries.add(entry(13, "BLOB", "4711")
                    .catalogId(2613, 4711)
                    .section(Section.DATA)
                    .namespace(null)
                    .defn("SELECT pg_catalog.lo_create('4711');\n")
                    .dropStmt("SELECT pg_catalog.lo_unlink('4711');\n")
                    .build());
        }
        if (minor >= 3) {
            entries.add(entry(BLOBS, "BLOBS", "BLOBS")
                    .hadDumper(true)
                    .section(Section.DATA)
                    .namespace(null)
                    .owner("")
                    .build());
            entries.add(entry(BLOB_COMMENTS, "BLOB COMMENTS", "BLOB COMMENTS")
                    .hadDumper(true)
                    .section(Section.DATA)
                    .namespace(null)
                    .owner("")
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

    private static TocEntry.Builder entry(int dumpId, String desc, String tag) {
        return TocEntry.builder(dumpId).desc(desc).tag(tag).namespace("app").owner("ann");
    }

    private void assertSame(ArchiveBytes archive, String options) throws IOException {
        assertSame(archive.bytes(), options);
    }

    private void assertSame(byte[] bytes, String options) throws IOException {
        Path file = Files.write(folder.resolve("old.dump"), bytes);
        for (String mode : List.of("-f-", "-l")) {
            List<String> args = new ArrayList<>(RestoreOptionText.words(options));
            args.addAll(List.of(mode, file.toString()));
            Result real = RealClient.require().run("pg_restore", args.toArray(String[]::new));
            MessageLog log = new MessageLog(args.contains("-v"));
            ByteArrayOutputStream ours = new ByteArrayOutputStream();
            int exitCode = run(RestoreOptionText.apply(options, PgRestore.from(file)), mode, ours, log);
            assertThat(log.toString()).isEqualTo(real.stderr());
            assertThat(exitCode).isEqualTo(real.exitCode());
            ScriptDiff.assertSame(comparable(bytes, real.stdout()), comparable(bytes, ours.toByteArray()));
        }
    }

    /** Returns the output without what the present moment and the program's own version are in it. */
    private static byte[] comparable(byte[] archive, byte[] output) {
        String text = new String(ScriptInteropTest.timeless(output), StandardCharsets.ISO_8859_1);
        int minor = archive[6];
        if (minor < 4) {
            text = text.replaceFirst("(; Archive created at|-- Started on) [-0-9]{10} [:0-9]{8} UTC\n", "$1 present\n");
        }
        if (minor < 10) {
            text = text.replaceFirst("(Dumped by pg_dump version:?) 18.6.*", "$1 own");
        }
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static int run(PgRestore restore, String mode, ByteArrayOutputStream out, MessageLog log) {
        restore.onProgress(log);
        try {
            if (mode.equals("-l")) {
                restore.toList(out);
            } else {
                restore.toScript(out);
            }
            return 0;
        } catch (SengiException | IOException e) {
            log.fatal(e);
            return 1;
        }
    }
}
