package dev.sengi.archive.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sengi.archive.ArchiveBytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Unlimited input does not take unlimited memory. */
class StringAllowanceTest {
    private static final int MEMORY = 8 << 20;
    private static final String REFUSAL = "the table of contents does not fit into the available memory";

    @Test
    void oneStringIsLimited() throws IOException {
        PrimitiveInput in = endless(ArchiveBytes.of().integer(Integer.MAX_VALUE).bytes());
        assertThatThrownBy(in::readStringBytes).hasMessage(REFUSAL);
        assertThat(in.position()).isLessThanOrEqualTo(MEMORY / 4);
    }

    @Test
    void allStringsTogetherAreLimited() throws IOException {
        // An endless sequence of empty strings.
        PrimitiveInput in = endless();
        assertThatThrownBy(() -> {
                    while (in.readStringBytes() != null) {
                        assertThat(in.position()).isLessThan(MEMORY);
                    }
                })
                .hasMessage(REFUSAL);
    }

    /** Returns an input that begins with these bytes and continues with zeros. */
    private static PrimitiveInput endless(byte... start) throws IOException {
        InputStream zeros = new InputStream() {
            @Override
            public int read() {
                return 0;
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                Arrays.fill(target, offset, offset + length, (byte) 0);
                return length;
            }
        };
        InputStream all = new SequenceInputStream(new ByteArrayInputStream(start), zeros);
        return new PrimitiveInput(ByteSource.of(all), new StringAllowance(MEMORY));
    }
}
