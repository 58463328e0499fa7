package dev.sengi.internal.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class OutputMeasureTest {
    private static final String OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    private static final byte[] ABC = "abc".getBytes(StandardCharsets.US_ASCII);

    private final OutputMeasure measure = new OutputMeasure(true, () -> {});

    /** The stream may encrypt in place, for example. */
    @Test
    void theStreamMayChangeTheArrayThatItIsGiven() throws IOException {
        try (OutputStream out = measure.measuring(new OutputStream() {
            @Override
            public void write(int b) {
                throw new AssertionError("bytes are written in blocks");
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                Arrays.fill(bytes, offset, offset + length, (byte) 0);
            }
        })) {
            out.write(ABC.clone());
        }
        assertThat(measure.sha256()).hasValue(OF_ABC);
        assertThat(measure.size()).isEqualTo(3);
    }

    @Test
    void whatIsNotWrittenIsNotCounted() throws IOException {
        try (OutputStream out = measure.measuring(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        })) {
            assertThatThrownBy(() -> out.write(ABC)).hasMessage("No space left on device");
        }
        assertThat(measure.size()).isZero();
    }
}
