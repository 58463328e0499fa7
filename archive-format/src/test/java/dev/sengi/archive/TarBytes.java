package dev.sengi.archive;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/** Builds tar files byte by byte. */
public final class TarBytes {
    private static final int BLOCK = 512;
    private static final int CHECKSUM = 148;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final String magic;

    private TarBytes(String magic) {
        this.magic = magic;
    }

    /** Returns a tar file as pg_dump has written it since 9.3. */
    public static byte[] of(Map<String, byte[]> members) {
        return new TarBytes("ustar\00000").members(members);
    }

    /** Returns a tar file as pg_dump wrote it before 9.3, with a magic that was not quite POSIX's. */
    public static byte[] before93(Map<String, byte[]> members) {
        return new TarBytes("ustar00\0").members(members);
    }

    private byte[] members(Map<String, byte[]> members) {
        members.forEach((name, content) -> {
            bytes.writeBytes(header(name, content.length));
            bytes.writeBytes(Arrays.copyOf(content, (content.length + BLOCK - 1) / BLOCK * BLOCK));
        });
        bytes.writeBytes(new byte[2 * BLOCK]);
        return bytes.toByteArray();
    }

    private byte[] header(String name, int size) {
        byte[] header = new byte[BLOCK];
        put(header, 0, name);
        put(header, 100, "0000600 0004000 0002000 ");
        put(header, 124, digits(size, 11) + " " + digits(0, 11) + " ");
        put(header, CHECKSUM, "        0");
        put(header, 257, magic);
        put(header, 265, "postgres");
        put(header, 297, "postgres");
        int sum = 0;
        for (byte b : header) {
            sum += b & 0xff;
        }
        put(header, CHECKSUM, digits(sum, 7) + " ");
        return header;
    }

    private static String digits(int value, int count) {
        String octal = Integer.toOctalString(value);
        return "0".repeat(count - octal.length()) + octal;
    }

    private static void put(byte[] header, int at, String text) {
        byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(ascii, 0, header, at, ascii.length);
    }
}
