package dev.sengi.internal.catalog;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which extension owns which object: {@code pg_depend} of type {@code e}. */
public final class ExtensionMembers {
    private static final String QUERY = """
            select d.classid, d.objid, d.refobjid
            from pg_depend d
            where d.deptype = 'e' and d.refclassid = 'pg_extension'::regclass
            order by d.refobjid
            """;

    public static final FactSource SOURCE = FactSource.of(QUERY, Row.class, ExtensionMembers::new);

    public record Row(long classid, long objid, long refobjid) {}

    private final Map<CatalogId, Long> owners = new HashMap<>();

    public ExtensionMembers(Iterable<Row> rows) {
        for (Row row : rows) {
            owners.put(new CatalogId(row.classid(), row.objid()), row.refobjid());
        }
    }

    /**
     * Warns about extensions that are not in the catalog because their schema is gone, once for each object that they
     * own.
     */
    public void warnOfUnknownExtensions(CatalogBuilder catalog) {
        List<Long> unknown = owners.values().stream()
                .filter(extension -> catalog.find(SystemCatalogs.PG_EXTENSION, extension) == null)
                .sorted()
                .toList();
        // Like pg_dump, which does not look for members if it finds no extension.
        if (unknown.size() < owners.size()) {
            unknown.forEach(extension -> catalog.warn("could not find referenced extension " + extension));
        }
    }

    /** Returns the OID of the extension that owns the object, or null. */
    Long extensionOf(CatalogId object) {
        return object.classid() == 0 ? null : owners.get(object);
    }
}
