package dev.sengi.internal.kind.table;

import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.Columns.Column;
import java.util.HashSet;
import java.util.Set;

/** Which not-null constraints a table's definition includes, and under which name. */
public final class NotNulls {
    private record Key(long attrelid, int attnum) {}

    private final Set<Key> inherited = new HashSet<>();
    private final Set<Key> written = new HashSet<>();

    /** Records that a parent's constraint is sufficient, whatever the catalog says. */
    void markInherited(Column column) {
        inherited.add(new Key(column.attrelid(), column.attnum()));
    }

    /** Records that the constraint must be written, whatever the catalog says. */
    void markLocal(Column column) {
        written.add(new Key(column.attrelid(), column.attnum()));
    }

    /** Returns whether the table itself has the constraint, not only its parents. */
    boolean isLocal(Column column) {
        Key key = new Key(column.attrelid(), column.attnum());
        return written.contains(key) || (column.notnull_islocal() && !inherited.contains(key));
    }

    /**
     * Returns the constraint's name, or an empty string if it has no comment and the server would choose the same name.
     *
     * @param forUpgrade whether an inherited constraint is written too and must be found by its name
     */
    static String nameToPrint(CatalogObject<TableKind.Row> table, Column column, boolean forUpgrade) {
        boolean isNamed = column.notnull_comment() != null
                || (forUpgrade && !table.row().relispartition() && !column.notnull_islocal());
        return !isNamed && isUsual(column.notnull_name(), table.name(), column.attname()) ? "" : column.notnull_name();
    }

    private static boolean isUsual(String name, String table, String column) {
        String end = "_not_null";
        return name != null
                && name.length() == table.length() + 1 + column.length() + end.length()
                && name.startsWith(table)
                && name.charAt(table.length()) == '_'
                && name.startsWith(column, table.length() + 1)
                && name.endsWith(end);
    }
}
