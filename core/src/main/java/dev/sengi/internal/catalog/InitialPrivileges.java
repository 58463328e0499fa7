package dev.sengi.internal.catalog;

import java.util.LinkedHashMap;
import java.util.Map;

/** The grants that initdb or an extension made on objects: {@code pg_init_privs}. */
public final class InitialPrivileges {
    private static final String QUERY = """
            select p.classoid, p.objoid, p.objsubid, p.privtype, p.initprivs
            from pg_init_privs p
            """;

    public static final FactSource SOURCE = FactSource.of(QUERY, Row.class, InitialPrivileges::new);

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

    private final Map<CatalogPart, Initial> lists = new LinkedHashMap<>();

    public InitialPrivileges(Iterable<Row> rows) {
        for (Row row : rows) {
            lists.put(
                    new CatalogPart(new CatalogId(row.classoid(), row.objoid()), row.objsubid()),
                    Initial.of(row.privtype(), row.initprivs()));
        }
    }

    /** Warns, in pg_dump's words, about initial grants on objects of kinds that cannot have them. */
    public void warnOfOthers(CatalogBuilder catalog) {
        for (CatalogPart part : lists.keySet()) {
            CatalogObject<?> object = catalog.find(part.id());
            if (object != null && !isExpected(object.kind(), part.subId())) {
                catalog.warn("unsupported pg_init_privs entry: " + part.id().classid() + " "
                        + part.id().objid() + " " + part.subId());
            }
        }
    }

    private static boolean isExpected(Kind<?> kind, int subId) {
        // Only tables have parts with grants.
        return subId == 0 ? kind.mayHaveInitialPrivileges() : kind.priority() == SortPriority.TABLE;
    }

    /** Returns the initial access control list of the object or its column, or null. */
    public Initial of(CatalogId id, int subId) {
        return lists.get(new CatalogPart(id, subId));
    }
}
