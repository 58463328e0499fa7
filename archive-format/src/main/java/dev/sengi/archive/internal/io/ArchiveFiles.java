package dev.sengi.archive.internal.io;

import dev.sengi.archive.ArchiveVersion;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of the files in directory and tar archives. A directory adds the suffix of its compression to those of data
 * and large objects.
 */
public final class ArchiveFiles {
    /** The header and the table of contents. */
    public static final String TOC = "toc.dat";

    /** The script that a tar contains for use without pg_restore. */
    public static final String SCRIPT = "restore.sql";

    private static final String ONLY_LIST = "blobs.toc";
    private static final int SEPARATE_LISTS_SINCE = 16;

    private static final String OBJECT = "blob_";
    private static final Pattern OBJECT_FILE = Pattern.compile(OBJECT + "([0-9]{1,10})\\.dat");
    private static final long MAX_OID = 0xffff_ffffL;

    private ArchiveFiles() {}

    /** Returns the name of the file with an entry's data. */
    public static String data(int dumpId) {
        return dumpId + ".dat";
    }

    /** Returns the name of the file that lists the large objects of an entry in current versions. */
    public static String list(int dumpId) {
        return "blobs_" + dumpId + ".toc";
    }

    /** Returns the name of the file that lists the large objects of an entry. */
    public static String list(int dumpId, ArchiveVersion version) {
        return hasSeparateLists(version) ? list(dumpId) : ONLY_LIST;
    }

    /** Returns whether each entry's large objects have a list of their own. */
    public static boolean hasSeparateLists(ArchiveVersion version) {
        return version.since(SEPARATE_LISTS_SINCE);
    }

    /** Returns the name of a large object's file. */
    public static String object(long oid) {
        return OBJECT + oid + ".dat";
    }

    /** Returns whether the name begins like that of a large object's file. */
    public static boolean isObject(String name) {
        return name.startsWith(OBJECT);
    }

    /** Returns the OID in the name of a large object's file, or nothing if the name is invalid. */
    public static OptionalLong oid(String name) {
        Matcher object = OBJECT_FILE.matcher(name);
        long oid = object.matches() ? Long.parseLong(object.group(1)) : 0;
        return oid == 0 || oid > MAX_OID ? OptionalLong.empty() : OptionalLong.of(oid);
    }

    /** Returns whether programs store an entry's data in a file of that name, or list its large objects there. */
    public static boolean isUsual(String name, int dumpId) {
        return name.equals(data(dumpId)) || name.equals(list(dumpId)) || name.equals(ONLY_LIST);
    }
}
