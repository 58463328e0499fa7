package dev.sengi.internal.kind.type;

import dev.sengi.internal.catalog.CatalogId;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.Component;
import dev.sengi.internal.catalog.SystemCatalogs;
import dev.sengi.internal.emit.Annotations.Target;
import dev.sengi.internal.emit.Emission;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The definitions of composite types: their columns, without dropped ones. */
final class CompositeTypes {
    static final String QUERY = """
            select a.attrelid, a.attnum, a.attname,
                format_type(a.atttypid, a.atttypmod) as atttypname,
                l.collname,
                (select n.nspname from pg_namespace n where n.oid = l.collnamespace) as collnspname
            from pg_class c
                join pg_attribute a on a.attrelid = c.oid
                join pg_type t on t.oid = a.atttypid
                left join pg_collation l on l.oid = a.attcollation and a.attcollation <> t.typcollation
            where c.relkind = 'c' and c.relnamespace = any (:schemas) and not a.attisdropped
            order by a.attrelid, a.attnum
            """;

    /**
     * A column.
     *
     * @param atttypname its type as SQL, with its modifier
     * @param collname the collation if it differs from the type's, otherwise null
     */
    record Row(long attrelid, int attnum, String attname, String atttypname, String collname, String collnspname) {

        String definition(Emission out) {
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
        String list = columns(type).stream()
                .map(column -> "\n\t" + column.definition(out))
                .collect(Collectors.joining(","));
        return "CREATE TYPE " + out.qualified(type) + " AS (" + list + "\n);\n";
    }

    void emitColumnComments(CatalogObject<TypeKind.Row> type, Emission out) {
        if (!out.wants(type, Component.COMMENT)) {
            return;
        }
        CatalogId relation = new CatalogId(SystemCatalogs.PG_CLASS, type.row().typrelid());
        String owner = out.role(type.row().typowner());
        for (Row column : columns(type)) {
            String name = out.id(type.name()) + "." + out.id(column.attname());
            Target target = new Target("COLUMN", name, type.schemaName(), owner);
            out.annotations().comment(target, relation, column.attnum(), type.dumpId());
        }
    }

    private List<Row> columns(CatalogObject<TypeKind.Row> type) {
        return columns.getOrDefault(type.row().typrelid(), List.of());
    }
}
