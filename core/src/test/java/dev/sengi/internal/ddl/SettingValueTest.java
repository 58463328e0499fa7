package dev.sengi.internal.ddl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingValueTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "work_mem; 12MB; '12MB'",
                "application_name; it's; 'it''s'",
                "DateStyle; ISO, DMY; 'ISO, DMY'",
                "search_path; fn, \"Fn 2\", pg_temp; 'fn', 'Fn 2', 'pg_temp'",
                "SEARCH_PATH; a,b; 'a', 'b'",
                "search_path; \"\"; ''",
                "search_path; \"\", \"With \"\"Quotes\"\"\", \"a,b\"; '', 'With \"Quotes\"', 'a,b'",
                "temp_tablespaces; `  x  ,  y  `; 'x', 'y'",
            })
    void writesListsOfNamesElementByElement(String name, String value, String sql) {
        assertThat(SettingValue.of(name, value, Quoting::literal)).isEqualTo(sql);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {"``", "`  `", "a b", "`a,`", "`,a`", "\"open", "\"a\"b"})
    void writesNothingForEmptyOrInvalidLists(String value) {
        assertThat(SettingValue.of("search_path", value, Quoting::literal)).isEmpty();
    }
}
