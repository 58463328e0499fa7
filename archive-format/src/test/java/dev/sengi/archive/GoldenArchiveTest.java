package dev.sengi.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Reads archives that pg_dump 18, 17 and 15 made from {@code golden.sql}; {@code golden/make} recreates them. */
class GoldenArchiveTest {
    /** Offset in the header of the last component of the creation time: a sign, then the number's lowest byte. */
    private static final int SUMMER_TIME = 42;

    @ParameterizedTest
    @CsvSource({"none, NONE", "gzip, GZIP", "lz4, LZ4", "zstd, ZSTD", "piped, GZIP", "1.14, GZIP", "17, GZIP"})
    void readsWhatPgDumpWrote(String name, CompressionAlgorithm compression) throws Exception {
        byte[] bytes = golden(name);
        for (ArchiveContent content :
                new ArchiveContent[] {SampleArchive.readSeekable(bytes), SampleArchive.readUnseekable(bytes)}) {
            assertThat(content.header().compression()).isEqualTo(compression);
            assertThat(content.header().dbname()).isEqualTo("golden");
            assertThat(content.header().serverVersion()).matches("(18\\.6|17\\.\\d+|15\\.\\d+).*");
            assertThat(content.table("person")).isEqualTo(latin1(persons()));
            assertThat(content.table("nothing")).isEqualTo("\\.\n\n\n");
            assertThat(content.table("naïve")).isEqualTo(latin1("ÄÖÜ\n\\N\n\\.\n\n\n"));
            assertThat(content.largeObjects()).hasSize(1);
            assertThat(content.largeObjects().values().iterator().next())
                    .containsExactly(
                            Map.entry(1001L, "small"),
                            Map.entry(1002L, ""),
                            Map.entry(4_000_000_000L, "large object ".repeat(2000)));
        }
    }

    @Test
    void readsEveryFieldOfAnEntry() throws IOException {
        ArchiveContent content = SampleArchive.readSeekable(golden("none"));
        TocEntry table = content.entry("TABLE", "person");
        assertThat(table.tableoid()).isEqualTo(1259);
        assertThat(table.oid()).isGreaterThanOrEqualTo(16384);
        assertThat(table.section()).isEqualTo(Section.PRE_DATA);
        assertThat(table.defn())
                .isEqualTo("CREATE TABLE app.person (\n    id integer NOT NULL,\n    name text NOT NULL\n);\n");
        assertThat(table.dropStmt()).isEqualTo("DROP TABLE app.person;\n");
        assertThat(table.copyStmt()).isNull();
        assertThat(table.namespace()).isEqualTo("app");
        assertThat(table.tablespace()).isEmpty();
        assertThat(table.tableam()).isEqualTo("heap");
        assertThat(table.relkind()).isEqualTo('r');
        assertThat(table.owner()).isEqualTo("postgres");
        assertThat(table.dependencies())
                .containsExactly(content.entry("SCHEMA", "app").dumpId());

        TocEntry rows = content.entry("TABLE DATA", "person");
        assertThat(rows.copyStmt()).isEqualTo("COPY app.person (id, name) FROM stdin;\n");
        assertThat(rows.hadDumper()).isTrue();
        assertThat(rows.tablespace()).isNull();
        assertThat(rows.defn()).isNull();
        assertThat(content.entry("BLOB METADATA", "1001..4000000000").defn()).isEqualTo("1001\n1002\n4000000000\n");
    }

    /** Before 1.15, every large object has an entry of its own, and all share one data entry. */
    @Test
    void readsWhatPgDump15Wrote() throws IOException {
        ArchiveContent content = SampleArchive.readSeekable(golden("1.14"));
        assertThat(content.header().version()).hasToString("1.14-0");
        assertThat(content.entry("BLOB", "4000000000").defn())
                .isEqualTo("SELECT pg_catalog.lo_create('4000000000');\n");
        assertThat(content.entry("BLOB", "4000000000").oid()).isEqualTo(4_000_000_000L);
        assertThat(content.entry("BLOBS", "BLOBS").hadDumper()).isTrue();
        assertThat(content.entry("TABLE", "person").relkind()).isEqualTo((char) 0);
        assertThat(content.entry("TABLE", "person").tableam()).isEqualTo("heap");
    }

