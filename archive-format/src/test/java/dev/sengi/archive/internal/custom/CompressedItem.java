package dev.sengi.archive.internal.custom;

import dev.sengi.archive.ArchiveBytes;
import dev.sengi.archive.Compression;
import dev.sengi.archive.CompressionAlgorithm;
import dev.sengi.archive.SampleArchive;
import dev.sengi.archive.internal.compress.StreamCompression;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Archives whose only data item has a wrong length. */
final class CompressedItem {

    private CompressedItem() {}

    /** @param excess how many bytes the compressed item is too long; negative if too short */
    static byte[] archive(CompressionAlgorithm algorithm, int size, int excess) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (OutputStream out = StreamCompression.compress(Compression.of(algorithm), compressed)) {
            out.write(SampleArchive.rows(size));
        }
        byte[] item = Arrays.copyOf(compressed.toByteArray(), compressed.size() + excess);
        return ArchiveBytes.version(16, algorithm.code())
                .integer(2)
                .encoding("UTF8")
                .entry(2, "TABLE DATA", "t", "", true)
                .offset(1, 0)
                .raw(1)
                .integer(2)
                .integer(item.length)
                .raw(item)
                .integer(0)
                .bytes();
    }
}
