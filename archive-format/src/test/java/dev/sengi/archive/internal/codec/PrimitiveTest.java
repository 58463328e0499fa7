package dev.sengi.archive.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sengi.archive.ArchiveFormatException;
import dev.sengi.archive.ArchiveVersion;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrimitiveTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0000000000",
        "1, 0001000000",
        "-1, 0101000000",
        "16909060, 0004030201",
        "2147483647, 00ffffff7f",
        "-2147483648, 0100000080"
    })
    void laysOutIntegers(int value, String hex) throws IOException {
        assertThat(written(out -> out.writeInt(value))).isEqualTo(hex);
        assertThat(input(hex).readInt()).isEqualTo(value);
    }

    @Test
    void distinguishesNullFromEmptyStrings() throws IOException {
        assertThat(written(out -> out.writeStringBytes(null))).isEqualTo("0101000000");
        assertThat(written(out -> out.writeStringBytes(new byte[0]))).isEqualTo("0000000000");
        assertThat(input("0101000000").readStringBytes()).isNull();
        assertThat(input("0107000000").readStringBytes()).isNull();
        assertThat(input("0000000000").readStringBytes()).isEmpty();
    }

    @Test
    void readsStringsLargerThanTheBuffer() throws IOException {
        byte[] text = new byte[300_000];
        new Random(7).nextBytes(text);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrimitiveOutput out = new PrimitiveOutput(ByteSink.of(bytes))) {
            out.writeByte(9);
            out.writeStringBytes(text);
            out.writeInt(5);
            assertThat(out.position()).isEqualTo(300_011);
            out.flush();
        }
        PrimitiveInput in = new PrimitiveInput(ByteSource.of(new ByteArrayInputStream(bytes.toByteArray())));
        assertThat(in.readByte()).isEqualTo(9);
        assertThat(in.readStringBytes()).isEqualTo(text);
        assertThat(in.readInt()).isEqualTo(5);
        assertThat(in.position()).isEqualTo(300_011);
    }

    @Test
    void laysOutOffsets() throws IOException {
        assertThat(written(out -> out.writeOffset(DataOffset.at(0x0102030405060708L))))
                .isEqualTo("020807060504030201");
        assertThat(written(out -> out.writeOffset(DataOffset.NOT_SET))).isEqualTo("010000000000000000");
        assertThat(input("020807060504030201").readOffset()).isEqualTo(DataOffset.at(0x0102030405060708L));
        assertThat(input("030000000000000000").readOffset()).isEqualTo(DataOffset.NO_DATA);
        assertThatThrownBy(() -> input("020000000000000080").readOffset())
                .isInstanceOf(ArchiveFormatException.class)
                .hasMessage("file offset in dump file is too large");
    }

    @Test
    void readsIntegersAndOffsetsOfOtherSizes() throws IOException {
        PrimitiveInput in =
                input("010500000000000000" + "0001000000" + "0000000000" + "0105" + "0234120000" + "020000000001");
        in.sizes(8, 8);
        assertThat(in.readInt()).isEqualTo(-5);
        in.sizes(4, 8);
        assertThat(in.readInt()).isEqualTo(1);
        assertThat(in.readInt()).isZero();
        in.sizes(1, 4);
        assertThat(in.readInt()).isEqualTo(-5);
        assertThat(in.readOffset()).isEqualTo(DataOffset.at(0x1234));
        in.sizes(5, 8);
        assertThatThrownBy(in::readInt).hasMessage("integer in input file is too large");
    }

    @Test
    void readsIntegersWithoutSignBytes() throws IOException {
        PrimitiveInput in =
                input("04030201" + "ffffffff" + "feffffffffffffff" + "0100000000000000" + "ffffffff00000000");
        in.unsigned();
        assertThat(in.readInt()).isEqualTo(0x01020304);
        assertThat(in.readStringBytes()).isNull();
        in.sizes(8, 8);
        assertThat(in.readInt()).isEqualTo(-2);
        assertThat(in.readInt()).isEqualTo(1);
        assertThatThrownBy(in::readInt).hasMessage("integer in input file is too large");
    }

    @Test
    void readsPositionsThatWereIntegers() throws IOException {
        ArchiveVersion old = new ArchiveVersion(1, 6, 0);
        PrimitiveInput in =
                input("0134120000" + "0001000000" + "0000000000" + "0002000000" + "0034120000" + "0003000000");
        assertThat(DataOffset.read(in, old)).isEqualTo(DataOffset.NOT_SET);
        assertThat(DataOffset.read(in, old)).isEqualTo(DataOffset.NO_DATA);
        assertThat(DataOffset.read(in, old)).isEqualTo(DataOffset.at(0x1234));
        assertThat(in.atEnd()).isTrue();
        assertThat(DataOffset.read(input("020807060504030201"), new ArchiveVersion(1, 7, 0)))
                .isEqualTo(DataOffset.at(0x0102030405060708L));
    }

    @Test
    void warnsOfLargerIntegers() throws IOException {
        PrimitiveInput in = input("");
        in.sizes(4, 8);
        assertThat(in.warnings()).isEmpty();
        in.sizes(5, 8);
        assertThat(in.warnings())
                .containsExactly("archive was made on a machine with larger integers, some operations might fail");
    }

    @Test
    void namesTheInputThatCannotBeRead() throws IOException {
        IOException plain = new IOException("Input/output error");
        assertThatThrownBy(() -> failing(plain, 0).lookahead(512, true))
                .hasMessage("could not read input file: Input/output error")
                .hasCause(plain);
        assertThatThrownBy(() -> failing(plain, 5).lookahead(512, true))
                .hasMessage("could not read from input file: Input/output error");
        assertThatThrownBy(() -> failing(plain, 0).readInt())
                .hasMessage("could not read from input file: Input/output error");
        assertThatThrownBy(() -> failing(plain, 0).read(new byte[100_000], 0, 100_000))
                .hasMessage("could not read from input file: Input/output error");
        EOFException typed = new EOFException("own");
        assertThatThrownBy(() -> failing(typed, 0).readInt()).isSameAs(typed);
    }

    /** Even if it throws an exception that the operating system might have caused. */
    @Test
    void whatACallersStreamThrowsIsNotChanged() throws IOException {
        for (IOException e : List.of(new IOException("tape jammed"), new IOException(), new EOFException("own"))) {
            PrimitiveInput in = new PrimitiveInput(ByteSource.lent(broken(e)));
            assertThatThrownBy(() -> in.lookahead(512, true)).isSameAs(e);
            assertThatThrownBy(in::readInt).isSameAs(e);
        }
    }

    /** Returns a file that fails after some bytes. */
    private static PrimitiveInput failing(IOException failure, int length) throws IOException {
        return new PrimitiveInput(ByteSource.ofFile(
                new SequenceInputStream(new ByteArrayInputStream(new byte[length]), broken(failure))));
    }

    private static InputStream broken(IOException failure) {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                throw failure;
            }

            @Override
            public int read(byte[] target, int offset, int count) throws IOException {
                throw failure;
            }
        };
    }

    private static PrimitiveInput input(String hex) throws IOException {
        return new PrimitiveInput(
                ByteSource.of(new ByteArrayInputStream(HexFormat.of().parseHex(hex))));
    }

    @FunctionalInterface
    private interface Writing {
        void to(PrimitiveOutput out) throws IOException;
    }

    private static String written(Writing writing) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrimitiveOutput out = new PrimitiveOutput(ByteSink.of(bytes))) {
            writing.to(out);
            out.flush();
        }
        return HexFormat.of().formatHex(bytes.toByteArray());
    }
}