    @Test
    void readsTextInTheEncodingOfTheArchive() throws IOException {
        ArchiveContent content = SampleArchive.readSeekable(golden("latin1"));
        assertThat(content.entry("TABLE", "naïve").defn()).startsWith("CREATE TABLE app.\"naïve\"");
        assertThat(content.table("naïve")).isEqualTo("ÄÖÜ\n\\N\n\\.\n\n\n");
    }

    /** Without compression, the format leaves the writer no choice. */
    @ParameterizedTest
    @CsvSource({"none", "latin1"})
    void copiesAreByteIdentical(String name) throws IOException {
        assertCopiedToTheByte(golden(name));
    }

    /** A copy keeps the flag for summer time, whatever the time zone of its reader. */
    @ParameterizedTest
    @EnumSource
    void copiesKeepSummerTime(SummerTime summerTime) throws IOException {
        byte[] bytes = golden("none");
        bytes[SUMMER_TIME] = (byte) (summerTime == SummerTime.UNKNOWN ? 1 : 0);
        bytes[SUMMER_TIME + 1] = (byte) (summerTime == SummerTime.NO ? 0 : 1);
        try (Archive archive = Archive.open(new InMemoryChannel(bytes))) {
            assertThat(archive.header().summerTime()).isEqualTo(summerTime);
        }
        assertCopiedToTheByte(bytes);
    }

    private static void assertCopiedToTheByte(byte[] bytes) throws IOException {
        InMemoryChannel copy = new InMemoryChannel();
        try (Archive archive = Archive.open(new InMemoryChannel(bytes));
                ArchiveWriter writer = ArchiveWriter.create(copy, ArchiveFormat.CUSTOM, Compression.none())) {
            ArchiveCopy.of(archive).to(writer);
        }
        assertThat(Arrays.mismatch(copy.bytes(), bytes)).isEqualTo(-1);
    }

    /** Written to a stream, an archive cannot contain the positions of its data, whether pg_dump writes it or Sengi. */
    @Test
    void leavesOutPositionsAsPgDumpDoes() throws IOException {
        try (Archive archive = Archive.open(new InMemoryChannel(golden("piped")))) {
            assertThat(archive.entries())
                    .allSatisfy(entry ->
                            assertThat(archive.dataLocation(entry).position()).isEmpty());
        }
        byte[] bytes = golden("gzip");
        try (Archive archive = Archive.open(new InMemoryChannel(bytes))) {
            assertThat(archive.entries())
                    .filteredOn(TocEntry::hadDumper)
                    .isNotEmpty()
                    .allSatisfy(entry ->
                            assertThat(archive.dataLocation(entry).position()).isPresent());
        }
    }

    @ParameterizedTest
    @CsvSource({"none", "gzip", "lz4", "zstd"})
    void copiesWithEveryCompressionContainTheSame(String name) throws IOException {
        byte[] bytes = golden("none");
        Compression compression = Compression.of(CompressionAlgorithm.valueOf(name.toUpperCase(Locale.ROOT)));
        ByteArrayOutputStream copy = new ByteArrayOutputStream();
        try (Archive archive = Archive.open(new ByteArrayInputStream(bytes));
                ArchiveWriter writer = ArchiveWriter.create(copy, ArchiveFormat.CUSTOM, compression)) {
            ArchiveCopy.of(archive).to(writer);
        }
        ArchiveContent expected = SampleArchive.readSeekable(bytes);
        ArchiveContent actual = SampleArchive.readSeekable(copy.toByteArray());
        assertThat(actual.entries()).isEqualTo(expected.entries());
        assertThat(actual.tables()).isEqualTo(expected.tables());
        assertThat(actual.largeObjects()).isEqualTo(expected.largeObjects());
    }

    private static String persons() throws NoSuchAlgorithmException {
        MessageDigest md5 = MessageDigest.getInstance("MD5");
        StringBuilder rows = new StringBuilder();
        for (int i = 1; i <= 1500; i++) {
            byte[] hash = md5.digest(Integer.toString(i).getBytes(StandardCharsets.US_ASCII));
            rows.append(i).append("\tperson ").append(i).append(" of\\ta \\\\ quite é ");
            rows.append(HexFormat.of().formatHex(hash)).append('\n');
        }
        return rows.append("\\.\n\n\n").toString();
    }

    /** Returns the text's UTF-8 bytes, one character each. */
    private static String latin1(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static byte[] golden(String name) throws IOException {
        try (InputStream in = GoldenArchiveTest.class.getResourceAsStream("golden/" + name + ".dump")) {
            return in.readAllBytes();
        }
    }
}
