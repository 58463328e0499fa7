package dev.sengi.archive.internal.tar;

import dev.sengi.archive.internal.io.OptionalLibrary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.tar.TarUtils;
import org.apache.commons.compress.archivers.zip.ZipEncoding;
import org.apache.commons.compress.archivers.zip.ZipEncodingHelper;

/**
 * The header of a tar's member: one block of 512 bytes, encoded by commons-compress.
 *
 * <pre>
 *   0  100  name, ended by a zero byte
 * 100    8  mode, 0600
 * 108    8  user ID, 04000
 * 116    8  group ID, 02000
 * 124   12  size
 * 136   12  time of modification, in seconds since 1970
 * 148    8  checksum: the sum of all bytes, its own counted as spaces
 * 156    1  type, '0' for a file
 * 257    8  "ustar", a zero byte, "00"; GNU's has two spaces and a zero byte after "ustar"; before PostgreSQL 9.3
 *           "ustar00" and a zero byte
 * 265   32  user, "postgres"
 * 297   32  group, "postgres"
 * 329   16  device numbers, 0
 * </pre>
 *
 * <p>Numbers are octal digits that fill their field except for its last byte, a space. A size of 8 GiB or more is
 * big-endian binary after a byte 0x80. Facts: PostgreSQL's {@code src/port/tar.c}.
 *
 * <p>Members' contents do not go through the streams of commons-compress. Its output needs the size of a member before
 * the content; its inputs accept wrong checksums and truncated headers, and {@code TarFile} reads all headers before
 * the first can be used. docs/architecture.md has the measurements.
 *
 * @param name of the member
 * @param size of its content in bytes
 * @param modified in seconds since 1970
 */
record TarHeader(String name, long size, long modified) {
    static final int BLOCK = TarConstants.DEFAULT_RCDSIZE;

    private static final int SIZE = 124;
    private static final int MODIFIED = 136;
    private static final int CHECKSUM = TarConstants.CHKSUM_OFFSET;
    private static final int CHECKSUM_END = CHECKSUM + TarConstants.CHKSUMLEN;
    private static final int MAGIC = TarConstants.MAGIC_OFFSET;
    private static final int MAGIC_LENGTH = TarConstants.MAGICLEN + TarConstants.VERSIONLEN;
    private static final String POSIX_MAGIC = TarConstants.MAGIC_POSIX + TarConstants.VERSION_POSIX;
    private static final String GNU_MAGIC = TarConstants.MAGIC_GNU + TarConstants.VERSION_GNU_SPACE;
    private static final String MAGIC_BEFORE_9_3 = "ustar00\0";
    private static final String OWNER = "postgres";

    /** Initialized on first use, because until then the library may be missing. */
    private static final class Encoding {
        static final ZipEncoding UTF_8 = ZipEncodingHelper.getZipEncoding(StandardCharsets.UTF_8);
    }

    /** @throws IOException if the application omits the library that all other methods need */
    static void requireLibrary() throws IOException {
        OptionalLibrary.require(
                "org.apache.commons.compress.archivers.tar.TarUtils", "commons-compress", "tar archives need");
        OptionalLibrary.require("org.apache.commons.io.Charsets", "commons-io", "tar archives need");
        OptionalLibrary.require("org.apache.commons.lang3.StringUtils", "commons-lang3", "tar archives need");
    }

    byte[] toBytes() throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setMode(0600);
        entry.setIds(04000, 02000);
        entry.setNames(OWNER, OWNER);
        entry.setSize(size);
        entry.setLastModifiedTime(FileTime.from(modified, TimeUnit.SECONDS));
        byte[] block = new byte[BLOCK];
        // "Star mode" means binary sizes rather than extended headers, which pg_restore takes for members.
        entry.writeEntryHeader(block, Encoding.UTF_8, true);
        // commons-compress encodes the magic in the JVM's default charset.
        byte[] magic = POSIX_MAGIC.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(magic, 0, block, MAGIC, MAGIC_LENGTH);
        // PostgreSQL formats the checksum like all numbers; commons-compress ends it with a zero byte and a space.
        TarUtils.formatLongOctalBytes(checksum(block), block, CHECKSUM, TarConstants.CHKSUMLEN);
        return block;
    }

    /** Returns whether a block has one of the magics. Works without the library. */
    static boolean hasMagic(byte[] block) {
        String magic = new String(block, MAGIC, MAGIC_LENGTH, StandardCharsets.ISO_8859_1);
        return magic.equals(POSIX_MAGIC) || magic.equals(GNU_MAGIC) || magic.equals(MAGIC_BEFORE_9_3);
    }

    /** Returns whether a block has a valid header checksum and one of the magics. */
    static boolean isHeader(byte[] block) {
        return hasMagic(block) && checksum(block) == number(block, CHECKSUM, TarConstants.CHKSUMLEN);
    }

    /**
     * Parses a block, whatever its checksum. A size that is not a number is negative.
     *
     * <p>The fields are read one by one because {@link TarArchiveEntry} prepends the field "prefix" to the name and
     * interprets the fields of sparse files, which pg_restore does not, and rejects a header because of fields that are
     * not needed here.
     */
    static TarHeader of(byte[] block) throws IOException {
        return new TarHeader(
                TarUtils.parseName(block, 0, TarConstants.NAMELEN, Encoding.UTF_8),
                number(block, SIZE, TarConstants.SIZELEN),
                Math.max(0, number(block, MODIFIED, TarConstants.MODTIMELEN)));
    }

    /** {@link TarUtils#verifyCheckSum} also accepts sums of signed bytes, which pg_restore rejects. */
    static long checksum(byte[] block) {
        byte[] summed = block.clone();
        Arrays.fill(summed, CHECKSUM, CHECKSUM_END, (byte) ' ');
        return TarUtils.computeCheckSum(summed);
    }

    /**
     * Returns the checksum that a block states: the number formed by its leading octal digits, as PostgreSQL reads it.
     */
    static long storedChecksum(byte[] block) {
        int end = CHECKSUM;
        while (end < CHECKSUM_END && block[end] >= '0' && block[end] <= '7') {
            end++;
        }
        return end == CHECKSUM
                ? 0
                : Long.parseLong(new String(block, CHECKSUM, end - CHECKSUM, StandardCharsets.US_ASCII), Byte.SIZE);
    }

    /** Returns how many bytes follow a member's content up to the next block. */
    static int padding(long size) {
        return (int) (-size & (BLOCK - 1));
    }

    /** Returns a field's number, or -1 if it contains none or one that is too large. */
    private static long number(byte[] block, int offset, int length) {
        try {
            return TarUtils.parseOctalOrBinary(block, offset, length);
        } catch (IllegalArgumentException e) {
            return -1;
        }
    }
}
