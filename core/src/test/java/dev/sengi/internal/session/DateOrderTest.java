package dev.sengi.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DateOrderTest {

    @ParameterizedTest
    @CsvSource({
        "'ISO, DMY', DMY",
        "'iso,ymd', YMD",
        "'\"sql\", \"mdy\"', MDY",
        "European, DMY",
        "US, MDY",
        "NonEuropean, MDY",
        "german, DMY",
        "'mdy, german', MDY",
        "ISO, ''",
        "Postgres, ''"
    })
    void isReadAsTheServerDoes(String style, String order) {
        assertThat(DateOrder.of(style).orElse("")).isEqualTo(order);
    }
}
