package dev.sengi.cli.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.archive.TocEntry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class NameTextTest {

    private static NameText ofArchive(String encoding) {
        return NameText.of(List.of(TocEntry.builder(1)
                .tag("ENCODING")
                .desc("ENCODING")
                .defn("SET client_encoding = '" + encoding + "';\n")
                .build()));
    }

    /** Returns text as an archive's reader returns it if the encoding is unknown. */
    private static String unknown(String utf8) {
        return new String(utf8.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    @Test
    void namesOfKnownEncodingStay() {
        assertThat(ofArchive("UTF8").of("größe")).isEqualTo("größe");
        assertThat(ofArchive("LATIN1").of(unknown("größe"))).isEqualTo(unknown("größe"));
        assertThat(ofArchive("LATIN1").encoding()).isEqualTo("LATIN1");
    }

    @Test
    void namesOfUnknownEncodingAreUtf8IfPossible() {
        assertThat(ofArchive("SQL_ASCII").of(unknown("größe"))).isEqualTo("größe");
        assertThat(ofArchive("SQL_ASCII").of("größe")).isEqualTo("größe");
        assertThat(NameText.of(List.of()).of(unknown("表"))).isEqualTo("表");
        assertThat(NameText.of(List.of()).of((String) null)).isNull();
    }
}
