package dev.sengi.internal.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChecksumLineTest {
    private static final String SHA256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    @Test
    void namesAreEscapedAsSha256sumDoes() {
        assertThat(new ChecksumLine(SHA256, "shop.dump").text()).isEqualTo(SHA256 + "  shop.dump\n");
        assertThat(new ChecksumLine(SHA256, "a\\n\nb\rc").text()).isEqualTo("\\" + SHA256 + "  a\\\\n\\nb\\rc\n");
    }

    @Test
    void everyNameIsReadAsItWasWritten() {
        for (String name : List.of("x", " x ", "*x", "a\\b", "a\\nb", "a\nb", "\\", "\r", "schön", "\udcff")) {
            ChecksumLine line = new ChecksumLine(SHA256, name);
            String text = line.text();
            assertThat(ChecksumLine.parse(text.substring(0, text.length() - 1))).contains(line);
        }
        assertThat(ChecksumLine.parse(SHA256.toUpperCase(java.util.Locale.ROOT) + " *x"))
                .contains(new ChecksumLine(SHA256, "x"));
    }

    @Test
    void linesOfOtherProgramsAreRead() {
        for (String line : List.of(
                SHA256 + "  a (b) = c\r",
                "SHA256 (a (b) = c) = " + SHA256,
                "SHA2-256(a (b) = c)= " + SHA256,
                "SHA256 (a (b) = c) = " + SHA256 + "\r")) {
            assertThat(ChecksumLine.parse(line)).as(line).contains(new ChecksumLine(SHA256, "a (b) = c"));
        }
        assertThat(ChecksumLine.parse("\\SHA256 (a\\\\b\\nc) = " + SHA256))
                .contains(new ChecksumLine(SHA256, "a\\b\nc"));
    }

    @Test
    void otherTextIsNotALine() {
        for (String text : List.of("", SHA256, SHA256 + "  ", SHA256 + " x", SHA256.substring(1) + "  x")) {
            assertThat(ChecksumLine.parse(text)).as(text).isEmpty();
        }
    }
}
