package dev.sengi.archive.internal.tar;

/**
 * A file in a tar.
 *
 * @param start position of the content's first byte
 * @param modified in seconds since 1970
 */
record TarMember(String name, long start, long size, long modified) {
    private static final String LARGE_OBJECT = "blob_";

    /** Returns whether the member is a large object. */
    boolean isLargeObject() {
        return isLargeObject(name);
    }

    /** Returns whether a member with that name is a large object. */
    static boolean isLargeObject(String name) {
        return name.startsWith(LARGE_OBJECT);
    }
}
