package dev.sengi.internal.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.archive.TocEntry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListLinesTest {
    private static final String[] TYPES = {"TABLE", "TABLE DATA", "FK CONSTRAINT"};
    private static final String[] NAMES = {
        null, "", "public", "it's \\ ~ \"x\"", "größe", "日本", "a\nb\r\nc\td", "n".repeat(50_000)
    };

    /** Lines are the same as those that a plan shows, in the archive's encoding. */
    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "ISO-8859-1", "EUC-JP", "windows-31j", "GB18030", "x-Johab", "KOI8-R"})
    void encodesLines(String charsetName) throws IOException {
        Charset charset = Charset.forName(charsetName);
        Random random = new Random(1);
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        ListLines lines = new ListLines();
        lines.encode(charset);
        for (int i = 1; i < 1000; i++) {
            String tag = NAMES[1 + random.nextInt(NAMES.length - 1)];
            TocEntry entry = TocEntry.builder(random.nextBoolean() ? i : Integer.MAX_VALUE)
                    .catalogId(random.nextInt(3) * 1259L, Integer.toUnsignedLong(random.nextInt()))
                    .tag(tag)
                    .desc(TYPES[random.nextInt(TYPES.length)])
                    .namespace(NAMES[random.nextInt(NAMES.length)])
                    .owner(NAMES[random.nextInt(NAMES.length)])
                    .build();
            lines.append(entry);
            expected.write(ListWriter.line(entry).getBytes(charset));
        }
        lines.writeTo(written);
        assertThat(written.toByteArray()).isEqualTo(expected.toByteArray());
    }
}
