package dev.sengi.internal.kind.table;

import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.Columns.Column;
import java.util.HashSet;
import java.util.Set;

/** Which not-null constraints a table's definition writes, and by which name. */
public final class NotNulls {
    private record Key(long attrelid, int attnum) {}

    private final Set<Key> inherited = new HashSet<>();
    private final Set<Key> written = new HashSet<>();

    /** Notes that a parent's constraint is enough, whatever the catalog says. */
    void markInherited(Column column) {
        inherited.add(new Key(column.attrelid(), column.attnum()));
    }

    /** Notes that the constraint is to be written, whatever the catalog says. */
    void markLocal(Column column) {
        written.add(new Key(column.attrelid(), column.attnum()));
    }

    /** Returns whether the table itself has the constraint, not only its parents. */
    boolean isLocal(Column column) {
        Key key = new Key(column.attrelid(), column.attnum());
        return written.contains(key) || (column.notnull_islocal() && !inherited.contains(key));
    }

    /** Returns the constraint's name, or an empty string for one that needs none: the name that the server would give. */
    static String nameToPrint(CatalogObject<TableKind.Row> table, Column column) {
        String given = table.name() + "_" + column.attname() + "_not_null";
        return column.notnull_comment() == null && given.equals(column.notnull_name()) ? "" : column.notnull_name();
    }
}
