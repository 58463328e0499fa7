package dev.sengi.archive.internal.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sengi.archive.ArchiveFormatException;
import dev.sengi.archive.Section;
import dev.sengi.archive.TocEntry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CopyRowsTest {
    private static final String END = "\\.\n\n\n";
    private static final TocEntry ENTRY = TocEntry.builder(7)
            .hadDumper(true)
            .tag("t")
            .desc("TABLE DATA")
            .section(Section.DATA)
            .build();

    /** Returns at most that many bytes per read, as decompressors may. */
    private static CopyRows rows(String data, int piece) {
        InputStream bytes = new ByteArrayInputStream(data.getBytes(StandardCharsets.ISO_8859_1)) {
            @Override
            public int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, piece));
            }
        };
        return new CopyRows(bytes, ENTRY);
    }

    private static String read(CopyRows rows) throws IOException {
        return new String(rows.readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 100_000})
    void givesRowsWithoutTheirTerminator(int piece) throws IOException {
        String text = "1\ta\\.\n\\N\t\\\\.\n\\.x\ty\n\n\\\t.\n";
        CopyRows rows = rows(text + END, piece);
        assertThat(read(rows)).isEqualTo(text);
        assertThat(rows.rows()).isEqualTo(5);
        assertThat(rows.bytes()).isEqualTo(text.length());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1000, 1 << 16})
    void givesLinesThatAreLongerThanItsBuffer(int piece) throws IOException {
        String text = "x".repeat(200_000) + "\n" + "y".repeat(65_535) + "\n";
        CopyRows rows = rows(text + END, piece);
        assertThat(read(rows)).isEqualTo(text);
        assertThat(rows.rows()).isEqualTo(2);
    }

    @Test
    void emptyTablesHaveNoRows() throws IOException {
        CopyRows rows = rows(END, 100);
        assertThat(rows.read()).isEqualTo(-1);
        assertThat(rows.rows()).isZero();
    }

    @Test
    void entriesWithoutDataHaveNoRows() throws IOException {
        TocEntry none = ENTRY.toBuilder().hadDumper(false).build();
        assertThat(new CopyRows(InputStream.nullInputStream(), none).read()).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1\n", "1", "\\", "\\.", "1\n\\."})
    void missingTerminatorIsAFault(String data) {
        for (int piece : new int[] {1, 1000}) {
            assertThatThrownBy(() -> read(rows(data, piece)))
                    .isInstanceOfSatisfying(
                            ArchiveFormatException.class,
                            e -> assertThat(e.dumpId()).hasValue(7))
                    .hasMessage("the rows do not end with \"\\.\"");
        }
    }

    @Test
    void dataAfterTheTerminatorAreAFault() {
        for (int piece : new int[] {1, 1000}) {
            assertThatThrownBy(() -> read(rows("1\n\\.\n\n2\n", piece)))
                    .hasMessage("there are data after the end of the rows");
        }
    }
}
