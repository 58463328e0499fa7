package dev.sengi.internal.kind;

import dev.sengi.archive.Section;
import dev.sengi.archive.TocEntry;
import dev.sengi.internal.catalog.FactSource;
import dev.sengi.internal.catalog.SystemCatalogs;
import dev.sengi.internal.emit.Emission;
import dev.sengi.internal.emit.UpgradeCalls;
import java.util.List;

/**
 * The files of the catalogs that store large objects, which the new server takes over after pg_upgrade.
 *
 * @param files in the server's order, which the commands follow
 */
public record LargeObjectFiles(List<File> files) {
    // Before 19, asks for only two OIDs: asking for four may return those two in another order, which the commands
    // follow.
    private static final String QUERY = """
            select oid, relfilenode, relfrozenxid, relminmxid
            from pg_class
            where oid in ([[19: 2613, 2683, 2995, 2996 | 2613, 2683]])
            """;

    public static final FactSource SOURCE = FactSource.of(QUERY, File.class, LargeObjectFiles::new);

    private static final long PG_LARGEOBJECT_INDEX = 2683;
    private static final long PG_LARGEOBJECT_METADATA_INDEX = 2996;

    public LargeObjectFiles {
        files = List.copyOf(files);
    }

    /** The table {@code pg_largeobject} or {@code pg_largeobject_metadata}, or the index of one. */
    public record File(long oid, long relfilenode, String relfrozenxid, String relminmxid) {}

    /** Writes the entries of the catalogs whose files the new server takes over. */
    public static void emit(Emission out) {
        LargeObjectFiles files = out.catalog().get(LargeObjectFiles.class);
        files.emit("pg_largeobject", SystemCatalogs.PG_LARGEOBJECT, PG_LARGEOBJECT_INDEX, out);
        if (LargeObjectKind.areUpgradedByFile(out.catalog(), out.options())) {
            files.emit(
                    "pg_largeobject_metadata",
                    SystemCatalogs.PG_LARGEOBJECT_METADATA,
                    PG_LARGEOBJECT_METADATA_INDEX,
                    out);
        }
    }

    private void emit(String catalogName, long table, long index, Emission out) {
        StringBuilder sql =
                new StringBuilder(UpgradeCalls.comment("preserve " + catalogName + " and index relfilenodes"));
        StringBuilder horizons =
                new StringBuilder(UpgradeCalls.comment("set " + catalogName + " relfrozenxid and relminmxid"));
        for (File file : files) {
            if (file.oid() == table || file.oid() == index) {
                sql.append(out.upgrade().relfilenode(file.oid() == table ? "heap" : "index", file.relfilenode()));
                horizons.append("UPDATE pg_catalog.pg_class\nSET relfrozenxid = '")
                        .append(file.relfrozenxid())
                        .append("', relminmxid = '")
                        .append(file.relminmxid())
                        .append("'\nWHERE oid = ")
                        .append(file.oid())
                        .append(";\n");
            }
        }
        out.add(TocEntry.builder(out.nextDumpId())
                .tag(catalogName)
                .desc(catalogName)
                .section(Section.PRE_DATA)
                .defn(sql.append("TRUNCATE pg_catalog." + catalogName + ";\n")
                        .append(horizons)
                        .toString()));
    }
}
