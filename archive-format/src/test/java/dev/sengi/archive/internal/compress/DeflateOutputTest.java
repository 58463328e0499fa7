package dev.sengi.archive.internal.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sengi.archive.Compression;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams compressed by several threads, read back by the JDK and by the archive readers. */
class DeflateOutputTest {
    private static final int BLOCK = DeflateBlock.SIZE;
    private static final int[] LENGTHS = {
        0,
        1,
        1023,
        1024,
        1025,
        32_767,
        32_768,
        65_537,
        BLOCK - 1,
        BLOCK,
        BLOCK + 1,
        BLOCK + 40_000,
        3 * BLOCK,
        7 * BLOCK + 5
    };

    @ParameterizedTest
    @ValueSource(ints = {-1, 1, 3, 4, 6, 9})
    void isReadByOthers(int level) throws IOException {
        Random random = new Random(level);
        for (int length : LENGTHS) {
            byte[] content = content(random, length);
            byte[] zlib = write(Compression.gzip(level), content, random, false);
            byte[] gzip = write(Compression.gzip(level), content, random, true);
            try (InputStream other = new InflaterInputStream(new ByteArrayInputStream(zlib));
                    InputStream own = new ZlibInput(new ByteArrayInputStream(zlib))) {
                assertThat(other.readAllBytes()).isEqualTo(content);
                assertThat(own.readAllBytes()).isEqualTo(content);
            }
            try (InputStream other = new GZIPInputStream(new ByteArrayInputStream(gzip));
                    InputStream own = new GzipInput(new ByteArrayInputStream(gzip), true)) {
                assertThat(other.readAllBytes()).isEqualTo(content);
                assertThat(own.readAllBytes()).isEqualTo(content);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 5, 6, 7, 8, 9})
    void isBarelyLargerThanOneStream(int level) throws IOException {
        byte[] content = content(new Random(level), 20 * BLOCK);
        ByteArrayOutputStream once = new ByteArrayOutputStream();
        try (OutputStream out = new DeflaterOutputStream(once, new Deflater(level))) {
            out.write(content);
        }
        byte[] zlib = write(Compression.gzip(level), content, new Random(1), false);
        assertThat(zlib.length).isLessThan(once.size() + once.size() / 200);
        assertThat(Arrays.copyOf(zlib, 2)).isEqualTo(Arrays.copyOf(once.toByteArray(), 2));
    }

    @Test
    void theDefaultLevelIsSix() throws IOException {
        byte[] content = content(new Random(5), 20 * BLOCK);
        assertThat(write(Compression.gzip(), content, new Random(1), false))
                .isEqualTo(write(Compression.gzip(6), content, new Random(1), false));
    }

    @Test
    void streamsShareThreadsThatEndWithTheirArchive() throws Exception {
        byte[] content = content(new Random(7), 30 * BLOCK);
        Compressor compressor = new Compressor(Compression.gzip());
        try (compressor) {
            Thread[] writers = new Thread[4];
            byte[][] written = new byte[writers.length][];
            for (int i = 0; i < writers.length; i++) {
                int number = i;
                writers[i] = new Thread(() -> {
                    ByteArrayOutputStream sink = new ByteArrayOutputStream();
                    try (OutputStream out = compressor.compress(sink)) {
                        out.write(content, 0, content.length - number);
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                    written[number] = sink.toByteArray();
                });
                writers[i].start();
            }
            for (int i = 0; i < writers.length; i++) {
                writers[i].join();
                try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(written[i]))) {
                    assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOf(content, content.length - i));
                }
            }
            assertThat(compressor.threads().alive())
                    .isBetween(1, Runtime.getRuntime().availableProcessors());
        }
        for (int i = 0; i < 500 && compressor.threads().alive() > 0; i++) {
            Thread.sleep(10);
        }
        assertThat(compressor.threads().alive()).isZero();
    }

    @Test
    void startsNoThreadForSmallContent() throws IOException {
        try (Compressor compressor = new Compressor(Compression.gzip())) {
            for (int i = 0; i < 10; i++) {
                try (OutputStream out = compressor.compress(new ByteArrayOutputStream())) {
                    out.write(new byte[20_000]);
                }
            }
            assertThat(compressor.threads().alive()).isZero();
        }
    }

    @Test
    void aFailingSinkFailsTheWriter() {
        IOException full = new IOException("No space left on device");
        OutputStream sink = new OutputStream() {
            private int room = 4 * BLOCK;

            @Override
            public void write(int b) throws IOException {
                write(new byte[1], 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                room -= length;
                if (room < 0) {
                    throw full;
                }
            }
        };
        byte[] content = new byte[30 * BLOCK];
        new Random(1).nextBytes(content);
        assertThatThrownBy(() -> {
                    try (OutputStream out = StreamCompression.compress(Compression.gzip(), sink)) {
                        out.write(content);
                    }
                })
                .isSameAs(full);
    }

    @Test
    void anInterruptedWriterThrows() {
        byte[] content = content(new Random(1), 30 * BLOCK);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> {
                    try (OutputStream out =
                            StreamCompression.compress(Compression.gzip(), new ByteArrayOutputStream())) {
                        out.write(content);
                    }
                })
                .isInstanceOf(java.io.InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void waitingForAClosedArchiveFails() throws IOException {
        Compressor compressor = new Compressor(Compression.gzip());
        OutputStream out = compressor.compress(new ByteArrayOutputStream());
        compressor.close();
        byte[] content = content(new Random(1), 30 * BLOCK);
        assertThatThrownBy(() -> out.write(content)).hasMessageContaining("the archive was closed");
    }

    /** Returns content that compresses somewhat, with matches across blocks. */
    private static byte[] content(Random random, int length) {
        byte[] content = new byte[length];
        for (int i = 0; i < length; i++) {
            content[i] = i > 500 && random.nextInt(10) > 0
                    ? content[i - 1 - random.nextInt(500)]
                    : (byte) ('a' + random.nextInt(26));
        }
        return content;
    }

    private static byte[] write(Compression compression, byte[] content, Random random, boolean file)
            throws IOException {
        ByteArrayOutputStream sink = new ByteArrayOutputStream();
        // Zlib compresses some blocks, and the encoder the others.
        CompressionThreads threads =
                new CompressionThreads(Compressor.level(compression), content.length / BLOCK / 2, Thread::new);
        try (Compressor compressor = new Compressor(compression, threads);
                OutputStream out = file ? compressor.compressFile(sink) : compressor.compress(sink)) {
            for (int at = 0; at < content.length; ) {
                int count = Math.min(content.length - at, 1 + random.nextInt(2 * BLOCK));
                out.write(content, at, count);
                at += count;
            }
        }
        return sink.toByteArray();
    }
}
