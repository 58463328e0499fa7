package dev.sengi.archive;

/**
 * How an archive's data are compressed, with the code that the archive's header stores since version 1.15. More
 * constants may be added.
 */
public enum CompressionAlgorithm {
    /** Uncompressed data. */
    NONE(0, 0, 0, 0),
    /** zlib streams in a custom archive, gzip members in a directory. */
    GZIP(1, 1, 9, -1),
    /** LZ4 frames; pg_dump links their blocks, this library does not. */
    LZ4(2, 1, 12, 0),
    /** zstd frames. */
    ZSTD(3, -131072, 22, 3);

    private final int code;
    private final int leastLevel;
    private final int mostLevel;
    private final int defaultLevel;

    CompressionAlgorithm(int code, int leastLevel, int mostLevel, int defaultLevel) {
        this.code = code;
        this.leastLevel = leastLevel;
        this.mostLevel = mostLevel;
        this.defaultLevel = defaultLevel;
    }

    /** {@return the fastest level} */
    public int leastLevel() {
        return leastLevel;
    }

    /** {@return the most thorough level} */
    public int mostLevel() {
        return mostLevel;
    }

    /**
     * {@return pg_dump's default level, which may be outside the range of the other levels and is then an alias for one
     * of them}
     */
    public int defaultLevel() {
        return defaultLevel;
    }

    /**
     * {@return whether the algorithm supports the level}
     *
     * @param level any number
     */
    public boolean accepts(int level) {
        return level == defaultLevel || (level >= leastLevel && level <= mostLevel);
    }

    /** {@return the number that represents this algorithm in an archive's header} */
    public int code() {
        return code;
    }

    /** {@return the file name suffix of files compressed this way, including its dot; empty for none} */
    public String suffix() {
        return switch (this) {
            case NONE -> "";
            case GZIP -> ".gz";
            case LZ4 -> ".lz4";
            case ZSTD -> ".zst";
        };
    }

    /** {@return the name that {@code pg_restore -l} prints and {@code --compress} accepts} */
    public String label() {
        return switch (this) {
            case NONE -> "none";
            case GZIP -> "gzip";
            case LZ4 -> "lz4";
            case ZSTD -> "zstd";
        };
    }
}
