package dev.sengi.internal.catalog;

import java.util.HashMap;
import java.util.Map;

/** The grants that initdb or an extension made on objects: {@code pg_init_privs}. */
public final class InitialPrivileges {
    public static final String QUERY = """
            select p.classoid, p.objoid, p.objsubid, p.privtype, p.initprivs::text[] as initprivs
            from pg_init_privs p
            """;

    /** @param privtype {@code e} if an extension's script made the grants, {@code i} if initdb did */
    public record Row(long classoid, long objoid, int objsubid, char privtype, String[] initprivs) {}

    /**
     * The grants on one object or column.
     *
     * @param acl never changed
     * @param byExtension whether an extension's script made them
     */
    public record Initial(String[] acl, boolean byExtension) {

        /** Returns the grants that a catalog row describes, or null if there are none. */
        static Initial of(char privtype, String[] acl) {
            return acl == null ? null : new Initial(acl, privtype == 'e');
        }
    }

    private final Map<CatalogPart, Initial> lists = new HashMap<>();

    public InitialPrivileges(Iterable<Row> rows) {
        for (Row row : rows) {
            lists.put(
                    new CatalogPart(new CatalogId(row.classoid(), row.objoid()), row.objsubid()),
                    Initial.of(row.privtype(), row.initprivs()));
        }
    }

    /** Returns the initial access control list of the object or its column, or null. */
    public Initial of(CatalogId id, int subId) {
        return lists.get(new CatalogPart(id, subId));
    }
}
