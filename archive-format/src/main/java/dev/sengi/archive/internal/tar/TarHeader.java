package dev.sengi.archive.internal.tar;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The header of a tar's member: one block of 512 bytes.
 *
 * <pre>
 *   0  100  name, ended by a zero byte
 * 100    8  mode, 0600
 * 108    8  user ID, 04000
 * 116    8  group ID, 02000
 * 124   12  size
 * 136   12  time of modification, in seconds since 1970
 * 148    8  checksum: the sum of all bytes, its own taken as spaces
 * 156    1  type, '0' for a file
 * 257    8  "ustar", a zero byte, "00"; GNU's has two spaces and a zero byte after "ustar"; before PostgreSQL 9.3
 *           "ustar00" and a zero byte
 * 265   32  user, "postgres"
 * 297   32  group, "postgres"
 * 329   16  device numbers, 0
 * </pre>
 *
 * <p>Numbers are octal digits that fill their field but for its last byte, a space. A size of 8 GiB or more is binary,
 * most significant byte first, behind a byte 0x80. Facts: PostgreSQL's {@code src/port/tar.c}.
 *
 * @param name of the member
 * @param size of its content in bytes
 * @param modified in seconds since 1970
 */
record TarHeader(String name, long size, long modified) {
    static final int BLOCK = 512;

    private static final int NAME_LENGTH = 100;
    private static final int SIZE = 124;
    private static final int MODIFIED = 136;
    private static final int NUMBER_LENGTH = 12;
    private static final int CHECKSUM = 148;
    private static final int CHECKSUM_LENGTH = 8;
    private static final int TYPE = 156;
    private static final int MAGIC = 257;
    private static final int MAGIC_LENGTH = 8;
    private static final int USER = 265;
    private static final int GROUP = 297;
    private static final int DEVICE_MAJOR = 329;
    private static final int DEVICE_MINOR = 337;
    private static final String POSIX_MAGIC = "ustar\00000";
    private static final long BINARY_FROM = 1L << 33;
    private static final int BINARY = 0x80;

    byte[] toBytes() {
        byte[] block = new byte[BLOCK];
        text(block, 0, name);
        octal(block, 100, 8, 0600);
        octal(block, 108, 8, 04000);
        octal(block, 116, 8, 02000);
        if (size < BINARY_FROM) {
            octal(block, SIZE, NUMBER_LENGTH, size);
        } else {
            block[SIZE] = (byte) BINARY;
            for (int i = 0; i < Long.BYTES; i++) {
                block[SIZE + NUMBER_LENGTH - 1 - i] = (byte) (size >>> (Byte.SIZE * i));
            }
        }
        octal(block, MODIFIED, NUMBER_LENGTH, modified);
        block[TYPE] = '0';
        text(block, MAGIC, POSIX_MAGIC);
        text(block, USER, "postgres");
        text(block, GROUP, "postgres");
        octal(block, DEVICE_MAJOR, 8, 0);
        octal(block, DEVICE_MINOR, 8, 0);
        octal(block, CHECKSUM, CHECKSUM_LENGTH, checksum(block));
        return block;
    }

    /** Returns whether a block has a header's checksum and one of the magics. */
    static boolean isHeader(byte[] block) {
        String magic = new String(block, MAGIC, MAGIC_LENGTH, StandardCharsets.ISO_8859_1);
        return checksum(block) == number(block, CHECKSUM, CHECKSUM_LENGTH)
                && (magic.equals(POSIX_MAGIC) || magic.equals("ustar  \0") || magic.equals("ustar00\0"));
    }

    /** Returns what a block says, whatever its checksum; a size that is no number is negative. */
    static TarHeader of(byte[] block) {
        int end = 0;
        while (end < NAME_LENGTH && block[end] != 0) {
            end++;
        }
        return new TarHeader(
                new String(block, 0, end, StandardCharsets.UTF_8),
                number(block, SIZE, NUMBER_LENGTH),
                number(block, MODIFIED, NUMBER_LENGTH));
    }

    static long checksum(byte[] block) {
        long sum = CHECKSUM_LENGTH * (long) ' ';
        for (int i = 0; i < BLOCK; i++) {
            if (i < CHECKSUM || i >= CHECKSUM + CHECKSUM_LENGTH) {
                sum += block[i] & 0xff;
            }
        }
        return sum;
    }

    /** Returns the checksum that a block claims: the number that its leading octal digits make, as PostgreSQL reads it. */
    static long storedChecksum(byte[] block) {
        long value = 0;
        for (int i = CHECKSUM; i < CHECKSUM + CHECKSUM_LENGTH && block[i] >= '0' && block[i] <= '7'; i++) {
            value = value * Byte.SIZE + (block[i] - '0');
        }
        return value;
    }

    /** Returns how many bytes follow a member's content up to the next block. */
    static int padding(long size) {
        return (int) (-size & (BLOCK - 1));
    }

    private static long number(byte[] block, int offset, int length) {
        if ((block[offset] & 0xff) == BINARY) {
            long value = 0;
            for (int i = offset + 1; i < offset + length; i++) {
                if (value >>> (Long.SIZE - Byte.SIZE) != 0) {
                    return -1;
                }
                value = (value << Byte.SIZE) | (block[i] & 0xff);
            }
            return value;
        }
        String digits = new String(Arrays.copyOfRange(block, offset, offset + length), StandardCharsets.ISO_8859_1)
                .replace('\0', ' ')
                .strip();
        long value = 0;
        for (int i = 0; i < digits.length(); i++) {
            char digit = digits.charAt(i);
            if (digit < '0' || digit > '7') {
                return -1;
            }
            value = value * 8 + digit - '0';
        }
        return value;
    }

    private static void octal(byte[] block, int offset, int length, long value) {
        block[offset + length - 1] = ' ';
        long rest = value;
        for (int i = offset + length - 2; i >= offset; i--) {
            block[i] = (byte) ('0' + (rest & 7));
            rest >>>= 3;
        }
    }

    private static void text(byte[] block, int offset, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, block, offset, bytes.length);
    }
}
