package dev.sengi.internal.kind.type;

import dev.sengi.internal.catalog.CatalogId;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.Component;
import dev.sengi.internal.catalog.SystemCatalogs;
import dev.sengi.internal.emit.Annotations.Target;
import dev.sengi.internal.emit.Emission;
import dev.sengi.internal.emit.UpgradeCalls;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The definitions of composite types: their columns, and in a dump for pg_upgrade also dropped ones. */
final class CompositeTypes {
    static final String QUERY = """
            select a.attrelid, a.attnum, a.attname, a.attisdropped, a.attlen, a.attalign,
                format_type(a.atttypid, a.atttypmod) as atttypname,
                l.collname,
                (select n.nspname from pg_namespace n where n.oid = l.collnamespace) as collnspname
            from pg_class c
                join pg_attribute a on a.attrelid = c.oid
                left join pg_type t on t.oid = a.atttypid
                left join pg_collation l on l.oid = a.attcollation and a.attcollation <> t.typcollation
            where c.relkind = 'c' and c.relnamespace = any (:definedSchemas) and a.attnum > 0
            order by a.attrelid, a.attnum
            """;

    /**
     * A column.
     *
     * @param atttypname its type as SQL, with its modifier
     * @param collname the collation if it differs from the type's, otherwise null
     */
    record Row(
            long attrelid,
            int attnum,
            String attname,
            boolean attisdropped,
            int attlen,
            char attalign,
            String atttypname,
            String collname,
            String collnspname) {

        String definition(Emission out) {
            if (attisdropped) {
                return out.id(attname) + " INTEGER /* dummy */";
            }
            String collate = collname == null ? "" : " COLLATE " + out.quoting().qualified(collnspname, collname);
            return out.id(attname) + " " + atttypname + collate;
        }
    }

    private final Map<Long, List<Row>> columns = new HashMap<>();

    CompositeTypes(Iterable<Row> rows) {
        for (Row row : rows) {
            columns.computeIfAbsent(row.attrelid(), k -> new ArrayList<>()).add(row);
        }
    }

    String definition(CatalogObject<TypeKind.Row> type, Emission out) {
        UpgradeCalls upgrade = out.upgrade();
        String list = columns(type).stream()
                .filter(column -> !column.attisdropped() || upgrade.areWanted())
                .map(column -> "\n\t" + column.definition(out))
                .collect(Collectors.joining(","));
        return upgrade.typeOids(type.oid(), type.row().typarray())
                + upgrade.relationOids(type.row().typrelid())
                + "CREATE TYPE " + out.qualified(type) + " AS (" + list + "\n);\n"
                + (upgrade.areWanted() ? dropped(type, out) : "");
    }

    /** Returns the commands that drop the columns that were dropped, which still take up space in stored values. */
    private String dropped(CatalogObject<TypeKind.Row> type, Emission out) {
        StringBuilder sql = new StringBuilder();
        for (Row column : columns(type)) {
            if (column.attisdropped()) {
                sql.append(UpgradeCalls.comment("recreate dropped column."))
                        .append("UPDATE pg_catalog.pg_attribute\nSET attlen = ")
                        .append(column.attlen())
                        .append(", attalign = '")
                        .append(column.attalign())
                        .append("', attbyval = false\nWHERE attname = ")
                        .append(out.literal(column.attname()))
                        .append("\n  AND attrelid = ")
                        .append(out.literal(out.qualified(type)))
                        .append("::pg_catalog.regclass;\nALTER TYPE ")
                        .append(out.qualified(type))
                        .append(" DROP ATTRIBUTE ")
                        .append(out.id(column.attname()))
                        .append(";\n");
            }
        }
        return sql.toString();
    }

    void emitColumnComments(CatalogObject<TypeKind.Row> type, Emission out) {
        if (!out.wants(type, Component.COMMENT)) {
            return;
        }
        CatalogId relation = new CatalogId(SystemCatalogs.PG_CLASS, type.row().typrelid());
        String owner = out.role(type.row().typowner());
        for (Row column : columns(type)) {
            if (column.attisdropped()) {
                continue;
            }
            String name = out.id(type.name()) + "." + out.id(column.attname());
            Target target = new Target("COLUMN", name, type.schemaName(), owner);
            out.annotations().comment(target, relation, column.attnum(), type.dumpId());
        }
    }

    private List<Row> columns(CatalogObject<TypeKind.Row> type) {
        return columns.getOrDefault(type.row().typrelid(), List.of());
    }
}
