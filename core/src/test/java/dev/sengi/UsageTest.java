package dev.sengi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sengi.archive.Archive;
import dev.sengi.archive.ArchiveFormat;
import dev.sengi.archive.Compression;
import dev.sengi.archive.Section;
import dev.sengi.testing.MessageCollector;
import dev.sengi.testing.Samples;
import dev.sengi.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Misuse is rejected before a connection is opened. */
class UsageTest {
    private static final ConnectionSource UNUSED = () -> {
        throw new AssertionError("connected");
    };
    private static String anEntry;

    private static final Map<String, UnaryOperator<PgDump>> DUMPS = new LinkedHashMap<>();
    private static final Map<String, UnaryOperator<PgRestore>> RESTORES = new LinkedHashMap<>();

    static {
        DUMPS.put("schema and data only", d -> d.schemaOnly().dataOnly());
        DUMPS.put("schema and statistics only", d -> d.schemaOnly().with(DumpFlag.STATISTICS_ONLY));
        DUMPS.put("data only with statistics", d -> d.dataOnly().with(DumpFlag.STATISTICS));
        DUMPS.put("data only without data", d -> d.dataOnly().with(DumpFlag.NO_DATA));
        DUMPS.put("clean with data only", d -> d.dataOnly().with(ScriptFlag.CLEAN));
        DUMPS.put("IF EXISTS without clean", d -> d.with(ScriptFlag.IF_EXISTS));
        DUMPS.put("foreign data of a schema", d -> d.schemaOnly().with(DumpPattern.INCLUDE_FOREIGN_DATA, "*"));
        DUMPS.put("ON CONFLICT without INSERT", d -> d.with(DumpFlag.ON_CONFLICT_DO_NOTHING));
        DUMPS.put("no rows an INSERT", d -> d.rowsPerInsert(-3));
        DUMPS.put("float digits", d -> d.extraFloatDigits(4));
        DUMPS.put("no wait for locks", d -> d.lockWaitTimeout(Duration.ZERO));
        DUMPS.put("too short a wait for locks", d -> d.lockWaitTimeout(Duration.ofNanos(999_999)));
        DUMPS.put("too long a wait for locks", d -> d.lockWaitTimeout(Duration.ofDays(25)));
        DUMPS.put("no section", d -> d.sections(EnumSet.noneOf(Section.class)));
        DUMPS.put("no real section", d -> d.sections(EnumSet.of(Section.NONE)));
        DUMPS.put("a pattern that no server can be sent", d -> d.includeTable("a\0b"));
        DUMPS.put("a role that no server can be sent", d -> d.role("a\0b"));
        DUMPS.put("an encoding that no server can be sent", d -> d.encoding("UTF8\0"));
        DUMPS.put("a key with a blank", d -> d.restrictKey("a b"));
        DUMPS.put("an archive's key", d -> d.format(DumpFormat.CUSTOM).restrictKey("ab"));
        DUMPS.put("a compressed tar", d -> d.format(DumpFormat.TAR).compression(Compression.zstd()));
        DUMPS.put("a directory in a stream", d -> d.format(DumpFormat.DIRECTORY));

        RESTORES.put("a role that no server can be sent", r -> r.role("a\0b"));
        RESTORES.put("schema and data only", r -> r.schemaOnly().dataOnly());
        RESTORES.put("data only, without data", r -> r.dataOnly().noData());
        RESTORES.put("schema only, without schema", r -> r.noSchema().schemaOnly());
        RESTORES.put("data only with statistics", r -> r.dataOnly().statistics(true));
        RESTORES.put("schema only with statistics", r -> r.statistics(true).schemaOnly());
        RESTORES.put("clean with data only", r -> r.clean().dataOnly());
        RESTORES.put("IF EXISTS without clean", PgRestore::ifExists);
        RESTORES.put("create in one transaction", r -> r.create().singleTransaction());
        RESTORES.put("several sessions in one transaction", r -> r.jobs(2).singleTransaction());
        RESTORES.put("one transaction in parts", r -> r.singleTransaction().transactionSize(3));
        RESTORES.put("empty transactions", r -> r.transactionSize(0));
        RESTORES.put("no session", r -> r.jobs(0));
        RESTORES.put("no section", r -> r.sections(EnumSet.noneOf(Section.class)));
        RESTORES.put("a key with a blank", r -> r.restrictKey("a b"));
        RESTORES.put("a script's key", r -> r.restrictKey("ab"));
        RESTORES.put("a table in an unknown schema", r -> r.includeTable("pubic.film"));
        RESTORES.put("an unknown schema", r -> r.includeSchema("nope"));
        RESTORES.put("an unknown index", r -> r.includeIndex("nope"));
        RESTORES.put("an unknown function", r -> r.includeFunction("nope()"));
        RESTORES.put("an unknown trigger", r -> r.includeTrigger("nope nope"));
        RESTORES.put("a list of words", r -> r.useList(List.of("; a comment", "", "table film")));
        RESTORES.put("a list with an entry twice", r -> r.useList(List.of(anEntry, anEntry)));
    }

    @TempDir
    private static Path folder;

    @BeforeAll
    static void dump() throws IOException {
        PgDump.from(TestServer.current().sample(Samples.DEMO).connectionSource())
                .format(DumpFormat.CUSTOM)
                .schemaOnly()
                .to(folder.resolve("archive"));
        try (Archive archive = Archive.open(folder.resolve("archive"))) {
            anEntry = Integer.toString(archive.entries().get(0).dumpId());
        }
    }

    static Stream<String> dumps() {
        return DUMPS.keySet().stream();
    }

