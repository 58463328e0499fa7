package dev.sengi.archive.internal.tar;

import dev.sengi.archive.internal.io.ArchiveFiles;

/**
 * A file in a tar.
 *
 * @param start position of the content's first byte
 * @param modified in seconds since 1970
 */
record TarMember(String name, long start, long size, long modified) {

    /** Returns whether the member is a large object. */
    boolean isLargeObject() {
        return ArchiveFiles.isObject(name);
    }
}
