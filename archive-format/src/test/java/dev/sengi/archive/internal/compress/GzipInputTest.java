package dev.sengi.archive.internal.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sengi.archive.CompressionAlgorithm;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Reads what other programs write, as zlib's gzread does, or more strictly. */
class GzipInputTest {
    private static final String ROW = "a row\n";

    @Test
    void readsMembersOfAnyLength() throws IOException {
        Random random = new Random(7);
        for (int length : new int[] {0, 1, 100, 65_536, 300_000}) {
            byte[] noise = new byte[length];
            random.nextBytes(noise);
            assertThat(read(member(noise), true)).isEqualTo(noise);
            assertThat(read(join(member(noise), member(noise)), true)).isEqualTo(join(noise, noise));
        }
    }

    /** A stream may return fewer bytes than requested. */
    @Test
    void readsByteByByte() throws IOException {
        byte[] twice = join(member(ROW.getBytes(StandardCharsets.US_ASCII)), member(new byte[100]));
        InputStream slow = new ByteArrayInputStream(twice) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, 1));
            }
        };
        try (InputStream in = StreamCompression.decompressWholeFile(CompressionAlgorithm.GZIP, slow)) {
            assertThat(in.read()).isEqualTo('a');
            assertThat(in.readAllBytes()).hasSize(ROW.length() - 1 + 100);
        }
    }

    /** What precedes a wrong checksum, length or end is not lost, however much is requested at once. */
    @Test
    void returnsEverythingBeforeDamage() throws IOException {
        byte[] content = new byte[300_000];
        new Random(9).nextBytes(content);
        byte[] whole = member(content);
        for (int damaged : new int[] {whole.length - 8, whole.length - 4}) {
            byte[] bytes = whole.clone();
            bytes[damaged] ^= 1;
            assertThat(readUntilDamage(bytes, "incorrect (data|length) check")).isEqualTo(content);
        }
        byte[] cut = Arrays.copyOf(whole, whole.length - 1);
        assertThat(readUntilDamage(cut, "unexpected end of file")).isEqualTo(content);
    }

    private static byte[] readUntilDamage(byte[] file, String damage) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        try (InputStream in =
                StreamCompression.decompressWholeFile(CompressionAlgorithm.GZIP, new ByteArrayInputStream(file))) {
            byte[] block = new byte[1 << 20];
            assertThatThrownBy(() -> {
                        for (int count = in.read(block); count >= 0; count = in.read(block)) {
                            read.write(block, 0, count);
                        }
                    })
                    .isInstanceOf(CorruptStreamException.class)
                    .hasMessageMatching("could not uncompress data: " + damage);
        }
        return read.toByteArray();
    }

    /** Name, comment, extra field and header checksum, as written by the gzip program and others. */
    @Test
    void skipsHeaderFields() throws IOException {
        byte[] plain = member(ROW.getBytes(StandardCharsets.US_ASCII));
        byte[] header = Arrays.copyOf(plain, 10);
        header[3] = 0x02 | 0x04 | 0x08 | 0x10;
        byte[] told = join(header, new byte[] {2, 0, 9, 9, 'n', 0, 'c', 0});
        CRC32 checksum = new CRC32();
        checksum.update(told);
        byte[] checked = join(told, new byte[] {(byte) checksum.getValue(), (byte) (checksum.getValue() >> 8)});
        byte[] rest = Arrays.copyOfRange(plain, 10, plain.length);
        assertThat(read(join(checked, rest), true)).asString().isEqualTo(ROW);
        checked[told.length] ^= 1;
        assertThatThrownBy(() -> read(join(checked, rest), false))
                .hasMessage("could not uncompress data: header crc mismatch");
    }

    @Test
    void otherDataArePassedThroughOrIgnored() throws IOException {
        byte[] row = ROW.getBytes(StandardCharsets.US_ASCII);
        byte[] first = {0x1f};
        for (byte[] raw : new byte[][] {row, first, {}}) {
            assertThat(read(raw, false)).isEqualTo(raw);
            assertThat(read(join(member(row), raw), false)).isEqualTo(row);
            assertThatThrownBy(() -> read(raw, true)).isInstanceOf(CorruptStreamException.class);
        }
        assertThatThrownBy(() -> read(join(member(row), row), true))
                .hasMessage("could not uncompress data: more data after the end of the member");
    }

    @Test
    void damageIsFound() throws IOException {
        byte[] whole = member(ROW.repeat(10).getBytes(StandardCharsets.US_ASCII));
        for (boolean strict : new boolean[] {true, false}) {
            for (int length = 2; length < whole.length; length++) {
                byte[] cut = Arrays.copyOf(whole, length);
                assertThatThrownBy(() -> read(cut, strict)).isInstanceOf(CorruptStreamException.class);
            }
            for (int at = whole.length - 8; at < whole.length; at++) {
                byte[] damaged = whole.clone();
                damaged[at] ^= 1;
                assertThatThrownBy(() -> read(damaged, strict)).isInstanceOf(CorruptStreamException.class);
            }
        }
    }

    private static byte[] member(byte... content) throws IOException {
        ByteArrayOutputStream member = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(member)) {
            out.write(content);
        }
        return member.toByteArray();
    }

    private static byte[] join(byte[] one, byte... other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    private static byte[] read(byte[] file, boolean strict) throws IOException {
        InputStream source = new ByteArrayInputStream(file);
        try (InputStream in = strict
                ? StreamCompression.decompressWholeFile(CompressionAlgorithm.GZIP, source)
                : StreamCompression.decompressFile(CompressionAlgorithm.GZIP, source)) {
            return in.readAllBytes();
        }
    }
}
