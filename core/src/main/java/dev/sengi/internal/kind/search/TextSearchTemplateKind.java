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

/** Text search templates. */
public final class TextSearchTemplateKind extends NamedKind<TextSearchTemplateKind.Row> {
    public static final TextSearchTemplateKind KIND = new TextSearchTemplateKind();

    private static final String QUERY = """
            select t.tableoid, t.oid, t.tmplname, t.tmplnamespace,
                case when t.tmplinit::oid <> 0 then t.tmplinit::regproc end as tmplinit,
                t.tmpllexize::regproc as tmpllexize
            from pg_ts_template t
            """;

    /**
     * Functions are given by name, as SQL.
     *
     * @param tmplinit null if there is none
     */
    public record Row(long tableoid, long oid, String tmplname, long tmplnamespace, String tmplinit, String tmpllexize)
            implements CatalogRow {}

    TextSearchTemplateKind() {
        super(SortPriority.TEXT_SEARCH_TEMPLATE, SystemCatalogs.PG_TS_TEMPLATE, "TEXT SEARCH TEMPLATE");
    }

    @Override
    public ReadStep read(QueryBatch batch, Choices choices) {
        Rows<Row> rows = batch.add(QUERY, Row.class);
        return catalog ->
                rows.list().forEach(r -> catalog.add(this, r, r.tmplname(), SchemaKind.of(catalog, r.tmplnamespace())));
    }

    @Override
    protected String define(CatalogObject<Row> template, Emission out) {
        Row row = template.row();
        return "CREATE TEXT SEARCH TEMPLATE " + out.qualified(template) + " (\n"
                + (row.tmplinit() == null ? "" : "    INIT = " + row.tmplinit() + ",\n")
                + "    LEXIZE = " + row.tmpllexize() + " );\n";
    }
}
