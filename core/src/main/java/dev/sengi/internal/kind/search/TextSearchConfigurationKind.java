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

/** Text search configurations. */
public final class TextSearchConfigurationKind extends NamedKind<TextSearchConfigurationKind.Row> {
    public static final TextSearchConfigurationKind KIND = new TextSearchConfigurationKind();

    private static final String QUERY = """
            select c.tableoid, c.oid, c.cfgname, c.cfgnamespace, c.cfgowner, c.cfgparser,
                array(
                    select (select t.alias from ts_token_type(c.cfgparser) t where t.tokid = m.maptokentype)
                    from pg_ts_config_map m
                    where m.mapcfg = c.oid and c.cfgnamespace = any (:definedSchemas)
                    order by m.maptokentype, m.mapseqno) as maptokentype,
                array(
                    select m.mapdict::regdictionary
                    from pg_ts_config_map m
                    where m.mapcfg = c.oid and c.cfgnamespace = any (:definedSchemas)
                    order by m.maptokentype, m.mapseqno) as mapdict
            from pg_ts_config c
            """;

    /**
     * @param cfgparser OID of the parser
     * @param maptokentype the aliases of the token types that have dictionaries, repeated for each dictionary
     * @param mapdict the dictionaries' names as SQL
     */
    public record Row(
            long tableoid,
            long oid,
            String cfgname,
            long cfgnamespace,
            long cfgowner,
            long cfgparser,
            String[] maptokentype,
            String[] mapdict)
            implements CatalogRow {
        @Override
        public long ownerOid() {
            return cfgowner;
        }
    }

    TextSearchConfigurationKind() {
        super(SortPriority.TEXT_SEARCH_CONFIGURATION, SystemCatalogs.PG_TS_CONFIG, "TEXT SEARCH CONFIGURATION");
    }

    @Override
    public ReadStep read(QueryBatch batch, Choices choices) {
        Rows<Row> rows = batch.add(QUERY, Row.class);
        return catalog ->
                rows.list().forEach(r -> catalog.add(this, r, r.cfgname(), SchemaKind.of(catalog, r.cfgnamespace())));
    }

    @Override
    protected String define(CatalogObject<Row> configuration, Emission out) {
        Row row = configuration.row();
        String name = out.qualified(configuration);
        CatalogObject<?> parser = out.catalog().find(TextSearchParserKind.KIND, row.cfgparser());
        StringBuilder sql = new StringBuilder("CREATE TEXT SEARCH CONFIGURATION " + name + " (\n")
                .append("    PARSER = " + out.qualified(parser) + " );\n");
        String mapped = null;
        for (int i = 0; i < row.mapdict().length; i++) {
            String token = row.maptokentype()[i];
            if (token.equals(mapped)) {
                sql.append(", ");
            } else {
                sql.append(mapped == null ? "" : ";\n")
                        .append("\nALTER TEXT SEARCH CONFIGURATION " + name + "\n")
                        .append("    ADD MAPPING FOR " + out.id(token) + " WITH ");
            }
            sql.append(row.mapdict()[i]);
            mapped = token;
        }
        return sql.append(mapped == null ? "" : ";\n").toString();
    }
}
