package dev.sengi.internal.kind.table;

import dev.sengi.ScriptFlag;
import dev.sengi.archive.Section;
import dev.sengi.archive.TocEntry;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.ColumnPrivileges;
import dev.sengi.internal.catalog.Columns.Column;
import dev.sengi.internal.catalog.Component;
import dev.sengi.internal.catalog.InitialPrivileges.Initial;
import dev.sengi.internal.ddl.AnnotationSql;
import dev.sengi.internal.depend.Mark;
import dev.sengi.internal.emit.Annotations.Target;
import dev.sengi.internal.emit.Emission;
import java.util.ArrayList;
import java.util.List;

/** Comments, labels and grants of relations and of their columns. */
final class TableAnnotations {
    private TableAnnotations() {}

    /** Returns the relation's type as commands and entries name it. */
    static String type(TableKind.Row row) {
        return switch (row.relkind()) {
            case 'S' -> "SEQUENCE";
            case 'v' -> "VIEW";
            case 'm' -> "MATERIALIZED VIEW";
            case 'f' -> "FOREIGN TABLE";
            default -> "TABLE";
        };
    }

    /** Returns the relation as commands other than GRANT name it. */
    static Target target(CatalogObject<TableKind.Row> table, Emission out) {
        String owner = out.role(table.row().relowner());
        return new Target(type(table.row()), out.id(table.name()), table.schemaName(), owner);
    }

    static void emit(CatalogObject<TableKind.Row> table, Emission out) {
        if (table.row().isCompositeType()) {
            return;
        }
        String owner = out.role(table.row().relowner());
        Target target = target(table, out);
        out.annotations().comment(table, target);
        if (table.row().isSequence()) {
            out.annotations().securityLabel(table, target);
        } else {
            columnComments(table, owner, out);
            securityLabels(table, target, out);
            notNullComments(table, owner, out);
            checkComments(table, out);
        }
        grants(table, owner, out);
    }

    private static void columnComments(CatalogObject<TableKind.Row> table, String owner, Emission out) {
        if (!out.wants(table, Component.COMMENT) || !out.catalog().comments().hasOfParts(table.id())) {
            return;
        }
        for (Column column : out.catalog().columns().of(table.oid())) {
            if (!column.attisdropped()) {
                String name = out.id(table.name()) + "." + out.id(column.attname());
                Target target = new Target("COLUMN", name, table.schemaName(), owner);
                out.annotations().comment(target, table.id(), column.attnum(), table.dumpId());
            }
        }
    }

    /** Writes the labels of the table and its columns as one entry. */
    private static void securityLabels(CatalogObject<TableKind.Row> table, Target target, Emission out) {
        if (out.wants(table, Component.SECURITY_LABEL)
                && !out.catalog().securityLabels().of(table.id()).isEmpty()) {
            String column = "COLUMN " + out.qualified(table) + ".";
            out.annotations()
                    .securityLabels(
                            target,
                            table.id(),
                            table.dumpId(),
                            number -> column + out.id(out.catalog().columns().name(table, number)));
        }
    }

    private static void notNullComments(CatalogObject<TableKind.Row> table, String owner, Emission out) {
        if (out.options().has(ScriptFlag.NO_COMMENTS)
                || out.options().dataOnly()
                || !out.wants(table, Component.DEFINITION)) {
            return;
        }
        for (Column column : out.catalog().columns().of(table.oid())) {
            if (column.notnull_comment() != null && column.notnull_valid() && !column.attisdropped()) {
                String on = "CONSTRAINT " + out.id(column.notnull_name()) + " ON ";
                out.add(out.entry(List.of(table.dumpId()))
                        .tag(on + out.id(table.name()))
                        .desc("COMMENT")
                        .section(Section.NONE)
                        .namespace(table.schemaName())
                        .owner(owner)
                        .defn(AnnotationSql.comment(on + out.qualified(table), out.literal(column.notnull_comment()))));
            }
        }
    }

    private static void checkComments(CatalogObject<TableKind.Row> table, Emission out) {
        if (!out.wants(table, Component.DEFINITION)) {
            return;
        }
        for (CatalogObject<CheckConstraintKind.Row> check : CheckConstraintKind.of(out.catalog(), table)) {
            boolean inTable = !out.has(check, Mark.SEPARATE) && check.row().conislocal();
            if (inTable
                    && out.wants(check, Component.COMMENT)
                    && out.annotations().hasComment(check)) {
                Target target = CheckConstraintKind.KIND.target(check, out);
                out.annotations().comment(target, check.id(), 0, table.dumpId());
            }
        }
    }

    private static void grants(CatalogObject<TableKind.Row> table, String owner, Emission out) {
        if (!out.wants(table, Component.ACL)) {
            return;
        }
        TableKind.Row row = table.row();
        String name = out.id(table.name());
        Target target = new Target(row.isSequence() ? "SEQUENCE" : "TABLE", name, table.schemaName(), owner);
        List<ColumnPrivileges.Row> columns = out.catalog().columnPrivileges().of(table.oid());
        if (row.relacl() == null && columns.isEmpty()) {
            return;
        }
        Initial initial = out.catalog().initialPrivileges().of(table.id(), 0);
        TocEntry tableGrants = out.annotations().aclFrom(table, target, row.relacl(), row.acldefault(), initial);
        List<Integer> dependencies = new ArrayList<>(List.of(table.dumpId()));
        if (tableGrants != null) {
            dependencies.add(tableGrants.dumpId());
        }
        Target columnTarget = new Target("TABLE", name, table.schemaName(), owner);
        for (ColumnPrivileges.Row column : columns) {
            String columnName = out.id(column.attname());
            out.annotations()
                    .acl(
                            columnTarget,
                            "COLUMN " + name + "." + columnName,
                            columnName,
                            column.attacl(),
                            new String[0],
                            column.initial(),
                            dependencies);
        }
    }
}
