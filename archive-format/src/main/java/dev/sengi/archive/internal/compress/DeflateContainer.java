package dev.sengi.archive.internal.compress;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.Adler32;
import java.util.zip.CRC32;
import java.util.zip.Checksum;
import java.util.zip.Deflater;

/** What surrounds a deflate stream: headers and trailers are byte for byte those of zlib. */
enum DeflateContainer {
    /** RFC 1950. */
    ZLIB {
        @Override
        Checksum checksum() {
            return new Adler32();
        }

        @Override
        byte[] header(int level) {
            int method = 0x78;
            int speed = level == Deflater.DEFAULT_COMPRESSION || level == 6 ? 2 : level > 6 ? 3 : level > 1 ? 1 : 0;
            int flags = speed << 6;
            // The header, as a number, is a multiple of 31.
            flags += 31 - (method << 8 | flags) % 31;
            return new byte[] {(byte) method, (byte) flags};
        }

        @Override
        byte[] trailer(long checksum, long length) {
            return ByteBuffer.allocate(Integer.BYTES).putInt((int) checksum).array();
        }
    },

    /** RFC 1952. */
    GZIP {
        @Override
        Checksum checksum() {
            return new CRC32();
        }

        @Override
        byte[] header(int level) {
            int speed = level == Deflater.BEST_COMPRESSION ? 2 : level == Deflater.BEST_SPEED ? 4 : 0;
            int unix = 3;
            return new byte[] {0x1f, (byte) 0x8b, Deflater.DEFLATED, 0, 0, 0, 0, 0, (byte) speed, (byte) unix};
        }

        @Override
        byte[] trailer(long checksum, long length) {
            return ByteBuffer.allocate(2 * Integer.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt((int) checksum)
                    .putInt((int) length)
                    .array();
        }
    };

    /** Returns the checksum of the content that the trailer contains. */
    abstract Checksum checksum();

    /** @param level 0 to 9, or -1 for zlib's default */
    abstract byte[] header(int level);

    /** @param length of the content */
    abstract byte[] trailer(long checksum, long length);
}
