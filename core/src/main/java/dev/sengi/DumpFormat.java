package dev.sengi;

import dev.sengi.archive.Compression;

/** The format of a dump. More constants may be added. */
public enum DumpFormat {
    /** An SQL script for psql: {@code pg_dump -Fp}. */
    PLAIN,
    /** A custom-format archive for pg_restore: {@code pg_dump -Fc}. */
    CUSTOM,
    /** A directory of files for pg_restore: {@code pg_dump -Fd}. */
    DIRECTORY,
    /** A tar file for pg_restore: {@code pg_dump -Ft}. */
    TAR;

    /** {@return the compression if none is chosen: gzip for custom and directory archives, none otherwise} */
    public Compression defaultCompression() {
        return this == PLAIN || this == TAR ? Compression.none() : Compression.gzip();
    }
}
