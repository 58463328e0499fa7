package dev.sengi.archive.internal.opening;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.archive.Archive;
import dev.sengi.archive.ArchiveFormat;
import dev.sengi.archive.ArchiveWriter;
import dev.sengi.archive.Compression;
import dev.sengi.archive.SampleArchive;
import dev.sengi.archive.Section;
import dev.sengi.archive.TocEntry;
import dev.sengi.archive.internal.io.TocReading;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An outline consists of the same entries as the archive, but for their statements. */
class OutlineTest {
    private static final String[] STATEMENTS = {
        null,
        "",
        " ",
        "\n\nCREATE VIEW v AS SELECT 1;\n",
        "CREATE TABLE t (größe text);\n",
        "SELECT pg_catalog.set_config('search_path', '', false);\n",
        "-- load via partition root public.\"Größe\"",
        "größe",
        "1\n2\n3\n",
        "UPDATE",
        "x".repeat(100_000),
        "CREATE FUNCTION f() " + "y".repeat(70_000),
    };

    private static final String[] TYPES = {"TABLE", "VIEW", "TABLE DATA", "SEARCHPATH", "BLOB METADATA", "COMMENT", "?"
    };
    private static final String[] NAMES = {null, "", "public", "Größe", "heap", "z".repeat(66_000)};

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void lacksOnlyStatements(ArchiveFormat format) throws IOException {
        for (int seed = 0; seed < 10; seed++) {
            Path path = folder.resolve("archive" + seed);
            try (ArchiveWriter writer = ArchiveWriter.create(path, format, Compression.none())) {
                writer.begin(SampleArchive.HEADER, entries(new Random(seed)));
                writer.finish();
            }
            try (Archive whole = Archive.open(path);
                    Archive outline = new ArchiveOpening(null, TocReading.OUTLINE).open(path)) {
                assertThat(outline.header()).isEqualTo(whole.header());
                assertThat(outline.entries()).containsExactlyElementsOf(outlined(whole.entries()));
            }
            if (Files.isRegularFile(path)) {
                try (InputStream stream = Files.newInputStream(path);
                        Archive whole = Archive.open(path);
                        Archive outline = new ArchiveOpening(format, TocReading.OUTLINE).open(stream)) {
                    assertThat(outline.entries()).containsExactlyElementsOf(outlined(whole.entries()));
                }
            }
        }
    }

    /** Every entry can be seen in passing, whether or not the archive then has it. */
    @ParameterizedTest
    @EnumSource
    void keepsOnlyTheEntriesWanted(ArchiveFormat format) throws IOException {
        Path path = folder.resolve("archive");
        try (ArchiveWriter writer = ArchiveWriter.create(path, format, Compression.none())) {
            SampleArchive.write(writer, 10);
        }
        List<TocEntry> seen = new ArrayList<>();
        TocReading reading = new TocReading(true, entry -> {
            seen.add(entry);
            return entry.dumpId() % 2 == 0;
        });
        try (Archive whole = Archive.open(path);
                Archive half = new ArchiveOpening(null, reading).open(path)) {
            assertThat(seen).isEqualTo(whole.entries());
            assertThat(half.entries())
                    .isNotEmpty()
                    .isEqualTo(seen.stream()
                            .filter(entry -> entry.dumpId() % 2 == 0)
                            .toList());
        }
    }

    /** A table of contents that ends too early is refused, wherever it ends. */
    @Test
    void refusesWhatIsCut() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ArchiveWriter writer = ArchiveWriter.create(bytes, ArchiveFormat.CUSTOM, Compression.none())) {
            SampleArchive.write(writer, 10);
        }
        Path file = folder.resolve("cut");
        for (int length = 0; length < bytes.size(); length++) {
            byte[] cut = Arrays.copyOf(bytes.toByteArray(), length);
            Files.write(file, cut);
            String expected = problem(() -> Archive.open(file));
            assertThat(problem(() -> new ArchiveOpening(null, TocReading.OUTLINE).open(file)))
                    .as("%d bytes in a file", length)
                    .isEqualTo(expected);
            assertThat(problem(() -> new ArchiveOpening(null, TocReading.OUTLINE).open(new ByteArrayInputStream(cut))))
                    .as("%d bytes in a stream", length)
                    .isEqualTo(expected);
        }
    }

    private static String problem(Callable<Archive> opening) {
        try {
            opening.call().close();
            return "none";
        } catch (Exception e) {
            return e.getMessage();
        }
    }

    private static List<TocEntry> entries(Random random) {
        List<TocEntry> entries = new ArrayList<>(List.of(SampleArchive.ENCODING));
        for (int i = 2; i < 60; i++) {
            entries.add(TocEntry.builder(i)
                    .catalogId(random.nextInt(5000), Integer.toUnsignedLong(random.nextInt()))
                    .tag(random.nextBoolean() ? "t" + i : "größe")
                    .desc(one(TYPES, random))
                    .section(Section.PRE_DATA)
                    .defn(one(STATEMENTS, random))
                    .dropStmt(one(STATEMENTS, random))
                    .copyStmt(one(STATEMENTS, random))
                    .namespace(one(NAMES, random))
                    .tablespace(one(NAMES, random))
                    .tableam(one(NAMES, random))
                    .owner(one(NAMES, random))
                    .dependencies(random.ints(random.nextInt(4), 1, 100).boxed().toList())
                    .build());
        }
        return entries;
    }

    private static @Nullable String one(@Nullable String[] values, Random random) {
        return values[random.nextInt(values.length)];
    }

    private static List<TocEntry> outlined(List<TocEntry> entries) {
        return entries.stream()
                .map(entry -> entry.type().isSetting()
                        ? entry
                        : entry.toBuilder()
                                .defn(firstWord(entry.defn()))
                                .dropStmt(null)
                                .copyStmt(null)
                                .build())
                .toList();
    }

    private static @Nullable String firstWord(@Nullable String statement) {
        return statement == null ? null : statement.replaceFirst("(?s)^([A-Z]+).*", "$1");
    }
}
