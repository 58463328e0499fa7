package dev.sengi.internal.script;

import dev.sengi.archive.TocEntry;
import dev.sengi.internal.ddl.ScriptText;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Objects;

/**
 * Encodes the lines of a list. Most of a list is ASCII, and most entries have the type, schema and owner of the entry
 * before, so bytes are collected without strings in between.
 */
final class ListLines {
    private static final int FULL = 1 << 15;
    private static final int LONGEST_NUMBER = 20;
    private static final int ASCII_END = 128;

    private final OutputStream out;
    private final Charset charset;
    private byte[] lines = new byte[FULL + (FULL >> 1)];
    private int length;
    private final Repeated desc = new Repeated();
    private final Repeated namespace = new Repeated();
    private final Repeated owner = new Repeated();

    /** @param charset one in which ASCII characters are their own codes */
    ListLines(OutputStream out, Charset charset) {
        this.out = out;
        this.charset = charset;
    }

    void append(String text) throws IOException {
        append(text.getBytes(charset));
        writeIfFull();
    }

    /** Appends an entry's line, as {@link ListWriter#line} returns it. */
    void appendLine(TocEntry entry) throws IOException {
        append(entry.dumpId());
        append((byte) ';');
        append((byte) ' ');
        append(entry.tableoid());
        append((byte) ' ');
        append(entry.oid());
        append((byte) ' ');
        append(desc.encoded(entry.desc(), ""));
        append((byte) ' ');
        append(namespace.encoded(entry.namespace(), "-"));
        append((byte) ' ');
        appendTag(entry.tag());
        append((byte) ' ');
        append(owner.encoded(entry.owner(), ""));
        append((byte) '\n');
        writeIfFull();
    }

    void flush() throws IOException {
        out.write(lines, 0, length);
        length = 0;
        out.flush();
    }

    private void writeIfFull() throws IOException {
        if (length >= FULL) {
            out.write(lines, 0, length);
            length = 0;
        }
    }

    private void appendTag(String tag) {
        reserve(tag.length());
        for (int i = 0; i < tag.length(); i++) {
            char c = tag.charAt(i);
            if (c < ' ' || c >= ASCII_END) {
                append(ScriptText.oneLine(tag, "").getBytes(charset));
                return;
            }
            lines[length + i] = (byte) c;
        }
        length += tag.length();
    }

    /** @param number not negative */
    private void append(long number) {
        reserve(LONGEST_NUMBER);
        int end = length + 1;
        for (long rest = number / 10; rest > 0; rest /= 10) {
            end++;
        }
        int at = end;
        long rest = number;
        do {
            lines[--at] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest > 0);
        length = end;
    }

    private void append(byte single) {
        reserve(1);
        lines[length++] = single;
    }

    private void append(byte... bytes) {
        reserve(bytes.length);
        System.arraycopy(bytes, 0, lines, length, bytes.length);
        length += bytes.length;
    }

    private void reserve(int count) {
        if (lines.length - length < count) {
            lines = Arrays.copyOf(lines, Math.max(2 * lines.length, length + count));
        }
    }

    /** A text that most lines repeat. */
    private final class Repeated {
        private String last;
        private byte[] encoded;

        byte[] encoded(String text, String ifNull) {
            if (encoded == null || !Objects.equals(text, last)) {
                last = text;
                encoded = ScriptText.oneLine(text, ifNull).getBytes(charset);
            }
            return encoded;
        }
    }
}
