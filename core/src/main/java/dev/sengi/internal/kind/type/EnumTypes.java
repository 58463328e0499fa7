package dev.sengi.internal.kind.type;

import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.emit.Emission;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The definitions of enum types: their labels. */
final class EnumTypes {
    static final String QUERY = """
            select e.enumtypid, e.enumlabel
            from pg_enum e
                join pg_type t on t.oid = e.enumtypid
            where t.typnamespace = any (:schemas)
            order by e.enumtypid, e.enumsortorder
            """;

    record Row(long enumtypid, String enumlabel) {}

    private final Map<Long, List<String>> labels = new HashMap<>();

    EnumTypes(Iterable<Row> rows) {
        for (Row row : rows) {
            labels.computeIfAbsent(row.enumtypid(), k -> new ArrayList<>()).add(row.enumlabel());
        }
    }

    String definition(CatalogObject<TypeKind.Row> type, Emission out) {
        String list = labels.getOrDefault(type.oid(), List.of()).stream()
                .map(label -> "\n    " + out.literal(label))
                .collect(Collectors.joining(","));
        return "CREATE TYPE " + out.qualified(type) + " AS ENUM (" + list + "\n);\n";
    }
}
