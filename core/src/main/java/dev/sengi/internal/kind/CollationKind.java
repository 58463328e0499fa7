package dev.sengi.internal.kind;

import dev.sengi.SengiException;
import dev.sengi.internal.catalog.Catalog;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.NumberedRow;
import dev.sengi.internal.catalog.QueryBatch;
import dev.sengi.internal.catalog.QueryBatch.Rows;
import dev.sengi.internal.catalog.ReadStep;
import dev.sengi.internal.catalog.SortPriority;
import dev.sengi.internal.catalog.SystemCatalogs;
import dev.sengi.internal.emit.Emission;
import dev.sengi.internal.select.Choices;
import java.util.Comparator;

/** Collations. */
public final class CollationKind extends NamedKind<CollationKind.Row> {
    public static final CollationKind KIND = new CollationKind();

    // Before 15, names were never null, and ICU's locale was in both of libc's columns.
    private static final String QUERY = """
            select c.tableoid, c.oid, c.collname, c.collnamespace, c.collowner, c.collencoding,
                [[15: c.collcollate | case when p.provider = 'i' then null else nullif(c.collcollate, '') end]]
                    as collcollate,
                [[15: c.collctype | nullif(c.collctype, case when p.provider = 'i' then c.collcollate else '' end)]]
                    as collctype,
                p.provider as collprovider,
                [[12: c.collisdeterministic | true]] as collisdeterministic,
                [[17: c.colllocale | [[15: c.colliculocale
                    | case when p.provider = 'i' then nullif(c.collcollate, '') end]]]] as colllocale,
                [[16: c.collicurules | null]] as collicurules,
                [[10: c.collversion | null]] as collversion,
                n.number, t.total
            """ + NumberedRow.from("pg_collation", "c", """
            c.oid < 10000 or c.collnamespace = any (:definedSchemas)
                or c.oid in (select d.refobjid from pg_depend d where d.refclassid = 'pg_collation'::regclass)
            """) + """
            , lateral (select [[10: c.collprovider | 'c'::"char"]] as provider) p
            order by n.number
            """;

    /**
     * @param collcollate the libc locale, or null
     * @param collctype likewise
     * @param collprovider {@code b} for builtin, {@code c} for libc, {@code i} for icu, {@code d} for the default
     * @param colllocale the locale of another provider, or null
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
            String collversion,
            long number,
            long total)
            implements NumberedRow {
        @Override
        public long ownerOid() {
            return collowner;
        }
    }

    CollationKind() {
        super(SortPriority.COLLATION, SystemCatalogs.PG_COLLATION, "COLLATION");
    }

    @Override
    public ReadStep read(QueryBatch batch, Choices choices) {
        Rows<Row> rows = batch.add(QUERY, Row.class);
        return catalog -> NumberedRow.addAll(
                catalog,
                rows.list(),
                r -> catalog.add(this, r, r.collname(), SchemaKind.of(catalog, r.collnamespace())));
    }

    @Override
    public Comparator<CatalogObject<Row>> tieBreaker(Catalog catalog) {
        return Comparator.comparingInt(c -> c.row().collencoding());
    }

    @Override
    protected String define(CatalogObject<Row> collation, Emission out) {
        Row row = collation.row();
        String provider = provider(row);
        if (!isValid(row)) {
            out.warn("invalid collation \"" + out.id(collation.name()) + "\"");
        }
        return "CREATE COLLATION " + out.qualified(collation) + " (provider = " + provider
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

    /** Returns whether the catalog contains the names that the provider needs, and no others. */
    private static boolean isValid(Row row) {
        boolean hasNoLibcName = row.collcollate() == null && row.collctype() == null;
        return switch (row.collprovider()) {
            case 'd' -> hasNoLibcName && row.colllocale() == null && row.collicurules() == null;
            case 'b' -> hasNoLibcName && row.colllocale() != null && row.collicurules() == null;
            case 'i' -> hasNoLibcName && row.colllocale() != null;
            default ->
                row.collcollate() != null
                        && row.collctype() != null
                        && row.colllocale() == null
                        && row.collicurules() == null;
        };
    }

    private static String locale(Row row, Emission out) {
        return switch (row.collprovider()) {
            case 'd' -> "";
            case 'b' -> ", locale = " + literal(row.colllocale(), out);
            case 'i' ->
                ", locale = " + literal(row.colllocale(), out)
                        + (row.collicurules() == null ? "" : ", rules = " + literal(row.collicurules(), out));
            default ->
                row.collcollate() != null && row.collcollate().equals(row.collctype())
                        ? ", locale = " + literal(row.collcollate(), out)
                        : ", lc_collate = " + literal(row.collcollate(), out) + ", lc_ctype = "
                                + literal(row.collctype(), out);
        };
    }

    /**
     * Only for pg_upgrade, which keeps indexes built with this version. Otherwise, the target records its own version.
     */
    private static String version(Row row, Emission out) {
        return out.upgrade().areWanted() && row.collversion() != null
                ? ", version = " + out.literal(row.collversion())
                : "";
    }

    private static String literal(String value, Emission out) {
        return out.literal(value == null ? "" : value);
    }
}
