package dev.sengi.internal.conninfo.startup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.internal.text.NativeText;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SaslPrepTest {
    @ParameterizedTest
    @CsvSource({
        "p\ufb01, pfi",
        "p\u00a0x, 'p x'",
        "a\u200bb, 'a b'",
        "p\u00ad\u200cx, px",
        "\ud835\udc00, A",
        "A\u030a, \u00c5",
        "\u05d0\ufb21, \u05d0\u05d0",
        "\u05d01\ufb21, \u05d01\u05d0",
        "\u05d0\u2800\ufb21, \u05d0\u2800\u05d0"
    })
    void isChanged(String password, String prepared) {
        assertThat(NativeText.decode(SaslPrep.prepare(password))).isEqualTo(prepared);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "p\u0007",
                "\u00ad",
                "\ufb01\u0007",
                "\ufb01\u0085",
                "\ufb01\u0340",
                "\ufb01\u06dd",
                "\ufb01\u2028",
                "\ufb01\ue000",
                "\ufb01\ufdd0",
                "\ufb01\ufffe",
                "\ufb01\udbff\udfff",
                "\ufb01\udb40\udc01",
                "\ufb01\u0221",
                "\ufb01\u1d2c",
                "\ufb01\ud83d\ude00",
                "\ufb01\udce9",
                "\u05d0\ufb21x",
                "\u05d0\ufb211",
                "\u05d0\u17b4\ufb21"
            })
    void isUsedUnchanged(String password) {
        assertThat(SaslPrep.prepare(password)).isEqualTo(NativeText.encode(password));
    }
}
