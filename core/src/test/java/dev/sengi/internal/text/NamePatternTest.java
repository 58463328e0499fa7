package dev.sengi.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamePatternTest {

    /** A database's name is compared literally: no character is special. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "DB.s.t|db",
                "\"my.db\".s.t|my.db",
                "my$db.s.t|my$db",
                "\"A\"\"b\".s.t|A\"b",
                "a?c*.s.t|a?c*",
                "a|a"
            })
    void theFirstPartIsText(String pattern, String first) {
        assertThat(NamePattern.parse(pattern, 3).first()).isEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource({"T*, ^(t.*)$", "\"T*\", ^(T\\*)$", "a$b, ^(a\\$b)$", "\"a.b\".c, ^(c)$"})
    void thePartsAreRegularExpressions(String pattern, String last) {
        NamePattern name = NamePattern.parse(pattern, 2);
        assertThat(name.parts().get(name.parts().size() - 1)).isEqualTo(last);
    }
}
