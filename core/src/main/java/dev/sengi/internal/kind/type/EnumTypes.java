package dev.sengi.internal.kind.type;

import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.emit.Emission;
import dev.sengi.internal.emit.UpgradeCalls;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The definitions of enum types: their labels. */
final class EnumTypes {
    static final String QUERY = """
            select e.enumtypid, e.oid, e.enumlabel
            from pg_enum e
                join pg_type t on t.oid = e.enumtypid
            where t.typnamespace = any (:definedSchemas)
            order by e.enumtypid, e.enumsortorder
            """;

    record Row(long enumtypid, long oid, String enumlabel) {}

    private final Map<Long, List<Row>> labels = new HashMap<>();

    EnumTypes(Iterable<Row> rows) {
        for (Row row : rows) {
            labels.computeIfAbsent(row.enumtypid(), k -> new ArrayList<>()).add(row);
        }
    }

    String definition(CatalogObject<TypeKind.Row> type, Emission out) {
        List<Row> ofType = labels.getOrDefault(type.oid(), List.of());
        String create = out.upgrade().typeOids(type.oid(), type.row().typarray()) + "CREATE TYPE " + out.qualified(type)
                + " AS ENUM (";
        if (out.upgrade().areWanted()) {
            return create + "\n);\n" + labels(ofType, out.qualified(type), out);
        }
        return create
                + ofType.stream()
                        .map(label -> "\n    " + out.literal(label.enumlabel()))
                        .collect(Collectors.joining(","))
                + "\n);\n";
    }

    /** Returns the commands that add the labels with their OIDs, because the rows of tables contain these OIDs. */
    private static String labels(List<Row> labels, String type, Emission out) {
        StringBuilder sql = new StringBuilder();
        for (Row label : labels) {
            sql.append(sql.length() == 0 ? UpgradeCalls.comment("must preserve pg_enum oids") : "")
                    .append(out.upgrade().enumOid(label.oid()))
                    .append("ALTER TYPE ")
                    .append(type)
                    .append(" ADD VALUE ")
                    .append(out.literal(label.enumlabel()))
                    .append(";\n\n");
        }
        return sql.toString();
    }
}
