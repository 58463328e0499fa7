package dev.sengi;

import dev.sengi.archive.Compression;

/** What a dump is written as. */
public enum DumpFormat {
    /** An SQL script for psql: {@code pg_dump -Fp}. */
    PLAIN,
    /** A custom-format archive for pg_restore: {@code pg_dump -Fc}. */
    CUSTOM,
    /** A folder of files for pg_restore: {@code pg_dump -Fd}. */
    DIRECTORY,
    /** A tar file for pg_restore: {@code pg_dump -Ft}. */
    TAR;

    /** Returns how a dump is compressed where nobody says. */
    public Compression defaultCompression() {
        return this == PLAIN || this == TAR ? Compression.none() : Compression.gzip();
    }
}
