package dev.sengi.internal.script;

import dev.sengi.archive.TocEntry;
import dev.sengi.internal.ddl.ScriptText;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Encodes the lines of a list, and keeps them. Most of a list is ASCII, and most entries have the type, schema and owner
 * of the entry before, so bytes are collected without strings in between.
 */
final class ListLines {
    private static final int BLOCK = 1 << 15;
    private static final int LONGEST_INT = 10;
    private static final int ASCII_END = 128;

    private Charset charset = StandardCharsets.ISO_8859_1;
    /** The full blocks. */
    private final List<byte[]> full = new ArrayList<>();

    private byte[] lines = new byte[BLOCK];
    private int length;
    private final Repeated desc = new Repeated();
    private final Repeated namespace = new Repeated();
    private final Repeated owner = new Repeated();

    /** @param following the encoding of what follows, in which ASCII characters are their own codes */
    void encode(Charset following) {
        charset = following;
        desc.forget();
        namespace.forget();
        owner.forget();
    }

    void append(String text) {
        append(text.getBytes(charset));
    }

    /** Appends an entry's line, as {@link ListWriter#line} returns it. */
    void append(TocEntry entry) {
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
    }

    void writeTo(OutputStream out) throws IOException {
        for (byte[] block : full) {
            out.write(block);
        }
        out.write(lines, 0, length);
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
        // The quick compiler, which compiles lists, calls a function for each division of longs.
        if (number > Integer.MAX_VALUE) {
            append(Long.toString(number));
        } else {
            append((int) number);
        }
    }

    private void append(int number) {
        reserve(LONGEST_INT);
        int end = length + 1;
        for (int rest = number / 10; rest > 0; rest /= 10) {
            end++;
        }
        length = end;
        int rest = number;
        do {
            lines[--end] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest > 0);
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
            full.add(Arrays.copyOf(lines, length));
            length = 0;
            if (lines.length < count) {
                lines = new byte[count];
            }
        }
    }

    /** A text that most lines repeat. */
    private final class Repeated {
        private String last;
        private byte[] encoded;

        void forget() {
            encoded = null;
        }

        byte[] encoded(String text, String ifNull) {
            if (encoded == null || !Objects.equals(text, last)) {
                last = text;
                encoded = ScriptText.oneLine(text, ifNull).getBytes(charset);
            }
            return encoded;
        }
    }
}
