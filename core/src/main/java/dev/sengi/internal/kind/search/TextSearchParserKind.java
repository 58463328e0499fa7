package dev.sengi.internal.kind.search;

import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.CatalogRow;
import dev.sengi.internal.catalog.QueryBatch;
import dev.sengi.internal.catalog.QueryBatch.Rows;
import dev.sengi.internal.catalog.ReadStep;
import dev.sengi.internal.catalog.SortPriority;
import dev.sengi.internal.catalog.SystemCatalogs;
import dev.sengi.internal.emit.Emission;
import dev.sengi.internal.kind.NamedKind;
import dev.sengi.internal.kind.SchemaKind;
import dev.sengi.internal.select.Choices;

/** Text search parsers. */
public final class TextSearchParserKind extends NamedKind<TextSearchParserKind.Row> {
    public static final TextSearchParserKind KIND = new TextSearchParserKind();

    private static final String QUERY = """
            select p.tableoid, p.oid, p.prsname, p.prsnamespace,
                p.prsstart::regproc as prsstart, p.prstoken::regproc as prstoken, p.prsend::regproc as prsend,
                case when p.prsheadline::oid <> 0 then p.prsheadline::regproc end as prsheadline,
                p.prslextype::regproc as prslextype
            from pg_ts_parser p
            """;

    /**
     * Functions are given by name, as SQL.
     *
     * @param prsheadline null if there is none
     */
    public record Row(
            long tableoid,
            long oid,
            String prsname,
            long prsnamespace,
            String prsstart,
            String prstoken,
            String prsend,
            String prsheadline,
            String prslextype)
            implements CatalogRow {}

    TextSearchParserKind() {
        super(SortPriority.TEXT_SEARCH_PARSER, SystemCatalogs.PG_TS_PARSER, "TEXT SEARCH PARSER");
    }

    @Override
    public ReadStep read(QueryBatch batch, Choices choices) {
        Rows<Row> rows = batch.add(QUERY, Row.class);
        return catalog ->
                rows.list().forEach(r -> catalog.add(this, r, r.prsname(), SchemaKind.of(catalog, r.prsnamespace())));
    }

    @Override
    protected String define(CatalogObject<Row> parser, Emission out) {
        Row row = parser.row();
        return "CREATE TEXT SEARCH PARSER " + out.qualified(parser) + " (\n"
                + "    START = " + row.prsstart() + ",\n"
                + "    GETTOKEN = " + row.prstoken() + ",\n"
                + "    END = " + row.prsend() + ",\n"
                + (row.prsheadline() == null ? "" : "    HEADLINE = " + row.prsheadline() + ",\n")
                + "    LEXTYPES = " + row.prslextype() + " );\n";
    }
}
