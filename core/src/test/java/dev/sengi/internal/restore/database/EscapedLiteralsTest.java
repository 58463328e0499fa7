package dev.sengi.internal.restore.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EscapedLiteralsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SELECT 'a\\\\b';|SELECT  E'a\\\\b';",
                "f('\\\\','plain','it''s \\'')|f( E'\\\\','plain', E'it''s \\'')",
                "date'\\\\'|date E'\\\\'",
                "`'\\';--' || '\\\\' -- '\\\\`|` E'\\';--' ||  E'\\\\' -- '\\\\`",
                "`'ends in \\\\'`|` E'ends in \\\\'`",
            })
    void literalsWithBackslashesAreMarked(String sql, String marked) {
        assertThat(EscapedLiterals.mark(sql)).isEqualTo(marked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 'plain';",
                "SELECT E'a\\\\b', e'\\'';",
                "SELECT \"na\\'me\", 'x';",
                "CREATE FUNCTION f() AS $$ SELECT 'a\\b' $$;",
                "AS $x_1$ '\\ $$ $x_1$;",
                "/* '\\ /* */ '\\' */ SELECT 1",
                "SELECT 1 -- '\\'\n;",
                "unterminated '",
            })
    void theRestIsNot(String sql) {
        assertThat(EscapedLiterals.mark(sql)).isEqualTo(sql);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`SELECT 'a'\n  '\\\\' ;`|`SELECT  E'a'\n  '\\\\' ;`",
                "`'\\\\'\r\n\t'\\'' '\\\\'`|` E'\\\\'\r\n\t'\\''  E'\\\\'`"
            })
    void aLiteralMayContinueOnAnotherLine(String sql, String marked) {
        assertThat(EscapedLiterals.mark(sql)).isEqualTo(marked);
    }
}
