package dev.sengi.internal.script;

import dev.sengi.internal.perform.LargeObjectStart;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes large objects as calls to {@code lo_open}, {@code lowrite} and {@code lo_close}. */
final class LargeObjectScript {
    private static final int INV_WRITE = 0x20000;
    private static final int BYTES_A_CALL = 16384;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final OutputStream out;
    private final LargeObjectStart start;
    private final byte[] lineStart;
    private long bytes;
    private final byte[] content = new byte[BYTES_A_CALL];
    private final byte[] digits = new byte[2 * BYTES_A_CALL];

    LargeObjectScript(OutputStream out, boolean standardStrings, LargeObjectStart start) {
        this.out = out;
        this.start = start;
        lineStart = ascii("SELECT pg_catalog.lowrite(0, '" + (standardStrings ? "\\x" : "\\\\x"));
    }

    /** Returns how many bytes of large objects have been written. */
    long bytes() {
        return bytes;
    }

    void write(long oid, InputStream object) throws IOException {
        out.write(ascii(start.script(oid, INV_WRITE)));
        for (int length = object.readNBytes(content, 0, BYTES_A_CALL);
                length > 0;
                length = object.readNBytes(content, 0, BYTES_A_CALL)) {
            bytes += length;
            out.write(lineStart);
            out.write(digits, 0, toDigits(length));
            out.write(ascii("');\n"));
        }
        out.write(ascii("SELECT pg_catalog.lo_close(0);\n\n"));
    }

    private int toDigits(int length) {
        for (int i = 0; i < length; i++) {
            digits[2 * i] = HEX[(content[i] >> 4) & 0xf];
            digits[2 * i + 1] = HEX[content[i] & 0xf];
        }
        return 2 * length;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
