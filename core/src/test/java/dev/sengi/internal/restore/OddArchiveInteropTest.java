package dev.sengi.internal.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sengi.PgRestore;
import dev.sengi.SengiException;
import dev.sengi.archive.ArchiveFormat;
import dev.sengi.archive.ArchiveHeader;
import dev.sengi.archive.ArchiveWriter;
import dev.sengi.archive.Compression;
import dev.sengi.archive.Section;
import dev.sengi.archive.SummerTime;
import dev.sengi.archive.TocEntry;
import dev.sengi.testing.NeedsRealClient;
import dev.sengi.testing.RealClient;
import dev.sengi.testing.Result;
import dev.sengi.testing.ScriptDiff;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Archives with entries that current versions of pg_dump do not write, or write only for servers that are hard to
 * obtain.
 */
@NeedsRealClient
class OddArchiveInteropTest {
    @TempDir
    private Path folder;

    private Path archive;
    private int nextId;

    @BeforeEach
    void nameArchive() {
        archive = folder.resolve("odd.dump");
        nextId = 10;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-v",
                "-O",
                "-c",
                "-c --if-exists",
                "-c --if-exists --use-set-session-authorization",
                "--use-set-session-authorization",
                "--no-tablespaces",
                "--no-table-access-method",
                "--no-comments --no-security-labels",
                "--no-publications",
                "--no-subscriptions",
                "--no-policies",
                "-a --disable-triggers -S o'brien",
                "-t parted",
                "-n old",
                "-x",
                "-s",
                "-1"
            })
    void entriesOfFormerAndForeignDumps(String options) throws IOException {
        write(List.of(
                special("ENCODING", "SET client_encoding = 'LATIN1';\n"),
                special("STDSTRINGS", "SET standard_conforming_strings = 'off';\n"),
                entry("SCHEMA", "old")
                        .defn("CREATE SCHEMA old AUTHORIZATION o;\n")
                        .dropStmt("DROP SCHEMA old;\n"),
                entry("SCHEMA", "public").defn("-- not made, as it is there\n").dropStmt("-- nor dropped\n"),
                table("t", 'r').tablespace("").tableam("heap"),
                table("fast", 'r').tablespace("fast disk").tableam("co?l"),
                table("parted", 'p').tablespace("").tableam("heap"),
                table("again", 'r').tablespace("").tableam("heap"),
                entry("SEQUENCE", "se\"q")
                        .namespace("old")
                        .defn("CREATE SEQUENCE;\n")
                        .dropStmt(""),
                entry("VIEW", "two\nlines\r")
                        .namespace("o\nld")
                        .defn("CREATE VIEW v;\n")
                        .owner("o\nw"),
                entry("VIEW", "v").namespace("old").defn("x;\n").dropStmt("CREATE OR REPLACE VIEW old.v AS SELECT;\n"),
                entry("DEFAULT", "t a")
                        .namespace("old")
                        .defn("d;\n")
                        .dropStmt("ALTER TABLE old.t ALTER a DROP DEFAULT;\n"),
                entry("TYPE", "ty").namespace("old").defn("ty;\n").dropStmt("REMOVE TYPE old.ty;\n"),
                entry("TYPE", "ta").namespace("old").defn("ta;\n").dropStmt("ALTER TABLE old.ta FORGET;\n"),
                entry("FUNCTION", "f(int)").namespace("old").defn("f;\n").dropStmt("DROP FUNCTION old.f(int);\n"),
                entry("OPERATOR CLASS", "oc")
                        .namespace("old")
                        .defn("c;\n")
                        .dropStmt("DROP OPERATOR CLASS old.oc USING btree;\n"),
                entry("CAST", "CAST (a AS b)")
                        .defn("c;\n")
                        .dropStmt("DROP CAST (a AS b);\n")
                        .owner(null),
                entry("COMMENT", "SUBSCRIPTION s").defn("COMMENT;\n").owner(""),
                entry("COMMENT", "PUBLICATION p").defn("COMMENT;\n").owner(""),
                entry("SECURITY LABEL", "PUBLICATION p").defn("LABEL;\n"),
                entry("SECURITY LABEL", "TABLE t").namespace("old").defn("LABEL;\n"),
                entry("<Init>", "Max OID").defn("-- 4711\n"),
                data("t", "COPY old.t (a) FROM stdin;\n"),
                data("parted", null).defn("-- load via partition root old.parted"),
                entry("BLOB", "77")
                        .catalogId(2613, 77)
                        .section(Section.DATA)
                        .defn("SELECT lo_create('77');\n")
                        .dropStmt("SELECT lo_unlink('77');\n"),
                entry("BLOB METADATA", "78..79")
                        .catalogId(2613, 78)
                        .section(Section.DATA)
                        .defn("78\n79\n")
                        .dropStmt("-- dummy"),
                entry("BLOBS", "BLOBS").section(Section.DATA).hadDumper(true).owner(""),
                entry("ACL", "LARGE OBJECTS 78..79")
                        .section(Section.NONE)
                        .defn(
                                "GRANT ALL ON LARGE OBJECT 78 TO \"LARGE OBJECT 5;\"; \n REVOKE ALL ON LARGE OBJECT 78 FROM x;\n")
                        .dependencies(List.of(nextId + 23)),
                entry("ACL", "LARGE OBJECT 77").section(Section.NONE).defn("GRANT ALL ON LARGE OBJECT 77 TO x;\n"),
                entry("COMMENT", "LARGE OBJECT 77").section(Section.NONE).defn("COMMENT ON LARGE OBJECT 77 IS '';\n"),
                entry("SEQUENCE SET", "seq")
                        .namespace("old")
                        .section(Section.DATA)
                        .defn("SELECT setval();\n"),
                entry("CONSTRAINT", "t pk")
                        .namespace("old")
                        .section(Section.POST_DATA)
                        .defn("pk;\n")
                        .dropStmt("ALTER TABLE ONLY old.t DROP CONSTRAINT pk;\n"),
                entry("PUBLICATION", "p")
                        .section(Section.POST_DATA)
                        .defn("p;\n")
                        .dropStmt("DROP PUBLICATION p;\n"),
                entry("PUBLICATION TABLE", "p t").section(Section.POST_DATA).defn("pt;\n"),
                entry("SUBSCRIPTION", "s")
                        .section(Section.POST_DATA)
                        .defn("s;\n")
                        .dropStmt("DROP SUBSCRIPTION s;\n"),
                entry("POLICY", "t p")
                        .namespace("old")
                        .section(Section.POST_DATA)
                        .defn("p;\n")
                        .dropStmt("DROP POLICY p ON old.t;\n"),
                entry("COMMENT", "EVENT TRIGGER e").section(Section.NONE).defn("COMMENT ON EVENT TRIGGER e IS '';\n"),
                entry("STATISTICS DATA", "t")
                        .namespace("old")
                        .section(Section.POST_DATA)
                        .defn("late;\n")
                        .owner(null),
                entry("STATISTICS DATA", "t")
                        .namespace("old")
                        .section(Section.DATA)
                        .defn("early;\n")
                        .owner(null),
                entry("ACL LANGUAGE", "l").section(Section.NONE).defn("GRANT;\n"),
                entry("DEFAULT ACL", "DEFAULT PRIVILEGES FOR TABLES")
                        .section(Section.POST_DATA)
                        .defn("ALTER DEFAULT;\n")));
        assertSame(options);
    }

    @Test
    void anOwnerOfAnOwnerlessObject() throws IOException {
        write(List.of(entry("GADGET", "g").defn("CREATE GADGET g;\n").dropStmt("DROP GADGET g;\n")));
        assertSame("");
    }

    @Test
    void whatComesBeforeAFatalErrorIsRestored() throws IOException {
        List<TocEntry.Builder> entries = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            entries.add(entry("TABLE", "t" + i)
                    .namespace("public")
                    .owner("postgres")
                    .section(Section.PRE_DATA)
                    .defn("CREATE TABLE public.t" + i + " (a int);\n"));
        }
        entries.add(entry("GADGET", "g")
                .section(Section.PRE_DATA)
                .defn("CREATE VIEW public.g AS SELECT 1;\n")
                .dropStmt("DROP GADGET g;\n"));
        write(entries);
        String tables = "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace";
        for (int jobs = 0; jobs <= 2; jobs++) {
            try (TestDatabase target = TestServer.current().createDatabase()) {
                if (jobs == 0) {
                    assertThat(RealClient.require()
                                    .run("pg_restore", "-d", target.connectionString(), archive.toString())
                                    .exitCode())
                            .isEqualTo(1);
                } else {
                    PgRestore restore = PgRestore.from(archive)
                            .into(target.connectionSource())
                            .jobs(jobs);
                    assertThatThrownBy(restore::run).hasMessageContaining("GADGET");
                }
                assertThat(target.value(tables)).isEqualTo("21");
            }
        }
    }

    @Test
    void aGroupThatIsMissing() throws IOException {
        write(List.of(entry("ACL", "LARGE OBJECTS 1..2").defn("GRANT;\n").dependencies(List.of(4711))));
        assertSame("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SET client_encoding = 'KLINGON';\n", "SET client_encoding;\n"})
    void anUnknownEncoding(String defn) throws IOException {
        write(List.of(special("ENCODING", defn)));
        assertSame("");
    }

    private TocEntry.Builder entry(String desc, String tag) {
        return TocEntry.builder(nextId++).desc(desc).tag(tag).owner("o");
    }

    private TocEntry.Builder special(String desc, String defn) {
        return entry(desc, desc).defn(defn).owner("");
    }

    private TocEntry.Builder table(String name, char relkind) {
        return entry("TABLE", name)
                .catalogId(1259, 4294967295L)
                .namespace("old")
                .relkind(relkind)
                .defn("CREATE TABLE old." + name + " ();\n")
                .dropStmt("DROP TABLE old." + name + ";\n");
    }

    private TocEntry.Builder data(String name, String copyStmt) {
        return entry("TABLE DATA", name)
                .namespace("old")
                .section(Section.DATA)
                .hadDumper(true)
                .copyStmt(copyStmt)
                .dependencies(List.of(1, 2));
    }

    private void write(List<TocEntry.Builder> builders) throws IOException {
        List<TocEntry> entries = builders.stream().map(TocEntry.Builder::build).toList();
        ArchiveHeader header = ArchiveHeader.builder(ArchiveFormat.CUSTOM)
                .created(LocalDateTime.of(2001, 2, 3, 4, 5, 6))
                .summerTime(SummerTime.NO)
                .dbname("a\nb")
                .serverVersion("7.1 (odd)")
                .dumpVersion("0.9")
                .build();
        try (ArchiveWriter writer = ArchiveWriter.create(archive, ArchiveFormat.CUSTOM, Compression.none())) {
            writer.begin(header, entries);
            for (TocEntry entry : entries) {
                writeData(writer, entry);
            }
            writer.finish();
        }
    }

    private static void writeData(ArchiveWriter writer, TocEntry entry) throws IOException {
        if (entry.desc().equals("BLOBS")) {
            try (ArchiveWriter.LargeObjectOutput objects = writer.openLargeObjects(entry)) {
                for (int size : new int[] {0, 1, 16384, 16385, 40000}) {
                    try (OutputStream out = objects.next(4294967200L + size % 90)) {
                        out.write(new byte[size]);
                        out.write("\\'\u00ff".getBytes(StandardCharsets.ISO_8859_1));
                    }
                }
            }
        } else if (entry.hadDumper()) {
            try (OutputStream out = writer.openData(entry)) {
                out.write("1\n2\n\\.\n\n\n".getBytes(StandardCharsets.ISO_8859_1));
            }
        }
    }

    private void assertSame(String options) throws IOException {
        for (String mode : List.of("-f-", "-l")) {
            List<String> args = new ArrayList<>(RestoreOptionText.words(options));
            args.addAll(List.of(mode, archive.toString()));
            Result real = RealClient.require().run("pg_restore", args.toArray(String[]::new));
            MessageLog log = new MessageLog(args.contains("-v"));
            PgRestore restore =
                    RestoreOptionText.apply(options, PgRestore.from(archive)).onProgress(log);
            ByteArrayOutputStream ours = new ByteArrayOutputStream();
            int exitCode = 0;
            try {
                if (mode.equals("-l")) {
                    restore.toList(ours);
                } else {
                    restore.toScript(ours);
                }
            } catch (SengiException | IOException e) {
                log.fatal(e);
                exitCode = 1;
            }
            assertThat(log.toString()).isEqualTo(real.stderr());
            assertThat(exitCode).isEqualTo(real.exitCode());
            if (exitCode == 0) {
                ScriptDiff.assertSame(
                        ScriptInteropTest.timeless(real.stdout()), ScriptInteropTest.timeless(ours.toByteArray()));
            }
        }
    }
}
