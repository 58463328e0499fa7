package dev.sengi.archive;

import dev.sengi.archive.internal.compress.StreamCompression;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A compression algorithm with its level and options. Immutable, and equal to one with the same choices. */
public final class Compression {
    private final CompressionAlgorithm algorithm;
    private final OptionalInt level;
    private final boolean longDistance;
    private final int workers;

    private Compression(CompressionAlgorithm algorithm, OptionalInt level, boolean longDistance, int workers) {
        this.algorithm = Objects.requireNonNull(algorithm, "algorithm");
        this.level = Objects.requireNonNull(level, "level");
        this.longDistance = longDistance;
        this.workers = workers;
        if (level.isPresent() && !algorithm.accepts(level.getAsInt())) {
            throw new IllegalArgumentException(
                    "compression level " + level.getAsInt() + " is out of range for " + algorithm.label());
        }
        if (workers < 0) {
            throw new IllegalArgumentException("negative number of workers: " + workers);
        }
        if (algorithm != CompressionAlgorithm.ZSTD && (longDistance || workers > 0)) {
            throw new IllegalArgumentException("only zstd supports "
                    + (longDistance ? "long-distance matching" : "workers") + ", not " + algorithm.label());
        }
    }

    /** {@return the algorithm} */
    public CompressionAlgorithm algorithm() {
        return algorithm;
    }

    /** {@return the level; empty for pg_dump's default for the algorithm (gzip -1, lz4 0, zstd about 3)} */
    public OptionalInt level() {
        return level;
    }

    /** {@return whether zstd matches over long distances} */
    public boolean longDistance() {
        return longDistance;
    }

    /**
     * {@return how many threads zstd uses for compression in addition to the writing thread} A dump with one session
     * that uses {@link #zstd()} adds up to four. This does not affect gzip, which always uses up to 16 daemon threads.
     */
    public int workers() {
        return workers;
    }

    /**
     * {@return a copy with another level}
     *
     * @param newLevel a level that the algorithm {@linkplain CompressionAlgorithm#accepts accepts}: 1 to 9 or -1 for
     *     gzip, 0 to 12 for lz4, -131072 to 22 for zstd; empty for the default
     * @throws IllegalArgumentException if the algorithm does not support the level
     */
    public Compression withLevel(OptionalInt newLevel) {
        return new Compression(algorithm, newLevel, longDistance, workers);
    }

    /**
     * {@return a copy with another level}
     *
     * @param newLevel a level that the algorithm {@linkplain CompressionAlgorithm#accepts accepts}
     * @throws IllegalArgumentException if the algorithm does not support the level
     */
    public Compression withLevel(int newLevel) {
        return withLevel(OptionalInt.of(newLevel));
    }

    /**
     * {@return a copy with or without zstd's long-distance matching}
     *
     * @param wanted false for any other algorithm
     * @throws IllegalArgumentException if it is requested for another algorithm
     */
    public Compression withLongDistance(boolean wanted) {
        return new Compression(algorithm, level, wanted, workers);
    }

    /**
     * {@return a copy with another number of threads}
     *
     * @param number not negative; 0 for none, and for any algorithm other than zstd
     * @throws IllegalArgumentException if the number is negative, or the algorithm has no such threads
     */
    public Compression withWorkers(int number) {
        return new Compression(algorithm, level, longDistance, number);
    }

    /**
     * Stores data uncompressed.
     *
     * @return no compression
     */
    public static Compression none() {
        return of(CompressionAlgorithm.NONE);
    }

    /**
     * gzip at its default level, -1, which means 6. It is also pg_dump's default for custom and directory archives.
     *
     * @return gzip without an explicit level: {@link #level()} is empty
     */
    public static Compression gzip() {
        return of(CompressionAlgorithm.GZIP);
    }

    /**
     * gzip at the given level.
     *
     * @param level 1 to 9, or -1 for the default
     * @return gzip at that level
     * @throws IllegalArgumentException if the level is out of range
     */
    public static Compression gzip(int level) {
        return new Compression(CompressionAlgorithm.GZIP, OptionalInt.of(level), false, 0);
    }

    /**
     * LZ4 at its fastest.
     *
     * @return LZ4 without an explicit level, which means 0: {@link #level()} is empty
     */
    public static Compression lz4() {
        return of(CompressionAlgorithm.LZ4);
    }

    /**
     * zstd at its default level, which compresses about as well as level 3, but is faster for large tables: its
     * parameters are chosen to suit a table's first rows. A dump with one session also adds threads (see {@link
     * #workers()}), unlike with {@link #zstd(int)}.
     *
     * @return zstd without an explicit level: {@link #level()} is empty
     */
    public static Compression zstd() {
        return of(CompressionAlgorithm.ZSTD);
    }

    /**
     * zstd at the given level.
     *
     * @param level -131072 to 22
     * @return zstd at that level, in the writing thread
     * @throws IllegalArgumentException if the level is out of range
     */
    public static Compression zstd(int level) {
        return new Compression(CompressionAlgorithm.ZSTD, OptionalInt.of(level), false, 0);
    }

    /**
     * The algorithm at its default level.
     *
     * @param algorithm the algorithm
     * @return the algorithm at its default level
     */
    public static Compression of(CompressionAlgorithm algorithm) {
        return new Compression(algorithm, OptionalInt.empty(), false, 0);
    }

    /**
     * {@return a stream that compresses output other than an archive, such as a script, into a file that the
     * algorithm's own program reads} Closing the stream closes the sink.
     *
     * @param sink receives the compressed bytes
     * @throws IOException if the algorithm cannot be used or the sink fails
     */
    public OutputStream compress(OutputStream sink) throws IOException {
        Objects.requireNonNull(sink, "sink");
        return StreamCompression.compressFile(this, sink);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Compression compression
                && algorithm == compression.algorithm
                && level.equals(compression.level)
                && longDistance == compression.longDistance
                && workers == compression.workers;
    }

    @Override
    public int hashCode() {
        return Objects.hash(algorithm, level, longDistance, workers);
    }

    /** Returns the choices, for logs and debuggers. */
    @Override
    public String toString() {
        return algorithm.label()
                + (level.isPresent() ? ":" + level.getAsInt() : "")
                + (longDistance ? ",long" : "")
                + (workers > 0 ? ",workers=" + workers : "");
    }
}
