package dev.sengi.internal.restore.parallel;

import dev.sengi.archive.Archive;
import dev.sengi.archive.Compression;
import dev.sengi.archive.CompressionAlgorithm;
import dev.sengi.archive.DataKind;
import dev.sengi.archive.TocEntry;
import dev.sengi.archive.internal.compress.StreamCompression;
import dev.sengi.internal.data.StoredSizes;
import dev.sengi.internal.restore.database.CopyInput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The sizes of an archive's data. Rows compress very differently, so the first rows of large tables are read to estimate
 * the sizes from the stored bytes. The other tables are assumed to resemble these on average. Only the order of work
 * depends on the estimates.
 */
final class DataSizes {
    /** Number of stored bytes from which a table counts as large. */
    private static final long LARGE = 1 << 20;

    /** How many of the largest tables are sampled. */
    private static final int MOST = 32;

    private static final int SAMPLE_SIZE = 1 << 16;

    private final Archive archive;
    private final Map<Integer, DataSize> estimates;
    private final DataSize total;

    private DataSizes(Archive archive, Map<Integer, DataSize> estimates) {
        this.archive = archive;
        this.estimates = estimates;
        total = estimates.values().stream().reduce(DataSizes::sum).orElse(DataSize.of(OptionalLong.of(LARGE)));
    }

    private static DataSize sum(DataSize some, DataSize others) {
        return new DataSize(
                some.stored() + others.stored(), true, some.content() + others.content(), some.rows() + others.rows());
    }

    /** Returns the sizes in an archive, after reading the beginnings of these entries. */
    static DataSizes of(Archive archive, List<TocEntry> entries) throws IOException {
        Map<Integer, DataSize> estimates = new HashMap<>();
        if (archive.seekable()) {
            Sampling sampling = new Sampling(archive);
            for (TocEntry entry : large(archive, entries)) {
                estimates.put(entry.dumpId(), sampling.estimate(entry));
            }
        }
        return new DataSizes(archive, estimates);
    }

    private static List<TocEntry> large(Archive archive, List<TocEntry> entries) throws IOException {
        Map<TocEntry, Long> sizes = new HashMap<>();
        List<TocEntry> large = new ArrayList<>();
        for (TocEntry entry : entries) {
            OptionalLong stored =
                    entry.type().data() == DataKind.ROWS ? StoredSizes.of(archive, entry) : OptionalLong.empty();
            if (stored.orElse(0) >= LARGE) {
                sizes.put(entry, stored.getAsLong());
                large.add(entry);
            }
        }
        large.sort(Comparator.comparing(sizes::get).reversed());
        return large.subList(0, Math.min(MOST, large.size()));
    }

    /** Returns the size of an entry's data. */
    DataSize of(TocEntry entry) throws IOException {
        DataSize estimate = estimates.get(entry.dumpId());
        return estimate == null
                ? DataSize.of(
                        StoredSizes.of(archive, entry),
                        (double) total.content() / total.stored(),
                        (double) total.rows() / total.stored())
                : estimate;
    }

    /** Reads the beginnings of entries. */
    private static final class Sampling {
        private final Archive archive;
        private final byte[] sample = new byte[SAMPLE_SIZE];

        Sampling(Archive archive) {
            this.archive = archive;
        }

        DataSize estimate(TocEntry entry) throws IOException {
            OptionalLong stored = StoredSizes.of(archive, entry);
            try (InputStream data = archive.openData(entry)) {
                int count = data.readNBytes(sample, 0, sample.length);
                if (count > 0) {
                    double content = (double) stored.orElse(0) * count / compressedSize(count);
                    return new DataSize(stored.orElse(0), true, (long) content, (long)
                            (content / count * CopyInput.rows(sample, count)));
                }
            } catch (IOException e) {
                // The session that restores the entry will report this.
            }
            return DataSize.of(stored);
        }

        private int compressedSize(int count) throws IOException {
            CompressionAlgorithm algorithm = archive.header().compression();
            Compression compression =
                    algorithm == CompressionAlgorithm.GZIP ? Compression.gzip(1) : Compression.of(algorithm);
            ByteArrayOutputStream compressed = new ByteArrayOutputStream();
            try (OutputStream out = StreamCompression.compress(compression, compressed)) {
                out.write(sample, 0, count);
            }
            return compressed.size();
        }
    }
}
