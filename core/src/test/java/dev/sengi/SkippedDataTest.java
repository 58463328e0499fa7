package dev.sengi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sengi.archive.ArchiveFormat;
import dev.sengi.archive.ArchiveWriter;
import dev.sengi.archive.Compression;
import dev.sengi.archive.TocEntry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Data that are read from a stream only because others follow. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SkippedDataTest {
    private static final int CHUNK = 1 << 16;
    private static final int BLOCK = 512;
    private static final String DATA = "first row\n\\.\n\n\n";

    @TempDir
    private Path folder;

    /** Counts down whenever it is read; ends with the test, should nothing else end it. */
    private static final class Chunks extends InputStream {
        private final CountDownLatch reads = new CountDownLatch(1000);
        private long position;
        private volatile boolean ended;

        @Override
        public int read() {
            // {Int length, bytes}: an Int is its sign and 4 bytes, the least significant first.
            int within = (int) (position++ % (5 + CHUNK));
            return ended ? -1 : within == 3 ? CHUNK >> 16 : 0;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            reads.countDown();
            for (int i = 0; i < length; i++) {
                int next = read();
                if (next < 0) {
                    return -1;
                }
                bytes[offset + i] = (byte) next;
            }
            return length;
        }
    }

    /** Returns a tar of a table, and another file of 8 GiB after it. */
    private static InputStream tarThatContinues(InputStream content) throws IOException {
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        TocEntry rows = MadeArchive.rows(1, "t", List.of());
        try (ArchiveWriter writer = ArchiveWriter.create(archive, ArchiveFormat.TAR, Compression.none())) {
            writer.begin(MadeArchive.header(ArchiveFormat.TAR), List.of(rows));
            try (OutputStream data = writer.openData(rows)) {
                data.write(DATA.getBytes(StandardCharsets.US_ASCII));
            }
            writer.finish();
        }
        byte[] tar = archive.toByteArray();
        int end = tar.length;
        while (tar[end - 1] == 0) {
            end--;
        }
        end += (BLOCK - end % BLOCK) % BLOCK;
        byte[] header = Arrays.copyOf(tar, BLOCK);
        put(header, 124, "77777777777 ");
        put(header, 148, "        ");
        int sum = 0;
        for (byte b : header) {
            sum += b & 0xff;
        }
        put(header, 148, String.format(Locale.ROOT, "%06o\0 ", sum));
        ByteArrayOutputStream beginning = new ByteArrayOutputStream();
        beginning.write(tar, 0, end);
        beginning.writeBytes(header);
        return new SequenceInputStream(new ByteArrayInputStream(beginning.toByteArray()), content);
    }

    private static void put(byte[] header, int offset, String field) {
        System.arraycopy(field.getBytes(StandardCharsets.US_ASCII), 0, header, offset, field.length());
    }

    /** Returns an archive of two tables, up to the first byte of the data of the first one. */
    private static byte[] beginning() throws IOException {
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        List<TocEntry> entries =
                List.of(MadeArchive.rows(1, "large", List.of()), MadeArchive.rows(2, "wanted", List.of()));
        try (ArchiveWriter writer = ArchiveWriter.create(archive, ArchiveFormat.CUSTOM, Compression.none())) {
            writer.begin(MadeArchive.header(ArchiveFormat.CUSTOM), entries);
            for (TocEntry entry : entries) {
                try (OutputStream data = writer.openData(entry)) {
                    data.write(DATA.getBytes(StandardCharsets.US_ASCII));
                }
            }
            writer.finish();
        }
        String text = archive.toString(StandardCharsets.ISO_8859_1);
        int lengthOfFirstChunk = text.indexOf(DATA) - 5;
        return text.substring(0, lengthOfFirstChunk).getBytes(StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"archive", "script"})
    void cancellingEndsTheSkippingOfData(String output) throws Exception {
        Chunks endless = new Chunks();
        PgRestore restore = PgRestore.from(new SequenceInputStream(new ByteArrayInputStream(beginning()), endless))
                .dataOnly()
                .includeTable("wanted");
        try (Run<?> run = output.equals("archive")
                ? restore.startArchive(folder.resolve("copy"), ArchiveFormat.TAR, Compression.none())
                : restore.startScript(OutputStream.nullOutputStream())) {
            assertThat(endless.reads.await(30, TimeUnit.SECONDS)).isTrue();
            run.cancel();
            boolean ends = run.await(Duration.ofSeconds(5));
            endless.ended = true;
            assertThat(ends).isTrue();
            assertThatThrownBy(run::await).isInstanceOf(CancelledException.class);
        }
    }

    /** The writer of the tar may be waiting for a reader, but the script is complete. */
    @Test
    void cancellingEndsTheReadingOfTheRestOfATar() throws Exception {
        Chunks endless = new Chunks();
        ByteArrayOutputStream script = new ByteArrayOutputStream();
        try (Run<ScriptReport> run = PgRestore.from(tarThatContinues(endless)).startScript(script)) {
            assertThat(endless.reads.await(30, TimeUnit.SECONDS)).isTrue();
            run.cancel();
            boolean ends = run.await(Duration.ofSeconds(5));
            endless.ended = true;
            assertThat(ends).isTrue();
            assertThat(run.await().rows()).isEqualTo(1);
            assertThat(script.toString(StandardCharsets.UTF_8)).contains("PostgreSQL database dump complete");
        }
    }
}
