package dev.sengi.internal.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.DumpFlag;
import dev.sengi.DumpFormat;
import dev.sengi.PgDump;
import dev.sengi.PgRestore;
import dev.sengi.archive.Section;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Several sessions produce the same database as one session, whatever the archive and its source. The databases are
 * random, and contain everything that would change, add or reject rows if it were created too early.
 */
class ParallelEqualsSerialTest {

    static IntStream seeds() {
        int first = Integer.getInteger("sengi.parallel.seed", 0);
        return IntStream.range(first, first + Integer.getInteger("sengi.parallel.seeds", 2));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void severalSessionsProduceTheDatabaseOfOne(int seed, @TempDir Path folder) throws IOException {
        TestServer server = TestServer.current();
        try (TestDatabase source = server.createDatabase()) {
            source.execute(RandomTrees.script(seed).toArray(String[]::new));
            source.analyze();
            for (Kind kind : Kind.values()) {
                List<Step> steps = kind.dump(source, folder);
                List<String> expected = restored(steps, false, 1);
                assertSame(kind + " file", expected, restored(steps, false, 2 + seed % 3));
                if (kind != Kind.DIRECTORY) {
                    assertSame(kind + " stream", expected, restored(steps, true, 2 + seed % 4));
                }
            }
        }
    }

    private static void assertSame(String what, List<String> serial, List<String> parallel) {
        List<String> missing = new ArrayList<>(serial);
        parallel.forEach(missing::remove);
        List<String> added = new ArrayList<>(parallel);
        serial.forEach(added::remove);
        assertThat(missing).as("missing after parallel restore of " + what).isEmpty();
        assertThat(added).as("added by parallel restore of " + what).isEmpty();
    }

    private static List<String> restored(List<Step> steps, boolean stream, int jobs) throws IOException {
        try (TestDatabase target = TestServer.current().createDatabase()) {
            for (Step step : steps) {
                try (InputStream bytes = stream ? Files.newInputStream(step.archive) : InputStream.nullInputStream()) {
                    PgRestore restore = stream ? PgRestore.from(bytes) : PgRestore.from(step.archive);
                    restore.returnFailures()
                            .jobs(jobs)
                            .sections(step.sections)
                            .into(target.connectionSource())
                            .run();
                }
            }
            return content(target);
        }
    }

    // Sorted, because rows loaded through the root of a tree reach a partition in an order that depends on the
    // sessions.
    private static List<String> content(TestDatabase database) throws IOException {
        ByteArrayOutputStream script = new ByteArrayOutputStream();
        PgDump.from(database.connectionSource())
                .with(DumpFlag.STATISTICS)
                .restrictKey("key")
                .to(script);
        return script.toString(StandardCharsets.UTF_8).lines().sorted().toList();
    }

    /** Restores some sections of an archive. */
    private record Step(Path archive, Set<Section> sections) {}

    private enum Kind {
        CUSTOM(DumpFormat.CUSTOM),
        CUSTOM_INSERTS(DumpFormat.CUSTOM),
        CUSTOM_VIA_ROOT(DumpFormat.CUSTOM),
        RESTORED_BY_SECTION(DumpFormat.CUSTOM),
        DUMPED_BY_SECTION(DumpFormat.CUSTOM),
        DIRECTORY(DumpFormat.DIRECTORY),
        TAR(DumpFormat.TAR);

        private static final Set<Section> ALL = EnumSet.allOf(Section.class);
        private static final Set<Section> BEFORE = EnumSet.of(Section.PRE_DATA);
        private static final Set<Section> REST = EnumSet.of(Section.DATA, Section.POST_DATA);

        private final DumpFormat format;

        Kind(DumpFormat format) {
            this.format = format;
        }

        /** Creates the archives, and returns the steps that restore them. */
        List<Step> dump(TestDatabase source, Path folder) throws IOException {
            Path archive = folder.resolve(name());
            return switch (this) {
                case RESTORED_BY_SECTION -> {
                    dump(source).to(archive);
                    yield List.of(new Step(archive, BEFORE), new Step(archive, REST));
                }
                case DUMPED_BY_SECTION -> {
                    Path first = folder.resolve("before");
                    dump(source).sections(BEFORE).to(first);
                    dump(source).sections(REST).to(archive);
                    yield List.of(new Step(first, ALL), new Step(archive, ALL));
                }
                default -> {
                    dump(source).to(archive);
                    yield List.of(new Step(archive, ALL));
                }
            };
        }

        private PgDump dump(TestDatabase source) {
            PgDump dump = PgDump.from(source.connectionSource()).format(format).with(DumpFlag.STATISTICS);
            return switch (this) {
                case CUSTOM_INSERTS -> dump.with(DumpFlag.INSERTS);
                case CUSTOM_VIA_ROOT -> dump.with(DumpFlag.LOAD_VIA_PARTITION_ROOT);
                default -> dump;
            };
        }
    }
}
