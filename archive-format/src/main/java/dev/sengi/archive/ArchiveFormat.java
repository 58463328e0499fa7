package dev.sengi.archive;

/** The container of an archive, with the code that the archive's header stores. More constants may be added. */
public enum ArchiveFormat {
    /** One file, seekable or not: {@code pg_dump -Fc}. */
    CUSTOM(1),
    /** A tar file: {@code pg_dump -Ft}. */
    TAR(3),
    /** A folder of files: {@code pg_dump -Fd}. Its {@code toc.dat} contains the code of {@link #TAR}. */
    DIRECTORY(5);

    private final int code;

    ArchiveFormat(int code) {
        this.code = code;
    }

    /** {@return the number that represents this format in an archive's header} */
    public int code() {
        return code;
    }
}
