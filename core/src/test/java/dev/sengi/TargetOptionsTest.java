package dev.sengi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sengi.archive.ArchiveFormat;
import dev.sengi.archive.ArchiveWriter;
import dev.sengi.archive.Compression;
import dev.sengi.archive.Section;
import dev.sengi.archive.TocEntry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a script or a copy of an archive cannot honour is rejected before anything is written. */
class TargetOptionsTest {
    private static final ArchiveFormat FORMAT = ArchiveFormat.CUSTOM;

    /** Options of which a copy keeps nothing: they concern the commands, or the session, of a restore. */
    private static final Map<String, UnaryOperator<PgRestore>> OF_RESTORES = new LinkedHashMap<>();

    /** Options that both a copy and a script honour. */
    private static final Map<String, UnaryOperator<PgRestore>> OF_ALL = new LinkedHashMap<>();

    private static final EnumSet<ScriptFlag> LEAVE_OUT_ENTRIES = EnumSet.of(
            ScriptFlag.NO_PRIVILEGES,
            ScriptFlag.NO_COMMENTS,
            ScriptFlag.NO_SECURITY_LABELS,
            ScriptFlag.NO_PUBLICATIONS,
            ScriptFlag.NO_SUBSCRIPTIONS,
            ScriptFlag.NO_POLICIES);

    static {
        OF_RESTORES.put("--clean", PgRestore::clean);
        OF_RESTORES.put("--clean ", restore -> restore.ifExists().clean());
        OF_RESTORES.put("--no-owner", PgRestore::noOwner);
        for (ScriptFlag flag : EnumSet.range(ScriptFlag.NO_TABLESPACES, ScriptFlag.USE_SET_SESSION_AUTHORIZATION)) {
            if (!LEAVE_OUT_ENTRIES.contains(flag)) {
                OF_RESTORES.put(option(flag), restore -> restore.with(flag));
            }
        }
        OF_RESTORES.put("--single-transaction", PgRestore::singleTransaction);
        OF_RESTORES.put("--transaction-size", restore -> restore.transactionSize(5));
        for (RestoreFlag flag : EnumSet.of(
                RestoreFlag.EXIT_ON_ERROR,
                RestoreFlag.NO_DATA_FOR_FAILED_TABLES,
                RestoreFlag.SEPARATE_COMMANDS,
                RestoreFlag.RESTORE_INTO_EXISTING,
                RestoreFlag.QUOTE_ALL_IDENTIFIERS)) {
            OF_RESTORES.put(option(flag), restore -> restore.with(flag));
        }
        OF_RESTORES.put("-S/--superuser", restore -> restore.superuser("root"));
        OF_RESTORES.put("--role", restore -> restore.role("someone"));
        OF_RESTORES.put("--restrict-key", restore -> restore.restrictKey("key"));
        OF_RESTORES.put("-j/--jobs", restore -> restore.jobs(2));

        for (ScriptFlag flag : LEAVE_OUT_ENTRIES) {
            OF_ALL.put(option(flag), restore -> restore.with(flag));
        }
        for (RestoreFlag flag : EnumSet.of(
                RestoreFlag.LENIENT_NAMES,
                RestoreFlag.LENIENT_LIST,
                RestoreFlag.BARE_TABLES,
                RestoreFlag.ARCHIVES_ONLY,
                RestoreFlag.SEQUENCE_DATA)) {
            OF_ALL.put(option(flag), restore -> restore.with(flag));
        }
        OF_ALL.put("create", PgRestore::create);
        OF_ALL.put("verbose", restore -> restore.with(ScriptFlag.VERBOSE));
        OF_ALL.put("a table", restore -> restore.includeTable("t"));
        OF_ALL.put("a section", restore -> restore.sections(EnumSet.of(Section.DATA)));
        OF_ALL.put("only data", PgRestore::dataOnly);
        OF_ALL.put(
                "a database",
                restore -> restore.into(() -> {
                    throw new AssertionError("connected");
                }));
        OF_ALL.put("returned failures", PgRestore::returnFailures);
        OF_ALL.put("one job", restore -> restore.jobs(1));
    }

    @TempDir
    private static Path folder;

    private static Path archive;

