package dev.sengi.internal.catalog;

import java.util.HashMap;
import java.util.Map;

/** The grants that objects got from initdb or from their extension: {@code pg_init_privs}. */
public final class InitialPrivileges {
    public static final String QUERY = """
            select p.classoid, p.objoid, p.objsubid, p.initprivs::text[] as initprivs
            from pg_init_privs p
            """;

    public record Row(long classoid, long objoid, int objsubid, String[] initprivs) {}

    private final Map<CatalogPart, String[]> lists = new HashMap<>();

    public InitialPrivileges(Iterable<Row> rows) {
        for (Row row : rows) {
            lists.put(new CatalogPart(new CatalogId(row.classoid(), row.objoid()), row.objsubid()), row.initprivs());
        }
    }

    /** Returns the access control list that the object, or its column, began with, or null. */
    public String[] of(CatalogId id, int subId) {
        return lists.get(new CatalogPart(id, subId));
    }
}
