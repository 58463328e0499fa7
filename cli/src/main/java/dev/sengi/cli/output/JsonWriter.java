package dev.sengi.cli.output;

import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.OptionalLong;

/** Writes JSON (RFC 8259) piece by piece. Does not check that the pieces form a document. Not thread-safe. */
public final class JsonWriter {
    private static final int DECIMALS = 3;
    private static final String HEX = "0123456789abcdef";

    private final Writer out;
    private boolean comma;

    /** @param out should be buffered; its encoding must be UTF-8 */
    public JsonWriter(Writer out) {
        this.out = out;
    }

    public JsonWriter beginObject() throws IOException {
        return begin('{');
    }

    public JsonWriter endObject() throws IOException {
        return end('}');
    }

    public JsonWriter beginArray() throws IOException {
        return begin('[');
    }

    public JsonWriter endArray() throws IOException {
        return end(']');
    }

    /** Begins a new line, for human readers. */
    public JsonWriter newLine() throws IOException {
        if (comma) {
            out.write(',');
            comma = false;
        }
        out.write('\n');
        return this;
    }

    public JsonWriter name(String name) throws IOException {
        separate();
        string(name);
        out.write(':');
        comma = false;
        return this;
    }

    /** @param text may be null */
    public JsonWriter value(String text) throws IOException {
        separate();
        if (text == null) {
            out.write("null");
        } else {
            string(text);
        }
        return this;
    }

    public JsonWriter value(long number) throws IOException {
        separate();
        out.write(Long.toString(number));
        return this;
    }

    public JsonWriter value(boolean truth) throws IOException {
        separate();
        out.write(Boolean.toString(truth));
        return this;
    }

    /** Writes a finite number. */
    public JsonWriter value(double number) throws IOException {
        separate();
        out.write(BigDecimal.valueOf(number)
                .setScale(DECIMALS, RoundingMode.HALF_EVEN)
                .toPlainString());
        return this;
    }

    /** Writes null if the number is absent. */
    public JsonWriter value(OptionalLong number) throws IOException {
        return number.isPresent() ? value(number.getAsLong()) : value((String) null);
    }

    private JsonWriter begin(char bracket) throws IOException {
        separate();
        out.write(bracket);
        comma = false;
        return this;
    }

    private JsonWriter end(char bracket) throws IOException {
        out.write(bracket);
        comma = true;
        return this;
    }

    private void separate() throws IOException {
        if (comma) {
            out.write(',');
        }
        comma = true;
    }

    private void string(String text) throws IOException {
        out.write('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.write('\\');
                out.write(c);
            } else if (c < ' ' || c == 0x7f || isLoneSurrogate(text, i)) {
                escape(c);
            } else {
                out.write(c);
            }
        }
        out.write('"');
    }

    private void escape(char c) throws IOException {
        out.write("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            out.write(HEX.charAt((c >> shift) & 0xf));
        }
    }

    /** An unpaired surrogate cannot be encoded as UTF-8. */
    private static boolean isLoneSurrogate(String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        }
        return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
    }
}
