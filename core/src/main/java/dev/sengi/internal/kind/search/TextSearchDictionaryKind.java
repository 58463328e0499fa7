package dev.sengi.internal.kind.search;

import dev.sengi.SengiException;
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

/** Text search dictionaries. */
public final class TextSearchDictionaryKind extends NamedKind<TextSearchDictionaryKind.Row> {
    public static final TextSearchDictionaryKind KIND = new TextSearchDictionaryKind();

    private static final String QUERY = """
            select d.tableoid, d.oid, d.dictname, d.dictnamespace, d.dictowner, d.dicttemplate, d.dictinitoption
            from pg_ts_dict d
            """;

    /**
     * @param dicttemplate OID of the template
     * @param dictinitoption options as SQL, or null
     */
    public record Row(
            long tableoid,
            long oid,
            String dictname,
            long dictnamespace,
            long dictowner,
            long dicttemplate,
            String dictinitoption)
            implements CatalogRow {
        @Override
        public long ownerOid() {
            return dictowner;
        }
    }

    TextSearchDictionaryKind() {
        super(SortPriority.TEXT_SEARCH_DICTIONARY, SystemCatalogs.PG_TS_DICT, "TEXT SEARCH DICTIONARY");
    }

    @Override
    public ReadStep read(QueryBatch batch, Choices choices) {
        Rows<Row> rows = batch.add(QUERY, Row.class);
        return catalog ->
                rows.list().forEach(r -> catalog.add(this, r, r.dictname(), SchemaKind.of(catalog, r.dictnamespace())));
    }

    @Override
    protected String define(CatalogObject<Row> dictionary, Emission out) {
        Row row = dictionary.row();
        CatalogObject<?> template = out.catalog().find(TextSearchTemplateKind.KIND, row.dicttemplate());
        if (template == null) {
            throw new SengiException("query returned 0 rows instead of one: SELECT nspname, tmplname"
                    + " FROM pg_ts_template p, pg_namespace n WHERE p.oid = '" + row.dicttemplate()
                    + "' AND n.oid = tmplnamespace");
        }
        return "CREATE TEXT SEARCH DICTIONARY " + out.qualified(dictionary) + " (\n"
                + "    TEMPLATE = " + out.qualified(template)
                + (row.dictinitoption() == null ? "" : ",\n    " + row.dictinitoption())
                + " );\n";
    }
}
