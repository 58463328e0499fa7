package dev.sengi.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class JsonWriterTest {
    private final StringWriter out = new StringWriter();
    private final JsonWriter json = new JsonWriter(out);

    @Test
    void separatesValues() throws IOException {
        json.beginObject().name("a").beginArray().endArray().name("b").beginArray();
        json.value(1)
                .value((String) null)
                .newLine()
                .beginObject()
                .endObject()
                .newLine()
                .value("x");
        json.endArray().name("c").value(OptionalLong.empty()).name("d").value(OptionalLong.of(Long.MIN_VALUE));
        json.endObject();
        assertThat(out).hasToString("{\"a\":[],\"b\":[1,null,\n{},\n\"x\"],\"c\":null,\"d\":-9223372036854775808}");
    }

    @Test
    void escapesWhatMustBe() throws IOException {
        json.value("\"\\/\b\n\r\t\u0000\u001f\u007fä表😀\u2028");
        assertThat(out).hasToString("\"\\\"\\\\/\\u0008\\u000a\\u000d\\u0009\\u0000\\u001f\\u007fä表😀\u2028\"");
    }

    @Test
    void halvesOfCharactersAreEscaped() throws IOException {
        json.beginArray()
                .value("\ud83d")
                .value("x\ude00y")
                .value("\ude00\ud83d")
                .value("\ud83d\ude00\ude00");
        assertThat(out).hasToString("[\"\\ud83d\",\"x\\ude00y\",\"\\ude00\\ud83d\",\"😀\\ude00\"");
    }
}
