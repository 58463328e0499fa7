package dev.sengi.catalog.kind;

import dev.sengi.archive.Section;
import dev.sengi.catalog.CatalogObject;
import dev.sengi.catalog.CatalogRow;
import dev.sengi.catalog.Component;
import dev.sengi.catalog.QueryBatch;
import dev.sengi.catalog.QueryBatch.Rows;
import dev.sengi.catalog.SortPriority;
import dev.sengi.catalog.SystemCatalogs;
import dev.sengi.dump.Annotations.Target;
import dev.sengi.dump.Emission;

/** Text search dictionaries. */
public final class TextSearchDictionaryKind extends ObjectKind<TextSearchDictionaryKind.Row> {
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
        super(SortPriority.TEXT_SEARCH_DICTIONARY, SystemCatalogs.PG_TS_DICT);
    }

    @Override
    public ReadStep read(QueryBatch batch) {
        Rows<Row> rows = batch.add(QUERY, Row.class);
        return catalog ->
                rows.list().forEach(r -> catalog.add(this, r, r.dictname(), SchemaKind.of(catalog, r.dictnamespace())));
    }

    @Override
    public void emit(CatalogObject<Row> dictionary, Emission out) {
        Row row = dictionary.row();
        if (out.options().dataOnly()) {
            return;
        }
        String name = out.qualified(dictionary);
        String owner = out.role(row.dictowner());
        if (out.wants(dictionary, Component.DEFINITION)) {
            CatalogObject<?> template = out.catalog().find(Kinds.TEXT_SEARCH_TEMPLATE, row.dicttemplate());
            out.add(out.entry(dictionary)
                    .desc("TEXT SEARCH DICTIONARY")
                    .section(Section.PRE_DATA)
                    .owner(owner)
                    .defn("CREATE TEXT SEARCH DICTIONARY " + name + " (\n"
                            + "    TEMPLATE = " + out.qualified(template)
                            + (row.dictinitoption() == null ? "" : ",\n    " + row.dictinitoption())
                            + " );\n")
                    .dropStmt("DROP TEXT SEARCH DICTIONARY " + name + ";\n"));
        }
        Target target = new Target("TEXT SEARCH DICTIONARY", out.id(dictionary.name()), dictionary.schemaName(), owner);
        out.annotations().comment(dictionary, target);
    }
}
