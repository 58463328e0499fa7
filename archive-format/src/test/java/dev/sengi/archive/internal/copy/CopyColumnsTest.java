package dev.sengi.archive.internal.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CopyColumnsTest {

    @Test
    void readsNamesAsTheyAreWritten() {
        assertThat(CopyColumns.of("COPY public.t (id, name, \"Größe\") FROM stdin;\n"))
                .containsExactly("id", "name", "Größe");
    }

    @Test
    void knowsQuotes() {
        assertThat(CopyColumns.of("COPY \"a (b, c\".\"d)\"\"(e\" (\"x, (y)\", \"say \"\"hi\"\"\", z) FROM stdin;\n"))
                .containsExactly("x, (y)", "say \"hi\"", "z");
    }

    @Test
    void findsNoneIfNoneAreListed() {
        assertThat(CopyColumns.of("COPY public.nothing  FROM stdin;\n")).isEmpty();
        assertThat(CopyColumns.of("COPY \"a(b\" FROM stdin;\n")).isEmpty();
    }

    /** An archive may contain any text. */
    @ParameterizedTest
    @ValueSource(strings = {"COPY t (", "COPY t (a,", "COPY t (a, ", "COPY t (\"", "COPY \"", ""})
    void statementsThatAreCutShortAreReadToTheirEnd(String copyStmt) {
        assertThatCode(() -> CopyColumns.of(copyStmt)).doesNotThrowAnyException();
    }
}
