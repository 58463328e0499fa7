package dev.sengi.archive.internal.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compression if threads or zlib's state cannot be created. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CompressionThreadsTest {

    /** @param possible how many more threads can be created */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void continuesWithTheThreadsThatCanBeStarted(int possible) throws IOException {
        byte[] content = new byte[20 * DeflateBlock.SIZE + 5];
        new Random(1).nextBytes(content);
        AtomicInteger left = new AtomicInteger(possible);
        ByteArrayOutputStream zlib = new ByteArrayOutputStream();
        try (CompressionThreads threads = new CompressionThreads(1, 5, task -> {
                    if (left.getAndDecrement() <= 0) {
                        throw new OutOfMemoryError("unable to create native thread");
                    }
                    return new Thread(task);
                });
                OutputStream out = new DeflateOutput(zlib, DeflateContainer.ZLIB, threads)) {
            out.write(content);
        }
        assertThat(new InflaterInputStream(new ByteArrayInputStream(zlib.toByteArray())).readAllBytes())
                .isEqualTo(content);
    }

    @Test
    void failsIfNoCompressorCanBeCreated() throws IOException {
        try (CompressionThreads threads = new CompressionThreads(77)) {
            OutputStream out = new DeflateOutput(new ByteArrayOutputStream(), DeflateContainer.ZLIB, threads);
            assertThatThrownBy(() -> {
                        out.write(new byte[20 * DeflateBlock.SIZE]);
                        out.close();
                    })
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("could not compress data");
        }
    }
}
