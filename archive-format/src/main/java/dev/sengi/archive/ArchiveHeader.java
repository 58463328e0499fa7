package dev.sengi.archive;

import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an archive states about itself before its table of contents. Immutable, and equal to headers that state the
 * same.
 */
public final class ArchiveHeader {
    private final ArchiveVersion version;
    private final ArchiveFormat format;
    private final int intSize;
    private final int offSize;
    private final CompressionAlgorithm compression;
    private final @Nullable LocalDateTime created;
    private final SummerTime summerTime;
    private final @Nullable String dbname;
    private final @Nullable String serverVersion;
    private final @Nullable String dumpVersion;

    private ArchiveHeader(Builder builder) {
        version = builder.version;
        format = builder.format;
        intSize = builder.intSize;
        offSize = builder.offSize;
        compression = builder.compression;
        created = builder.created;
        summerTime = builder.summerTime;
        dbname = builder.dbname;
        serverVersion = builder.serverVersion;
        dumpVersion = builder.dumpVersion;
    }

    /**
     * {@return a builder for the header of an archive in the current version}
     *
     * @param format the container; writers write the one that they were created with
     */
    public static Builder builder(ArchiveFormat format) {
        return new Builder(format);
    }

    /** {@return a builder that starts from this header} */
    public Builder toBuilder() {
        Builder builder = new Builder(format);
        builder.version = version;
        builder.intSize = intSize;
        builder.offSize = offSize;
        builder.compression = compression;
        builder.created = created;
        builder.summerTime = summerTime;
        builder.dbname = dbname;
        builder.serverVersion = serverVersion;
        builder.dumpVersion = dumpVersion;
        return builder;
    }

    /** {@return the archive format's version} */
    public ArchiveVersion version() {
        return version;
    }

    /** {@return the container} */
    public ArchiveFormat format() {
        return format;
    }

    /** {@return bytes in an integer: 4 in every known archive} */
    public int intSize() {
        return intSize;
    }

    /**
     * {@return bytes in a file offset: 8 in every known archive since version 1.7; equal to {@code intSize} before
     * that}
     */
    public int offSize() {
        return offSize;
    }

    /** {@return the algorithm; the level is not stored} */
    public CompressionAlgorithm compression() {
        return compression;
    }

    /**
     * {@return when the dump began, in the dumping machine's local time without a zone; null before version 1.4} As in
     * pg_restore, fields that are out of range carry over into the next, and a time that cannot be computed is the last
     * second of 1969 in UTC. {@link Archive#warnings()} mentions the latter, {@link Archive#verify()} both.
     */
    public @Nullable LocalDateTime created() {
        return created;
    }

    /** {@return whether {@code created} is summer time} */
    public SummerTime summerTime() {
        return summerTime;
    }

    /** {@return the dumped database's name; null before version 1.4} */
    public @Nullable String dbname() {
        return dbname;
    }

    /** {@return the exact {@code server_version} of the dumped server; null before version 1.10} */
    public @Nullable String serverVersion() {
        return serverVersion;
    }

    /** {@return version of the dumping program; null before version 1.10} */
    public @Nullable String dumpVersion() {
        return dumpVersion;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ArchiveHeader header && components().equals(header.components());
    }

    @Override
    public int hashCode() {
        return components().hashCode();
    }

    private List<@Nullable Object> components() {
        return Arrays.asList(
                version,
                format,
                intSize,
                offSize,
                compression,
                created,
                summerTime,
                dbname,
                serverVersion,
                dumpVersion);
    }

    /** Returns the version, container, database and time; for logs and debuggers. */
    @Override
    public String toString() {
        return "ArchiveHeader[" + version + " " + format + " " + dbname + " " + created + "]";
    }

    /**
     * Collects what a header states; not thread-safe. An {@link ArchiveWriter} writes its own version, container, sizes
     * and compression, whatever the header states; the caller decides only the rest.
     */
    public static final class Builder {
        private final ArchiveFormat format;
        private ArchiveVersion version = ArchiveVersion.CURRENT;
        private int intSize = Integer.BYTES;
        private int offSize = Long.BYTES;
        private CompressionAlgorithm compression = CompressionAlgorithm.NONE;
        private @Nullable LocalDateTime created;
        private SummerTime summerTime = SummerTime.UNKNOWN;
        private @Nullable String dbname;
        private @Nullable String serverVersion;
        private @Nullable String dumpVersion;

        private Builder(ArchiveFormat format) {
            this.format = Objects.requireNonNull(format, "format");
        }

        /**
         * Sets the archive format's version; the current one by default, which is what writers write.
         *
         * @param value not null
         * @return this
         */
        public Builder version(ArchiveVersion value) {
            version = Objects.requireNonNull(value, "version");
            return this;
        }

        /**
         * Sets the bytes in an integer; 4 by default, which is what writers write.
         *
         * @param value as an archive states it, which is not checked
         * @return this
         */
        public Builder intSize(int value) {
            intSize = value;
            return this;
        }

        /**
         * Sets the bytes in a file offset; 8 by default, which is what writers write.
         *
         * @param value as an archive states it, which is not checked
         * @return this
         */
        public Builder offSize(int value) {
            offSize = value;
            return this;
        }

        /**
         * Sets the compression algorithm; none by default. Writers write the one that they were created with.
         *
         * @param value not null
         * @return this
         */
        public Builder compression(CompressionAlgorithm value) {
            compression = Objects.requireNonNull(value, "compression");
            return this;
        }

        /**
         * Sets when the dump began, in local time; null by default. A writer replaces null with the current time.
         *
         * @param value null if unknown
         * @return this
         */
        public Builder created(@Nullable LocalDateTime value) {
            created = value;
            return this;
        }

        /**
         * Sets whether the time is summer time; unknown by default.
         *
         * @param value not null
         * @return this
         */
        public Builder summerTime(SummerTime value) {
            summerTime = Objects.requireNonNull(value, "summerTime");
            return this;
        }

        /**
         * Sets the dumped database's name; null by default.
         *
         * @param value null if unknown
         * @return this
         */
        public Builder dbname(@Nullable String value) {
            dbname = value;
            return this;
        }

        /**
         * Sets the dumped server's version; null by default.
         *
         * @param value null if unknown
         * @return this
         */
        public Builder serverVersion(@Nullable String value) {
            serverVersion = value;
            return this;
        }

        /**
         * Sets the dumping program's version; null by default.
         *
         * @param value null if unknown
         * @return this
         */
        public Builder dumpVersion(@Nullable String value) {
            dumpVersion = value;
            return this;
        }

        /** {@return the header} */
        public ArchiveHeader build() {
            return new ArchiveHeader(this);
        }
    }
}
