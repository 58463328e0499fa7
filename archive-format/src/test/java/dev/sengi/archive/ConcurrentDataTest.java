package dev.sengi.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sengi.archive.internal.creation.ArchiveCreation;
import dev.sengi.archive.internal.creation.WriterOptions;
import dev.sengi.archive.internal.writer.EngineWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives whose data several threads write at the same time contain what they wrote. */
class ConcurrentDataTest {
    private static final int SEEDS = 6;

    @TempDir
    private Path folder;

    private final List<TocEntry> entries = new ArrayList<>();
    private final Map<Integer, byte[]> written = new HashMap<>();

    @ParameterizedTest
    @EnumSource(CompressionAlgorithm.class)
    void inAFile(CompressionAlgorithm algorithm) throws Exception {
        for (int seed = 0; seed < SEEDS; seed++) {
            Path file = folder.resolve("file" + seed);
            entries(seed);
            try (ArchiveWriter writer = ArchiveCreation.create(
                    file, ArchiveFormat.CUSTOM, Compression.of(algorithm), spoolingInto(folder))) {
                write(writer, 1 + seed, entries, seed);
            }
            try (Archive archive = Archive.open(file)) {
                check(archive);
                assertThat(archive.verify().problems()).isEmpty();
            }
        }
        assertThat(folder).isDirectoryNotContaining("glob:**.spool");
    }

    private static WriterOptions spoolingInto(Path folder) {
        return WriterOptions.forAnyRows().withSpoolFolder(folder);
    }

    /** Root may write everywhere, but not even root can create a file among the descriptors of a process. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void inAFileBesideWhichNoneCanBeCreated() throws Exception {
        entries(3);
        Path file = folder.resolve("file");
        try (ArchiveWriter writer = ArchiveCreation.create(
                file, ArchiveFormat.CUSTOM, Compression.none(), spoolingInto(Path.of("/proc/self/fd")))) {
            write(writer, 4, entries, 3);
        }
        try (Archive archive = Archive.open(file)) {
            check(archive);
        }
    }

    @ParameterizedTest
    @EnumSource(CompressionAlgorithm.class)
    void inAFolder(CompressionAlgorithm algorithm) throws Exception {
        for (int seed = 0; seed < SEEDS; seed++) {
            Path directory = folder.resolve("folder" + seed);
            entries(seed);
            try (ArchiveWriter writer =
                    ArchiveWriter.create(directory, ArchiveFormat.DIRECTORY, Compression.of(algorithm))) {
                write(writer, 1 + seed, entries, seed);
            }
            try (Archive archive = Archive.open(directory)) {
                check(archive);
                assertThat(archive.verify().problems()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ArchiveFormat.class,
            names = {"CUSTOM", "TAR"})
    void inAStreamInOrder(ArchiveFormat format) throws Exception {
        for (int seed = 0; seed < SEEDS; seed++) {
            ByteArrayOutputStream stream = new ByteArrayOutputStream();
            entries(seed);
            try (ArchiveWriter writer = ArchiveWriter.create(stream, format, Compression.none())) {
                write(writer, 1 + seed, entries, seed);
            }
            try (Archive archive = Archive.open(new ByteArrayInputStream(stream.toByteArray()))) {
                check(archive);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void threadsThatWaitForOthersAreReleasedWhenTheyFail(boolean seekable) throws Exception {
        entries(1);
        Path file = folder.resolve("failed");
        WriterOptions options = WriterOptions.forAnyRows();
        try (EngineWriter writer = seekable
                ? ArchiveCreation.create(file, ArchiveFormat.CUSTOM, Compression.none(), options)
                : ArchiveCreation.create(
                        OutputStream.nullOutputStream(), ArchiveFormat.CUSTOM, Compression.none(), options)) {
            writer.begin(SampleArchive.HEADER, entries);
            OutputStream first = writer.openData(entries.get(0));
            AtomicReference<Throwable> thrown = new AtomicReference<>();
            Thread waiting = new Thread(() -> {
                try (OutputStream second = writer.openData(entries.get(1))) {
                    byte[] rows = new byte[1 << 20];
                    for (int i = 0; i < 1000; i++) {
                        second.write(rows);
                        Thread.sleep(10);
                    }
                } catch (IOException | InterruptedException e) {
                    thrown.set(e);
                }
            });
            waiting.start();
            waiting.join(200);
            writer.abandon();
            waiting.join(20_000);
            assertThat(waiting.isAlive()).isFalse();
            assertThat(thrown.get()).hasMessageContaining("stopped");
            first.close();
            assertThatThrownBy(writer::finish).isInstanceOf(IllegalStateException.class);
        }
    }

    private void entries(int seed) {
        Random random = new Random(seed);
        entries.clear();
        written.clear();
        for (int i = 1; i <= 40; i++) {
            TocEntry entry = TocEntry.builder(i)
                    .hadDumper(true)
                    .tag("t" + i)
                    .desc("TABLE DATA")
                    .section(Section.DATA)
                    .namespace("public")
                    .copyStmt("COPY t" + i + " (a) FROM stdin;\n")
                    .build();
            entries.add(entry);
            int size = random.nextInt(4) == 0 ? random.nextInt(1_500_000) : random.nextInt(20) * random.nextInt(500);
            written.put(i, rows(random, size));
        }
    }

    private static byte[] rows(Random random, int size) {
        StringBuilder rows = new StringBuilder();
        while (rows.length() < size) {
            rows.append(Long.toString(random.nextLong(), 36)).append('\n');
        }
        return rows.append("\\.\n\n\n").toString().getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }

    private void write(ArchiveWriter writer, int threads, List<TocEntry> all, int seed) throws Exception {
        writer.begin(SampleArchive.HEADER, all);
        AtomicInteger next = new AtomicInteger();
        List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Random random = new Random(seed * 100L + i);
            Thread worker = new Thread(() -> {
                try {
                    while (writeNext(writer, all, next, random)) {
                        // Continues with the next entry.
                    }
                } catch (IOException | RuntimeException | Error e) {
                    failures.add(e);
                }
            });
            workers.add(worker);
            worker.start();
        }
        for (Thread worker : workers) {
            worker.join();
        }
        assertThat(failures).isEmpty();
        writer.finish();
    }

    /** Returns false if no entry is left. */
    private boolean writeNext(ArchiveWriter writer, List<TocEntry> all, AtomicInteger next, Random random)
            throws IOException {
        TocEntry entry;
        OutputStream opened;
        // Entries must be opened in order.
        synchronized (next) {
            int at = next.getAndIncrement();
            if (at >= all.size()) {
                return false;
            }
            entry = all.get(at);
            opened = writer.openData(entry);
        }
        byte[] rows = written.get(entry.dumpId());
        try (OutputStream out = opened) {
            for (int at = 0; at < rows.length; ) {
                int count = Math.min(rows.length - at, 1 + random.nextInt(100_000));
                out.write(rows, at, count);
                at += count;
            }
            return true;
        }
    }

    private void check(Archive archive) throws IOException {
        for (TocEntry entry : archive.entries()) {
            try (InputStream data = archive.openData(entry)) {
                assertThat(data.readAllBytes()).as(entry.tag()).isEqualTo(written.get(entry.dumpId()));
            }
        }
        assertThat(archive.entries()).hasSameSizeAs(entries);
    }
}
