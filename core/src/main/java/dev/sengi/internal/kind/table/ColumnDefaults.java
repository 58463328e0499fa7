package dev.sengi.internal.kind.table;

import dev.sengi.internal.catalog.CatalogObject;
import java.util.HashMap;
import java.util.Map;

/** The default or generation expression of each column that has one, except those that are only inherited. */
public final class ColumnDefaults {
    private record Key(long adrelid, int adnum) {}

    private final Map<Key, CatalogObject<ColumnDefaultKind.Row>> defaults = new HashMap<>();

    /** Adds a default; called while the catalog is read. */
    public void put(CatalogObject<ColumnDefaultKind.Row> columnDefault) {
        ColumnDefaultKind.Row row = columnDefault.row();
        defaults.put(new Key(row.adrelid(), row.adnum()), columnDefault);
    }

    /** Removes a default that the column already gets from a parent; called while the catalog is read. */
    public void remove(CatalogObject<ColumnDefaultKind.Row> columnDefault) {
        ColumnDefaultKind.Row row = columnDefault.row();
        defaults.remove(new Key(row.adrelid(), row.adnum()));
    }

    /** Returns the column's default, or null. */
    public CatalogObject<ColumnDefaultKind.Row> of(long tableOid, int attnum) {
        return defaults.get(new Key(tableOid, attnum));
    }
}
