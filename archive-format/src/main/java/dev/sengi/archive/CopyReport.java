package dev.sengi.archive;

/** What a copy of an archive contains. Immutable. Only Sengi implements this interface, and it may get more methods. */
public interface CopyReport {

    /** {@return the number of entries in the copy's table of contents, including the archive's settings} */
    int entries();

    /** {@return the size of the data copied, in bytes, decompressed} */
    long dataBytes();
}
