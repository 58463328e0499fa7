package dev.sengi.internal.kind;

import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.NumberedRow;
import dev.sengi.internal.catalog.QueryBatch;
import dev.sengi.internal.catalog.QueryBatch.Rows;
import dev.sengi.internal.catalog.ReadStep;
import dev.sengi.internal.catalog.SortPriority;
import dev.sengi.internal.catalog.SystemCatalogs;
import dev.sengi.internal.emit.Emission;
import dev.sengi.internal.select.Choices;

/** Conversions between encodings. */
public final class ConversionKind extends NamedKind<ConversionKind.Row> {
    public static final ConversionKind KIND = new ConversionKind();

    private static final String QUERY =
            """
            select c.tableoid, c.oid, c.conname, c.connamespace, c.conowner, c.condefault,
                pg_encoding_to_char(c.conforencoding) as conforencoding,
                pg_encoding_to_char(c.contoencoding) as contoencoding,
                case when c.connamespace = any (:definedSchemas) then c.conproc::regproc end as conproc,
                n.number, t.total
            """ + NumberedRow.from("pg_conversion", "c", "c.connamespace = any (:definedSchemas)")
                    + " order by n.number";

    /** @param conproc the function's name as SQL, null for a conversion that is not dumped */
    public record Row(
            long tableoid,
            long oid,
            String conname,
            long connamespace,
            long conowner,
            boolean condefault,
            String conforencoding,
            String contoencoding,
            String conproc,
            long number,
            long total)
            implements NumberedRow {
        @Override
        public long ownerOid() {
            return conowner;
        }
    }

    ConversionKind() {
        super(SortPriority.CONVERSION, SystemCatalogs.PG_CONVERSION, "CONVERSION");
    }

    @Override
    public ReadStep read(QueryBatch batch, Choices choices) {
        Rows<Row> rows = batch.add(QUERY, Row.class);
        return catalog -> NumberedRow.addAll(
                catalog, rows.list(), r -> catalog.add(this, r, r.conname(), SchemaKind.of(catalog, r.connamespace())));
    }

    @Override
    protected String define(CatalogObject<Row> conversion, Emission out) {
        Row row = conversion.row();
        return (row.condefault() ? "CREATE DEFAULT CONVERSION " : "CREATE CONVERSION ") + out.qualified(conversion)
                + " FOR " + out.literal(row.conforencoding()) + " TO " + out.literal(row.contoencoding()) + " FROM "
                + row.conproc() + ";\n";
    }
}
