package dev.sengi.internal.kind.table;

import dev.sengi.internal.catalog.Columns.Column;
import dev.sengi.internal.catalog.FactSource;
import java.util.HashMap;
import java.util.Map;

/** The values that rows older than a column have in it: only a dump for pg_upgrade contains them. */
public final class MissingValues {
    private static final String QUERY = """
            select a.attrelid, a.attnum, [[11: a.attmissingval | null]] as attmissingval
            from pg_attribute a
            where not a.attisdropped and [[11: a.atthasmissing | false]]
            """;

    public static final FactSource SOURCE = FactSource.of(QUERY, Row.class, MissingValues::new);

    /** @param attmissingval an array of the value, as text */
    public record Row(long attrelid, int attnum, String attmissingval) {}

    private record Key(long attrelid, int attnum) {}

    private final Map<Key, String> values = new HashMap<>();

    public MissingValues(Iterable<Row> rows) {
        rows.forEach(row -> values.put(new Key(row.attrelid(), row.attnum()), row.attmissingval()));
    }

    /** Returns an array of the column's value as text, or null if it has none. */
    String of(Column column) {
        return values.get(new Key(column.attrelid(), column.attnum()));
    }
}