    @BeforeAll
    static void writeArchive() throws IOException {
        archive = folder.resolve("archive");
        TocEntry rows = MadeArchive.rows(1, "t", List.of());
        try (ArchiveWriter writer = ArchiveWriter.create(archive, FORMAT, Compression.none())) {
            writer.begin(MadeArchive.header(FORMAT), List.of(rows));
            try (OutputStream out = writer.openData(rows)) {
                out.write("a\n\\.\n".getBytes(StandardCharsets.US_ASCII));
            }
            writer.finish();
        }
    }

    private static String option(Enum<?> flag) {
        return "--" + flag.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Stream<String> restoreOptions() {
        return OF_RESTORES.keySet().stream();
    }

    static Stream<String> optionsOfAll() {
        return OF_ALL.keySet().stream();
    }

    /** A new flag is in one of the lists. */
    @Test
    void everyFlagIsTried() {
        Stream.of(ScriptFlag.values(), RestoreFlag.values())
                .flatMap(Stream::of)
                .filter(flag -> flag != ScriptFlag.CREATE && flag != ScriptFlag.VERBOSE && flag != ScriptFlag.IF_EXISTS)
                .forEach(flag -> assertThat(OF_RESTORES.containsKey(option(flag)))
                        .as(flag.name())
                        .isNotEqualTo(OF_ALL.containsKey(option(flag))));
    }

    @ParameterizedTest
    @MethodSource("restoreOptions")
    void aCopyRejectsWhatOnlyARestoreCanDo(String option) {
        PgRestore restore = OF_RESTORES.get(option).apply(PgRestore.from(archive));
        Path copy = folder.resolve("copy");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<ThrowingCallable> uses = List.of(
                () -> restore.toArchive(copy, FORMAT, Compression.none()),
                () -> restore.toArchive(out, FORMAT, Compression.none()),
                () -> restore.startArchive(copy, FORMAT, Compression.none()),
                () -> restore.startArchive(out, FORMAT, Compression.none()));
        assertThat(uses)
                .allSatisfy(use -> assertThatThrownBy(use)
                        .isInstanceOf(UsageException.class)
                        .hasMessage("option " + option.strip()
                                + " has no effect on a copy of an archive; set it when the copy is restored"));
        assertThat(copy).doesNotExist();
        assertThat(out.size()).isZero();
    }

    @Test
    void aScriptRejectsWhatItCannotExpress() {
        PgRestore restore = PgRestore.from(archive);
        Map<PgRestore, String> rejected = Map.of(
                restore.jobs(2), "option -j/--jobs has no effect on a script",
                restore.with(RestoreFlag.NO_DATA_FOR_FAILED_TABLES),
                        "option --no-data-for-failed-tables has no effect on a script");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        rejected.forEach((choice, message) -> {
            assertThatThrownBy(() -> choice.toScript(out))
                    .isInstanceOf(UsageException.class)
                    .hasMessage(message);
            assertThatThrownBy(() -> choice.startScript(out))
                    .isInstanceOf(UsageException.class)
                    .hasMessage(message);
        });
        assertThat(out.size()).isZero();
    }

    @Test
    void aScriptContainsTransactions() throws IOException {
        PgRestore restore = PgRestore.from(archive);
        for (PgRestore choice : List.of(restore.singleTransaction(), restore.transactionSize(5))) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            choice.toScript(out);
            assertThat(out.toString(StandardCharsets.UTF_8)).contains("BEGIN;", "COMMIT;");
        }
    }

    @ParameterizedTest
    @MethodSource("optionsOfAll")
    void otherOptionsFitEveryTarget(String option) {
        PgRestore restore = OF_ALL.get(option).apply(PgRestore.from(archive));
        OutputStream nowhere = OutputStream.nullOutputStream();
        assertThatCode(() -> {
                    restore.toScript(nowhere);
                    restore.toArchive(nowhere, FORMAT, Compression.none());
                })
                .doesNotThrowAnyException();
    }

    /** They show what a restore with these options would do, or from which entries it would select. */
    @ParameterizedTest
    @MethodSource("restoreOptions")
    void listsAndPlansAcceptTheOptionsOfRestores(String option) {
        PgRestore restore = OF_RESTORES.get(option).apply(PgRestore.from(archive));
        OutputStream nowhere = OutputStream.nullOutputStream();
        assertThatCode(() -> {
                    restore.toList(nowhere);
                    restore.toPlan(nowhere);
                })
                .doesNotThrowAnyException();
    }
}
