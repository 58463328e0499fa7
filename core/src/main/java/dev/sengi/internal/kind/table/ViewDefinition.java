package dev.sengi.internal.kind.table;

import dev.sengi.SengiException;
import dev.sengi.archive.Section;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.Columns.Column;
import dev.sengi.internal.catalog.Component;
import dev.sengi.internal.catalog.SystemCatalogs;
import dev.sengi.internal.depend.Mark;
import dev.sengi.internal.emit.Emission;
import dev.sengi.internal.kind.ExtensionLinks;
import java.util.stream.Collectors;

/** The definition of a view or materialized view. */
final class ViewDefinition {
    private ViewDefinition() {}

    static void emit(CatalogObject<TableKind.Row> view, Emission out) {
        if (out.options().dataOnly() || !out.wants(view, Component.DEFINITION)) {
            return;
        }
        TableKind.Row row = view.row();
        boolean materialized = row.isMaterializedView();
        String type = TableAnnotations.type(row);
        out.add(out.entry(view)
                .desc(type)
                .section(out.has(view, Mark.POSTPONED) ? Section.POST_DATA : Section.PRE_DATA)
                .tablespace(materialized ? TableDefinition.tablespace(row) : null)
                .tableam(materialized ? row.amname() : null)
                .relkind(row.relkind())
                .owner(out.role(row.relowner()))
                .defn(out.upgrade().tableOids(view.oid())
                        + (materialized ? createMaterialized(view, out) : create(view, out))
                        + out.upgrade().membership(view, TableAnnotations.target(view, out)))
                .dropStmt("DROP " + type + " " + out.qualified(view) + ";\n"));
    }

    private static String create(CatalogObject<TableKind.Row> view, Emission out) {
        String create = "CREATE VIEW " + out.qualified(view);
        if (out.has(view, Mark.PLACEHOLDER_VIEW)) {
            return create + " AS\n" + placeholder(view, out) + ";\n";
        }
        return create + withQuery(view, out);
    }

    /** Returns what follows the name of a view: options, query, check option. */
    static String withQuery(CatalogObject<TableKind.Row> view, Emission out) {
        String check = view.row().checkoption();
        String options = TableDefinition.storageOptions(view.row(), out).replaceFirst("^\n", " ");
        return options
                + " AS\n"
                + query(view, out)
                + (check == null ? "" : "\n  WITH " + check + " CHECK OPTION")
                + ";\n";
    }

    private static String createMaterialized(CatalogObject<TableKind.Row> view, Emission out) {
        StringBuilder sql = new StringBuilder("CREATE ")
                .append(view.row().relpersistence() == 'u' ? "UNLOGGED " : "")
                .append("MATERIALIZED VIEW ")
                .append(out.qualified(view))
                .append(TableDefinition.storageOptions(view.row(), out))
                .append(" AS\n")
                .append(query(view, out))
                .append("\n  WITH NO DATA;\n")
                .append(extensionLinks(view, out));
        if (out.upgrade().areWanted()) {
            sql.append(TableUpgrade.of(view, out));
        }
        for (Column column : out.catalog().columns().of(view.oid())) {
            if (!column.attisdropped()) {
                ColumnProperties.append(sql, view, column, out);
            }
        }
        sql.append(TableDefinition.replicaIdentity(view, out));
        return sql.toString();
    }

    private static String extensionLinks(CatalogObject<TableKind.Row> view, Emission out) {
        String[] extensions =
                out.catalog().get(TableDetails.class).of(view.oid()).extensions();
        return ExtensionLinks.commands("MATERIALIZED VIEW " + out.qualified(view), extensions, out);
    }

    private static String query(CatalogObject<TableKind.Row> view, Emission out) {
        String viewdef = out.catalog().get(TableDetails.class).of(view.oid()).viewdef();
        if (viewdef == null || viewdef.isEmpty()) {
            throw new SengiException("definition of view \"" + view.name() + "\" appears to be empty (length zero)");
        }
        return viewdef.substring(0, viewdef.length() - 1);
    }

    /** Returns a query with the same columns that depends on nothing, for use until the view is replaced. */
    static String placeholder(CatalogObject<TableKind.Row> view, Emission out) {
        return out.catalog().columns().of(view.oid()).stream()
                .map(column -> {
                    CatalogObject<?> collation = out.catalog().find(SystemCatalogs.PG_COLLATION, column.attcollation());
                    return "\n    NULL::" + column.atttypname()
                            + (collation == null ? "" : " COLLATE " + out.qualified(collation))
                            + " AS " + out.id(column.attname());
                })
                .collect(Collectors.joining(",", "SELECT", ""));
    }
}
