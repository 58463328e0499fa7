package dev.sengi.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ScriptDiffTest {

    @Test
    void ignoresProgramAndKey() {
        String real = header("abc", "18.6") + "SELECT 1;\n\n\\unrestrict abc\n";
        String ours = header("xyz", "18.6 (Sengi 0.1.0)") + "SELECT 1;\n\n\\unrestrict xyz\n";

        assertThatCode(() -> ScriptDiff.assertSame(real, ours)).doesNotThrowAnyException();
    }

    @Test
    void findsAWrongUnrestrictKey() {
        String real = header("abc", "18.6") + "\\unrestrict abc\n";
        String ours = header("xyz", "18.6") + "\\unrestrict abc\n";

        assertThatThrownBy(() -> ScriptDiff.assertSame(real, ours)).isInstanceOf(AssertionError.class);
    }

    @Test
    void findsTheServersVersionAndOneMissingNewline() {
        assertThatThrownBy(() -> ScriptDiff.assertSame(
                        "-- Dumped from database version 18.6\n", "-- Dumped from database version 18.5\n"))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> ScriptDiff.assertSame("SELECT 1;\n", "SELECT 1;"))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void doesNotMaskDataThatLooksLikeTheHeader() {
        String data = "\n".repeat(20) + "-- Dumped by pg_dump version ";

        assertThatThrownBy(() -> ScriptDiff.assertSame(data + "1", data + "2")).isInstanceOf(AssertionError.class);
    }

    @Test
    void showsBothSidesInContext() {
        assertThat(ScriptDiff.firstDifference("a\nb\nc\n".getBytes(UTF_8), "a\nB\nc\n".getBytes(UTF_8)))
                .contains("line 2", "1  a", "--- real", "2  b", "--- ours", "2  B");
    }

    private static String header(String key, String program) {
        return "--\n-- PostgreSQL database dump\n--\n\n\\restrict " + key
                + "\n\n-- Dumped from database version 18.6\n-- Dumped by pg_dump version " + program + "\n\n";
    }
}
