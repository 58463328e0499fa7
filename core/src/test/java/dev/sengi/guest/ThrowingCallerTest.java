package dev.sengi.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sengi.DumpFormat;
import dev.sengi.EntryProgress;
import dev.sengi.EntryResult;
import dev.sengi.PgDump;
import dev.sengi.PgRestore;
import dev.sengi.Progress;
import dev.sengi.ProgressListener;
import dev.sengi.archive.ArchiveFormat;
import dev.sengi.archive.Compression;
import dev.sengi.archive.TocEntry;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever a caller's listener or stream throws, and whenever, each operation passes it on unchanged, and leaves no
 * thread, file or borrowed connection behind.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ThrowingCallerTest {
    private static final String OBJECTS = """
            CREATE TABLE a AS SELECT i, repeat(md5(i::text), 20) AS x FROM generate_series(1, 3000) i;
            CREATE TABLE b AS SELECT * FROM a;
            ALTER TABLE a ADD PRIMARY KEY (i);
            ALTER TABLE b ADD FOREIGN KEY (i) REFERENCES a;
            SELECT lo_from_bytea(0, convert_to(repeat('x', 300000), 'UTF8'));
            CREATE VIEW v AS SELECT i FROM a JOIN b USING (i)""";

    @TempDir
    private Path folder;

    private final Map<Operation, Integer> listenerCalls = new EnumMap<>(Operation.class);
    private final Map<Operation, Integer> streamCalls = new EnumMap<>(Operation.class);
    private TestDatabase source;
    private TestDatabase target;
    private Path archive;
    private byte[] archiveBytes;

    /**
     * What is thrown, and when: at a call of the listener or, since rows arrive in pieces of any size, at a byte of the
     * stream.
     */
    private static final class Trap implements ProgressListener {
        private final Throwable thrown;
        private final int atCall;
        private int calls;

        Trap(Throwable thrown, int atCall) {
            this.thrown = thrown;
            this.atCall = atCall;
        }

        int calls() {
            return calls;
        }

        synchronized boolean isSprung() {
            return calls >= atCall;
        }

        private void spring() {
            spring(1);
        }

        private synchronized void spring(int count) {
            boolean sprung = calls >= atCall;
            assertThat(sprung).as("used after it threw").isFalse();
            calls += count;
            if (calls >= atCall) {
                throw Trap.<RuntimeException>unchecked(thrown);
            }
        }

        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
        private static <E extends Throwable> E unchecked(Throwable e) throws E {
            throw (E) e;
        }

        OutputStream stream() {
            return new OutputStream() {
                @Override
                public void write(int octet) {
                    spring();
                }

                @Override
                public void write(byte[] bytes, int offset, int length) {
                    spring(length);
                }

                @Override
                public void flush() {
                    spring(1);
                }
            };
        }

        @Override
        public void message(Severity severity, String text) {
            spring();
        }

        @Override
        public void entryStarted(TocEntry entry) {
            spring();
        }

        @Override
        public void entryAdvanced(EntryProgress advance) {
            spring();
        }

        @Override
        public void entryFinished(EntryResult result) {
            spring();
        }

        @Override
        public void progress(Progress progress) {
            spring();
        }
    }

    /** A use of the library with a listener and a stream. */
    private enum Operation {
        DUMP_TO_STREAM,
        DUMP_SCRIPT_TO_STREAM,
        DUMP_TAR_TO_STREAM,
        DUMP_TO_FILE,
        DUMP_TO_FOLDER,
        DUMP_BY_TWO_TO_FILE,
        DUMP_SCRIPT_BY_TWO,
        RESTORE,
        RESTORE_FROM_STREAM,
        RESTORE_BY_THREE,
        RESTORE_IN_TRANSACTION,
        TO_SCRIPT,
        TO_LIST,
        TO_PLAN,
        TO_ARCHIVE,
        TO_TAR,
        TO_ARCHIVE_FILE,
        TO_ARCHIVE_FOLDER;

        boolean hasWorkers() {
            return name().contains("_BY_");
        }

        boolean writesToStream() {
            return !name().startsWith("RESTORE") && !name().endsWith("FILE") && !name().endsWith("FOLDER");
        }
    }

    @BeforeAll
    void makeArchive() throws IOException {
        source = TestServer.current().createDatabase();
        target = TestServer.current().createDatabase();
        source.execute(OBJECTS.split(";"));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PgDump.from(source.connectionSource()).format(DumpFormat.CUSTOM).to(bytes);
        archiveBytes = bytes.toByteArray();
    }

    @BeforeEach
    void writeArchive() throws IOException {
        archive = Files.write(folder.resolve("archive"), archiveBytes);
    }

    @AfterAll
    void dropDatabases() {
        source.close();
        target.close();
    }

    static Stream<Arguments> cases() {
        List<Arguments> cases = new ArrayList<>();
        int turn = 0;
        for (Operation operation : Operation.values()) {
            List<Throwable> others = new ArrayList<>(List.of(
                    new IllegalStateException("the caller's"),
                    new AssertionError("the caller's"),
                    new TimeoutException("the caller's, undeclared")));
            if (operation.hasWorkers()) {
                others.add(new InterruptedException("the caller's, undeclared"));
            }
            cases.add(Arguments.of(operation, new IOException("the caller's"), Moments.ALL));
            for (Throwable other : others) {
                Moments one = Moments.ONE.get((turn + others.indexOf(other)) % Moments.ONE.size());
                cases.add(Arguments.of(operation, other, TestServer.isThorough() ? Moments.ALL : one));
            }
            turn++;
        }
        return cases.stream();
    }

    /** The calls of an operation at which something is thrown. */
    private enum Moments {
        ALL,
        FIRST,
        MIDDLE,
        LAST;

        /** What is sufficient for exceptions other than the usual one, in turn. */
        private static final List<Moments> ONE = List.of(FIRST, MIDDLE, LAST);

        Set<Integer> of(int calls) {
            Stream<Integer> moments =
                    switch (this) {
                        case ALL -> Stream.of(1, 2, calls / 3, calls / 2, calls * 3 / 4, calls - 1, calls);
                        case FIRST -> Stream.of(1);
                        case MIDDLE -> Stream.of(calls / 2);
                        case LAST -> Stream.of(calls);
                    };
            return moments.filter(call -> call > 0 && call <= calls).collect(Collectors.toSet());
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void listener(Operation operation, Throwable thrown, Moments moments) throws IOException {
        int calls = listenerCalls.computeIfAbsent(operation, counted -> {
            Trap counting = new Trap(thrown, Integer.MAX_VALUE);
            assertThat(catchThrowable(() -> perform(counted, counting, OutputStream.nullOutputStream())))
                    .isNull();
            return counting.calls();
        });
        for (int call : moments.of(calls)) {
            // Rows that arrive slowly are reported more often, so the last calls may not be made again.
            boolean isLast = call >= calls - 1;
            assertComesBack(operation, thrown, new Trap(thrown, call), null, isLast);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void stream(Operation operation, Throwable thrown, Moments moments) throws IOException {
        if (operation.writesToStream()) {
            int calls = streamCalls.computeIfAbsent(operation, counted -> {
                Trap counting = new Trap(thrown, Integer.MAX_VALUE);
                assertThat(catchThrowable(() -> perform(counted, ProgressListener.none(), counting.stream())))
                        .isNull();
                return counting.calls();
            });
            for (int call : moments.of(calls)) {
                assertComesBack(operation, thrown, null, new Trap(thrown, call), false);
            }
        }
    }

    /** The device accepts no bytes, like a full disk. */
    @Test
    void fullDisk() throws IOException {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "no /dev/full");
        for (Operation operation : Operation.values()) {
            if (operation.writesToStream()) {
                try (OutputStream out = Files.newOutputStream(full)) {
                    Throwable thrown = catchThrowable(() -> perform(operation, ProgressListener.none(), out));
                    assertThat(thrown).as("%s", operation).isInstanceOf(IOException.class);
                    assertThat(thrown).hasMessageContaining("No space left on device");
                }
                assertNothingRemains(operation);
            }
        }
    }

    private void assertComesBack(Operation operation, Throwable thrown, Trap listener, Trap stream, boolean mayBeMissed)
            throws IOException {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        Throwable caught = catchThrowable(() -> perform(
                operation,
                listener == null ? ProgressListener.none() : listener,
                stream == null ? OutputStream.nullOutputStream() : stream.stream()));
        boolean missed = mayBeMissed && !listener.isSprung();
        assertThat(caught).isSameAs(missed ? null : thrown);
        assertThat(Thread.interrupted()).isFalse();
        assertNothingRemains(operation);
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            // Parallel tests have such threads too, which end soon.
            if (thread.getName().startsWith("sengi") && !before.contains(thread)) {
                assertThat(hasEnded(thread)).as("%s has ended", thread).isTrue();
            }
        }
    }

    private static boolean hasEnded(Thread thread) {
        try {
            thread.join(TimeUnit.SECONDS.toMillis(120));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return !thread.isAlive();
    }

    private void assertNothingRemains(Operation operation) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.filter(file -> !Files.isDirectory(file)))
                    .as("files after %s", operation)
                    .containsExactly(archive);
        }
        for (TestDatabase database : List.of(source, target)) {
            assertThat(database.value("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                            + " AND pid <> pg_backend_pid() AND state <> 'idle'"))
                    .isEqualTo("0");
        }
    }

    private void perform(Operation operation, ProgressListener listener, OutputStream out) throws Exception {
        switch (operation) {
            case DUMP_TO_STREAM -> dump(DumpFormat.CUSTOM, listener).to(out);
            case DUMP_SCRIPT_TO_STREAM -> dump(DumpFormat.PLAIN, listener).to(out);
            case DUMP_TAR_TO_STREAM -> dump(DumpFormat.TAR, listener).to(out);
            case DUMP_TO_FILE -> Files.delete(toNewFile(dump(DumpFormat.CUSTOM, listener)::to));
            case DUMP_TO_FOLDER -> dump(DumpFormat.DIRECTORY, listener).to(newFolder());
            case DUMP_BY_TWO_TO_FILE ->
                Files.delete(toNewFile(dump(DumpFormat.CUSTOM, listener).jobs(2)::to));
            case DUMP_SCRIPT_BY_TWO -> dump(DumpFormat.PLAIN, listener).jobs(2).to(out);
            case RESTORE -> into(PgRestore.from(archive), listener).run();
            case RESTORE_FROM_STREAM ->
                into(PgRestore.from(new ByteArrayInputStream(archiveBytes)), listener)
                        .run();
            case RESTORE_BY_THREE ->
                into(PgRestore.from(archive), listener).jobs(3).run();
            case RESTORE_IN_TRANSACTION ->
                into(PgRestore.from(archive), listener).singleTransaction().run();
            case TO_SCRIPT -> PgRestore.from(archive).onProgress(listener).toScript(out);
            case TO_LIST -> PgRestore.from(archive).onProgress(listener).toList(out);
            case TO_PLAN -> PgRestore.from(archive).onProgress(listener).toPlan(out);
            case TO_ARCHIVE ->
                PgRestore.from(archive).onProgress(listener).toArchive(out, ArchiveFormat.CUSTOM, Compression.gzip());
            case TO_TAR ->
                PgRestore.from(archive).onProgress(listener).toArchive(out, ArchiveFormat.TAR, Compression.none());
            case TO_ARCHIVE_FILE ->
                Files.delete(toNewFile(file -> PgRestore.from(archive)
                        .onProgress(listener)
                        .toArchive(file, ArchiveFormat.CUSTOM, Compression.gzip())));
            case TO_ARCHIVE_FOLDER ->
                PgRestore.from(archive)
                        .onProgress(listener)
                        .toArchive(newFolder(), ArchiveFormat.DIRECTORY, Compression.gzip());
            default -> throw new AssertionError(operation);
        }
    }

    private PgDump dump(DumpFormat format, ProgressListener listener) {
        return PgDump.from(source.connectionSource()).format(format).onProgress(listener);
    }

    private PgRestore into(PgRestore restore, ProgressListener listener) {
        return restore.clean().ifExists().onProgress(listener).into(target.connectionSource());
    }

    /** Writes a file. */
    private interface ToFile {
        void write(Path file) throws IOException;
    }

    private Path toNewFile(ToFile work) throws IOException {
        Path file = folder.resolve("new");
        work.write(file);
        return file;
    }

    private Path newFolder() throws IOException {
        return Files.createTempDirectory(folder, "folder");
    }
}
