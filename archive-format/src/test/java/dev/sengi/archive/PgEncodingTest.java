package dev.sengi.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PgEncodingTest {

    @ParameterizedTest
    @CsvSource({
        "UTF8, UTF-8",
        "utf-8, UTF-8",
        "Unicode, UTF-8",
        "LATIN1, ISO-8859-1",
        "LATIN2, ISO-8859-2",
        "LATIN5, ISO-8859-9",
        "LATIN9, ISO-8859-15",
        "ISO_8859_7, ISO-8859-7",
        "WIN1252, windows-1252",
        "WIN866, IBM866",
        "KOI8R, KOI8-R",
        "EUC_KR, EUC-KR",
        "EUC_CN, GB2312",
        "GB18030, GB18030"
    })
    void mapsNames(String encoding, String charset) {
        assertThat(PgEncoding.find(encoding)).contains(Charset.forName(charset));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SQL_ASCII", "MULE_INTERNAL", "EUC_JIS_2004"})
    void keepsBytesIfThereIsNoCharset(String encoding) {
        assertThat(PgEncoding.find(encoding)).contains(StandardCharsets.ISO_8859_1);
    }

    @Test
    void keepsBytesOfUnknownEncodings() {
        assertThat(PgEncoding.find("KLINGON")).isEmpty();
        assertThat(PgEncoding.charset("KLINGON")).isEqualTo(StandardCharsets.ISO_8859_1);
    }
}
