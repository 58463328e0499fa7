package dev.sengi.internal.catalog;

import java.util.HashMap;
import java.util.Map;

/** The grants that initdb or an extension made on objects: {@code pg_init_privs}. */
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

    /** Returns the initial access control list of the object or its column, or null. */
    public String[] of(CatalogId id, int subId) {
        return lists.get(new CatalogPart(id, subId));
    }
}
