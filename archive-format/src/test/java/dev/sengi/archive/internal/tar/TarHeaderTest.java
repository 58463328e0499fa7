package dev.sengi.archive.internal.tar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Headers, byte by byte as PostgreSQL writes and reads them. */
class TarHeaderTest {
    private static final int SIZE = 124;
    private static final int MODIFIED = 136;
    private static final int CHECKSUM = 148;
    private static final int PREFIX = 345;

    @ParameterizedTest
    @CsvSource({
        "0,           303030303030303030303020",
        "1,           303030303030303030303120",
        "8589934591,  373737373737373737373720",
        "8589934592,  800000000000000200000000",
        "1099511627777, 800000000000010000000001",
    })
    void isThatOfPostgreSql(long size, String sizeField) throws Exception {
        byte[] expected = header("4294967295.dat", sizeField);
        assertThat(new TarHeader("4294967295.dat", size, 1_700_000_000).toBytes())
                .isEqualTo(expected);
        assertThat(TarHeader.isHeader(expected)).isTrue();
        assertThat(TarHeader.of(expected)).isEqualTo(new TarHeader("4294967295.dat", size, 1_700_000_000));
    }

    @Test
    void nameIsTheFirstFieldAlone() throws Exception {
        byte[] block = new TarHeader("toc.dat", 1, 0).toBytes();
        block[156] = '5';
        put(block, PREFIX, "a/folder");
        put(block, CHECKSUM, octal(sum(block), 7) + " ");
        assertThat(TarHeader.isHeader(block)).isTrue();
        assertThat(TarHeader.of(block)).isEqualTo(new TarHeader("toc.dat", 1, 0));
    }

    @Test
    void checksumIsTheSumOfUnsignedBytes() throws Exception {
        byte[] block = new TarHeader("é", 1, 0).toBytes();
        assertThat(TarHeader.isHeader(block)).isTrue();
        put(block, CHECKSUM, octal(sum(block) - 2 * 256, 7) + " ");
        assertThat(TarHeader.isHeader(block)).isFalse();
        assertThat(TarHeader.storedChecksum(block)).isEqualTo(sum(block) - 2 * 256);
    }

    @ParameterizedTest
    @CsvSource({"00000000009", "1 000000000", "-0000000001", "zzzzzzzzzzz"})
    void sizeThatIsNotANumberIsNegative(String size) throws Exception {
        byte[] block = new TarHeader("1.dat", 1, 1).toBytes();
        put(block, SIZE, size);
        assertThat(TarHeader.of(block).size()).isNegative();
    }

    @Test
    void binarySizeBeyondALongIsNegative() throws Exception {
        byte[] block = new TarHeader("1.dat", 1, 1).toBytes();
        Arrays.fill(block, SIZE, MODIFIED, (byte) 0xff);
        assertThat(TarHeader.of(block).size()).isNegative();
        block[SIZE] = (byte) 0x80;
        assertThat(TarHeader.of(block).size()).isNegative();
    }

    @Test
    void timeThatIsNotANumberIsTheEpoch() throws Exception {
        byte[] block = new TarHeader("1.dat", 1, 1).toBytes();
        put(block, MODIFIED, "yesterday ");
        assertThat(TarHeader.of(block).modified()).isZero();
    }

    private static byte[] header(String name, String sizeField) {
        byte[] block = new byte[512];
        put(block, 0, name);
        put(block, 100, "0000600 0004000 0002000 ");
        ByteArrayOutputStream size = new ByteArrayOutputStream();
        for (int i = 0; i < sizeField.length(); i += 2) {
            size.write(Integer.parseInt(sizeField.substring(i, i + 2), 16));
        }
        System.arraycopy(size.toByteArray(), 0, block, SIZE, size.size());
        put(block, MODIFIED, "14524770400 ");
        block[156] = '0';
        put(block, 257, "ustar\00000");
        put(block, 265, "postgres");
        put(block, 297, "postgres");
        put(block, 329, "0000000 0000000 ");
        put(block, CHECKSUM, octal(sum(block), 7) + " ");
        return block;
    }

    private static long sum(byte[] block) {
        long sum = 8 * ' ';
        for (int i = 0; i < block.length; i++) {
            sum += i >= CHECKSUM && i < CHECKSUM + 8 ? 0 : block[i] & 0xff;
        }
        return sum;
    }

    private static String octal(long value, int digits) {
        String octal = Long.toOctalString(value);
        return "0".repeat(digits - octal.length()) + octal;
    }

    private static void put(byte[] block, int offset, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, block, offset, bytes.length);
    }
}
