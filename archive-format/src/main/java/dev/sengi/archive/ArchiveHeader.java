package dev.sengi.archive;

import java.time.LocalDateTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an archive states about itself before its table of contents.
 *
 * @param version the archive format's version
 * @param format the container
 * @param intSize bytes in an integer: 4 in every known archive
 * @param offSize bytes in a file offset: 8 in every known archive since version 1.7; equal to {@code intSize} before
 *     that
 * @param compression the algorithm; the level is not stored
 * @param created when the dump began, in the dumping machine's local time without a zone; null before version 1.4
 * @param summerTime whether {@code created} is summer time
 * @param dbname the dumped database's name, null before version 1.4
 * @param serverVersion the exact {@code server_version} of the dumped server; null before version 1.10
 * @param dumpVersion version of the dumping program, null before version 1.10
 */
public record ArchiveHeader(
        ArchiveVersion version,
        ArchiveFormat format,
        int intSize,
        int offSize,
        CompressionAlgorithm compression,
        @Nullable LocalDateTime created,
        SummerTime summerTime,
        @Nullable String dbname,
        @Nullable String serverVersion,
        @Nullable String dumpVersion) {

    /**
     * Rejects null for the values that every archive states.
     *
     * @param version not null
     * @param format not null
     * @param intSize in bytes
     * @param offSize in bytes
     * @param compression not null
     * @param created null if unknown
     * @param summerTime not null
     * @param dbname null if unknown
     * @param serverVersion null if unknown
     * @param dumpVersion null if unknown
     */
    public ArchiveHeader {
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(compression, "compression");
        Objects.requireNonNull(summerTime, "summerTime");
    }
}
