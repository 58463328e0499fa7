package dev.sengi.archive;

/** How an archive's data are compressed, with the code that the archive's header stores since version 1.15. */
public enum CompressionAlgorithm {
    /** Uncompressed data. */
    NONE(0),
    /** zlib streams in a custom archive, gzip members in a directory. */
    GZIP(1),
    /** LZ4 frames; pg_dump links their blocks, this library does not. */
    LZ4(2),
    /** zstd frames. */
    ZSTD(3);

    private final int code;

    CompressionAlgorithm(int code) {
        this.code = code;
    }

    /** {@return the number that stands for this algorithm in an archive's header} */
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
