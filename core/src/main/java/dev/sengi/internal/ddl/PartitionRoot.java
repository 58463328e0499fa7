package dev.sengi.internal.ddl;

/**
 * The definition of an entry whose rows are loaded through the root of their partition tree: a comment that names the
 * root.
 *
 * <p>Source: {@code dumpTableData} in PostgreSQL's {@code pg_dump.c}.
 */
public final class PartitionRoot {
    private static final String PREFIX = "-- load via partition root ";

    private PartitionRoot() {}

    /** @param root the root's qualified name as SQL */
    public static String marker(String root) {
        return PREFIX + ScriptText.oneLine(root, "");
    }

    /** @param defn an entry's definition, or null */
    public static boolean isMarker(String defn) {
        return defn != null && defn.startsWith(PREFIX);
    }
}
