package dev.sengi.internal.kind;

import dev.sengi.SengiException;
import dev.sengi.internal.catalog.Catalog;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.CatalogRow;
import dev.sengi.internal.catalog.QueryBatch;
import dev.sengi.internal.catalog.QueryBatch.Rows;
import dev.sengi.internal.catalog.SortPriority;
import dev.sengi.internal.catalog.SystemCatalogs;
import dev.sengi.internal.emit.Emission;
import java.util.Comparator;
import java.util.Objects;

/** Collations. */
public final class CollationKind extends NamedKind<CollationKind.Row> {
    public static final CollationKind KIND = new CollationKind();

    private static final String QUERY = """
            select c.tableoid, c.oid, c.collname, c.collnamespace, c.collowner, c.collencoding, c.collcollate, c.collctype,
                [[10: c.collprovider | 'c'::"char"]] as collprovider,
                [[12: c.collisdeterministic | true]] as collisdeterministic,
                [[17: c.colllocale | [[15: c.colliculocale | null]]]] as colllocale,
                [[16: c.collicurules | null]] as collicurules,
                [[10: c.collversion | null]] as collversion
            from pg_collation c
            """;

    /**
     * @param collprovider {@code b} for builtin, {@code c} for libc, {@code i} for icu, {@code d} for the default
     * @param colllocale the locale, since PostgreSQL 15, if the provider is not libc, otherwise null
     * @param collversion the version of the provider's collation that indexes were built with, or null
     */
    public record Row(
            long tableoid,
            long oid,
            String collname,
            long collnamespace,
            long collowner,
            int collencoding,
            String collcollate,
            String collctype,
            char collprovider,
            boolean collisdeterministic,
            String colllocale,
            String collicurules,
            String collversion)
            implements CatalogRow {
        @Override
        public long ownerOid() {
            return collowner;
        }
    }

    CollationKind() {
        super(SortPriority.COLLATION, SystemCatalogs.PG_COLLATION, "COLLATION");
    }

    @Override
    public ReadStep read(QueryBatch batch) {
        Rows<Row> rows = batch.add(QUERY, Row.class);
        return (catalog, choices) ->
                rows.list().forEach(r -> catalog.add(this, r, r.collname(), SchemaKind.of(catalog, r.collnamespace())));
    }

    @Override
    public Comparator<CatalogObject<Row>> tieBreaker(Catalog catalog) {
        return Comparator.comparingInt(c -> c.row().collencoding());
    }

    @Override
    protected String define(CatalogObject<Row> collation, Emission out) {
        Row row = collation.row();
        return "CREATE COLLATION " + out.qualified(collation) + " (provider = " + provider(row)
                + (row.collisdeterministic() ? "" : ", deterministic = false")
                + locale(row, out)
                + version(row, out)
                + ");\n";
    }

    private static String provider(Row row) {
        return switch (row.collprovider()) {
            case 'b' -> "builtin";
            case 'c' -> "libc";
            case 'd' -> "default";
            case 'i' -> "icu";
            default -> throw new SengiException("unrecognized collation provider: " + row.collprovider());
        };
    }

    private static String locale(Row row, Emission out) {
        return switch (row.collprovider()) {
            case 'd' -> "";
            case 'c' ->
                Objects.equals(row.collcollate(), row.collctype())
                        ? ", locale = " + literal(row.collcollate(), out)
                        : ", lc_collate = " + literal(row.collcollate(), out) + ", lc_ctype = "
                                + literal(row.collctype(), out);
            default ->
                ", locale = " + literal(row.colllocale() == null ? row.collcollate() : row.colllocale(), out)
                        + (row.collicurules() == null ? "" : ", rules = " + literal(row.collicurules(), out));
        };
    }

    /** Only for pg_upgrade, which keeps indexes built with this version; otherwise the target records its own. */
    private static String version(Row row, Emission out) {
        return out.upgrade().areWanted() && row.collversion() != null
                ? ", version = " + out.literal(row.collversion())
                : "";
    }

    private static String literal(String value, Emission out) {
        return out.literal(value == null ? "" : value);
    }
}