    static Stream<String> restores() {
        return RESTORES.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("dumps")
    void ofDumps(String misuse) {
        assertThatThrownBy(() -> {
                    PgDump dump = DUMPS.get(misuse).apply(PgDump.from(UNUSED));
                    dump.to(OutputStream.nullOutputStream());
                })
                .isInstanceOf(UsageException.class);
    }

    static Stream<String> dumpsIntoFiles() {
        return DUMPS.keySet().stream().filter(misuse -> !misuse.equals("a directory in a stream"));
    }

    @ParameterizedTest
    @MethodSource("dumpsIntoFiles")
    void ofDumpsIntoFiles(String misuse) {
        Path file = folder.resolve("dump");
        assertThatThrownBy(() -> {
                    PgDump dump = DUMPS.get(misuse).apply(PgDump.from(UNUSED));
                    dump.to(file);
                })
                .isInstanceOf(UsageException.class);
        assertThat(Files.exists(file)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("restores")
    void ofRestores(String misuse) {
        assertThatThrownBy(() -> {
                    PgRestore restore =
                            PgRestore.from(folder.resolve("archive")).into(UNUSED);
                    RESTORES.get(misuse).apply(restore).run();
                })
                .isInstanceOf(UsageException.class);
    }

    @Test
    void formsThatACopyCannotHave() {
        PgRestore restore = PgRestore.from(folder.resolve("archive"));
        OutputStream out = OutputStream.nullOutputStream();
        assertThatThrownBy(() -> restore.toArchive(out, ArchiveFormat.TAR, Compression.gzip()))
                .isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> restore.toArchive(folder.resolve("copy"), ArchiveFormat.TAR, Compression.gzip()))
                .isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> restore.toArchive(out, ArchiveFormat.DIRECTORY, Compression.none()))
                .isInstanceOf(UsageException.class);
        assertThat(folder.resolve("copy")).doesNotExist();
    }

    @Test
    void jdbcUrlsAreNotConnectionStrings() {
        String url = "jdbc:postgresql://db.example/shop";
        List<ThrowingCallable> uses = List.of(
                () -> PgDump.from(url),
                () -> PgDumpAll.from(url),
                () -> PgRestore.from(folder.resolve("archive")).into(url),
                () -> ConnectionSource.of(url),
                () -> ConnectionSource.of(url, Map.of()));
        assertThat(uses)
                .allSatisfy(use -> assertThatThrownBy(use)
                        .isInstanceOf(UsageException.class)
                        .hasMessageContaining("pass a DataSource"));
    }

    @Test
    void malformedConnectionStringsAreRefusedAtOnce() {
        Map<String, String> messages = Map.of(
                "prt=5", "invalid connection option \"prt\"",
                "host=a port", "missing \"=\" after \"port\" in connection info string",
                "postgresql://a?prt=5", "invalid URI query parameter: \"prt\"",
                "a\0b", "invalid connectionString: it contains a null character");
        messages.forEach((text, message) -> assertThatThrownBy(() -> ConnectionSource.of(text))
                .as(text)
                .isInstanceOf(UsageException.class)
                .hasMessage(message));
        assertThatThrownBy(() -> PgDump.from("prt=5")).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> ConnectionSource.ofParameters(Map.of("prt", "5")))
                .isInstanceOf(UsageException.class)
                .hasMessage("invalid connection option \"prt\"");
        assertThatThrownBy(() -> ConnectionSource.ofParameters(Map.of("user", "a\0b")))
                .isInstanceOf(UsageException.class)
                .hasMessage("invalid user: it contains a null character");
    }

    @Test
    void aDumpInAStreamIsUsedOnce() throws IOException {
        byte[] archive = Files.readAllBytes(folder.resolve("archive"));
        String message = "the stream has already been read; a dump in a stream can be used only once";
        PgRestore restore = PgRestore.from(new ByteArrayInputStream(archive));
        restore.toScript(new ByteArrayOutputStream());
        PgRestore again = restore.noOwner();
        assertThatThrownBy(() -> again.toScript(new ByteArrayOutputStream()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(message);
        DiffSource side = DiffSource.dump(new ByteArrayInputStream(archive));
        PgDiff diff = PgDiff.between(side, side);
        assertThatThrownBy(diff::run).isInstanceOf(IllegalStateException.class).hasMessage(message);
    }

    static Stream<String> unknownNames() {
        return RESTORES.keySet().stream()
                .filter(misuse -> misuse.startsWith("an unknown") || misuse.startsWith("a table"));
    }

    /** As in pg_restore. */
    @ParameterizedTest
    @MethodSource("unknownNames")
    void lenientNamesSelectNothing(String misuse) throws IOException {
        PgRestore restore = PgRestore.from(folder.resolve("archive")).with(RestoreFlag.LENIENT_NAMES);
        assertThat(script(RESTORES.get(misuse).apply(restore))).doesNotContain("CREATE ");
    }

    /** A warning names the line that is skipped. */
    @Test
    void lenientListsAreRead() throws IOException {
        List<String> messages = new ArrayList<>();
        PgRestore restore = PgRestore.from(folder.resolve("archive"))
                .with(RestoreFlag.LENIENT_LIST)
                .onProgress(new MessageCollector(messages));
        assertThat(script(RESTORES.get("a list of words").apply(restore))).doesNotContain("CREATE ");
        assertThat(messages).contains("WARNING: line ignored: table film");
        script(RESTORES.get("a list with an entry twice").apply(restore));
    }

    private static String script(PgRestore restore) throws IOException {
        ByteArrayOutputStream script = new ByteArrayOutputStream();
        restore.toScript(script);
        return script.toString(StandardCharsets.UTF_8);
    }
}
