package dev.sengi.internal.catalog;

import java.util.HashMap;
import java.util.Map;

/** Which extension owns which object: {@code pg_depend} of type {@code e}. */
public final class ExtensionMembers {
    public static final String QUERY = """
            select d.classid, d.objid, d.refobjid
            from pg_depend d
            where d.deptype = 'e' and d.refclassid = 'pg_extension'::regclass
            order by d.refobjid
            """;

    public record Row(long classid, long objid, long refobjid) {}

    private final Map<CatalogId, Long> owners = new HashMap<>();
    private final Catalog catalog;

    public ExtensionMembers(Catalog catalog, Iterable<Row> rows) {
        this.catalog = catalog;
        for (Row row : rows) {
            owners.put(new CatalogId(row.classid(), row.objid()), row.refobjid());
        }
    }

    /** Returns the extension that owns the object, or null. */
    public CatalogObject<?> extensionOf(CatalogObject<?> object) {
        Long oid = object.id().classid() == 0 ? null : owners.get(object.id());
        return oid == null ? null : catalog.find(SystemCatalogs.PG_EXTENSION, oid);
    }
}
