package dev.sengi.internal.kind.table;

import dev.sengi.archive.Section;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.Columns.Column;
import dev.sengi.internal.catalog.Component;
import dev.sengi.internal.emit.Emission;
import java.util.List;

/** The definition of a sequence, whether independent or behind an identity column. */
final class SequenceDefinition {
    private SequenceDefinition() {}

    static void emit(CatalogObject<TableKind.Row> sequence, Emission out) {
        if (out.options().dataOnly()) {
            return;
        }
        TableKind.Row row = sequence.row();
        CatalogObject<TableKind.Row> table = out.catalog().find(TableKind.KIND, row.owning_tab());
        boolean identity = row.is_identity_sequence();
        String name = out.qualified(sequence);
        if (out.wants(sequence, Component.DEFINITION)) {
            Sequences.Row properties = out.catalog().get(Sequences.class).of(sequence.oid());
            String definition = identity
                    ? identity(sequence, table, out) + options(properties) + "\n);\n"
                    : create(sequence, properties, out) + options(properties) + ";\n";
            out.add(out.entry(sequence)
                    .desc("SEQUENCE")
                    .section(Section.PRE_DATA)
                    .owner(out.role(row.relowner()))
                    .defn(out.upgrade().relationOids(sequence.oid())
                            + definition
                            + out.upgrade().membership(sequence, TableAnnotations.target(sequence, out)))
                    .dropStmt(identity ? "" : "DROP SEQUENCE " + name + ";\n"));
        }
        if (table != null
                && !identity
                && out.wants(table, Component.DEFINITION)
                && out.wants(sequence, Component.DEFINITION)) {
            out.add(out.entry(List.of(sequence.dumpId()))
                    .tag(sequence.name())
                    .desc("SEQUENCE OWNED BY")
                    .section(Section.PRE_DATA)
                    .namespace(sequence.schemaName())
                    .owner(out.role(row.relowner()))
                    .defn("ALTER SEQUENCE " + name + " OWNED BY " + out.qualified(table) + "."
                            + out.id(owningColumn(row, out).attname()) + ";\n"));
        }
    }

    private static Column owningColumn(TableKind.Row sequence, Emission out) {
        return out.catalog().columns().of(sequence.owning_tab()).get(sequence.owning_col() - 1);
    }

    private static String create(CatalogObject<TableKind.Row> sequence, Sequences.Row properties, Emission out) {
        String type = properties.seqtype().equals("bigint") ? "" : "    AS " + properties.seqtype() + "\n";
        String unlogged = sequence.row().relpersistence() == 'u' ? "UNLOGGED " : "";
        return "CREATE " + unlogged + "SEQUENCE " + out.qualified(sequence) + "\n" + type;
    }

    private static String identity(
            CatalogObject<TableKind.Row> sequence, CatalogObject<TableKind.Row> table, Emission out) {
        Column column = owningColumn(sequence.row(), out);
        StringBuilder sql = new StringBuilder("ALTER TABLE ")
                .append(out.qualified(table))
                .append(" ALTER COLUMN ")
                .append(out.id(column.attname()))
                .append(" ADD GENERATED ")
                .append(column.attidentity() == 'a' ? "ALWAYS" : "BY DEFAULT")
                .append(" AS IDENTITY (\n    SEQUENCE NAME ")
                .append(out.qualified(sequence))
                .append('\n');
        if (sequence.row().relpersistence() != table.row().relpersistence()) {
            sql.append(sequence.row().relpersistence() == 'u' ? "    UNLOGGED\n" : "    LOGGED\n");
        }
        return sql.toString();
    }

    private static String options(Sequences.Row sequence) {
        return "    START WITH " + sequence.seqstart()
                + "\n    INCREMENT BY " + sequence.seqincrement()
                + (sequence.seqmin() == sequence.defaultMinimum()
                        ? "\n    NO MINVALUE"
                        : "\n    MINVALUE " + sequence.seqmin())
                + (sequence.seqmax() == sequence.defaultMaximum()
                        ? "\n    NO MAXVALUE"
                        : "\n    MAXVALUE " + sequence.seqmax())
                + "\n    CACHE " + sequence.seqcache()
                + (sequence.seqcycle() ? "\n    CYCLE" : "");
    }
}
