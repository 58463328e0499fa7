package dev.sengi.internal.catalog;

import java.util.List;
import java.util.function.Consumer;

/**
 * The row of a system catalog that is read only in part: initdb created most of its objects, with OIDs up to 16383, and
 * most of these are neither dumped nor mentioned in a dump, and depend on nothing that could be dumped.
 *
 * <p>They count nevertheless, as in pg_dump: their dump IDs stay unused. If a query finds no object at all, it returns
 * one row without an object, which reports how many there are.
 */
public interface NumberedRow extends CatalogRow {
    /** Returns the object's number among those of the catalog, starting from 1, or 0 if the row has no object. */
    long number();

    /** Returns the number of objects in the catalog. */
    long total();

    /**
     * Returns the FROM clause of a query for such rows, which provides {@code n.number}, by which the query orders its
     * rows, and {@code t.total}.
     *
     * @param catalog the system catalog
     * @param alias the name by which the query refers to it
     * @param order the order in which pg_dump reads all of the catalog
     * @param all the condition under which pg_dump reads a row, with {@code x} as the catalog
     * @param wanted a condition, with the alias, under which it is read here: others are read if they have a dependency,
     *     or were not created by initdb
     */
    static String from(String catalog, String alias, String order, String all, String wanted) {
        String read = "from " + catalog + " x where " + all;
        String oid = alias + ".oid";
        return "from (select count(*) as total " + read + ") t"
                + " left join (" + catalog + " " + alias + " join ("
                + "select x.oid as id, row_number() over (order by " + order + ") as number " + read
                + ") n on n.id = " + oid + " and (" + oid + " > 16383 or " + wanted + " or " + oid + " in ("
                + "select k.objid from pg_depend k where k.classid = '" + catalog + "'::regclass))) on true";
    }

    /**
     * Like the other method, for a catalog that pg_dump reads unordered: the server scans such small tables from their
     * beginning.
     */
    static String from(String catalog, String alias, String wanted) {
        return from(catalog, alias, "x.ctid", "true", wanted);
    }

    /** Adds objects under the dump IDs that they have if all rows of the catalog are read. */
    static <R extends NumberedRow> void addAll(CatalogBuilder catalog, List<R> rows, Consumer<R> add) {
        int before = catalog.lastDumpId();
        for (R row : rows) {
            if (row.number() > 0) {
                catalog.skipTo(before + (int) row.number() - 1);
                add.accept(row);
            }
        }
        if (!rows.isEmpty()) {
            catalog.skipTo(before + (int) rows.get(0).total());
        }
    }
}
