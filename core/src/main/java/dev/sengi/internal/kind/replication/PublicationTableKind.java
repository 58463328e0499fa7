package dev.sengi.internal.kind.replication;

import dev.sengi.archive.TocEntry;
import dev.sengi.internal.catalog.Catalog;
import dev.sengi.internal.catalog.CatalogBuilder;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.CatalogRow;
import dev.sengi.internal.catalog.Component;
import dev.sengi.internal.catalog.QueryBatch;
import dev.sengi.internal.catalog.QueryBatch.Rows;
import dev.sengi.internal.catalog.ReadStep;
import dev.sengi.internal.catalog.SortPriority;
import dev.sengi.internal.catalog.SystemCatalogs;
import dev.sengi.internal.depend.ByteOrder;
import dev.sengi.internal.emit.Emission;
import dev.sengi.internal.kind.DefinedKind;
import dev.sengi.internal.kind.table.TableKind;
import dev.sengi.internal.select.Choices;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Collectors;

/** Tables in publications; each membership is named after its table. */
public final class PublicationTableKind extends DefinedKind<PublicationTableKind.Row> {
    public static final PublicationTableKind KIND = new PublicationTableKind();

    private static final String QUERY = """
            select p.tableoid, p.oid, p.prpubid, p.prrelid,
                [[15: pg_get_expr(p.prqual, p.prrelid) | null]] as prqual,
                [[15: case when p.prattrs is not null then array(
                    select a.attname::text
                    from unnest(p.prattrs) with ordinality k (attnum, n)
                        join pg_attribute a on a.attrelid = p.prrelid and a.attnum = k.attnum
                    order by k.n) end | null]] as prattrs
            from [[10: pg_publication_rel | (
                select 0 as tableoid, 0 as oid, 0 as prpubid, 0 as prrelid where false)]] p
            [[19: where not p.prexcept | ]]
            """;

    /**
     * @param prpubid OID of the publication
     * @param prrelid OID of the table
     * @param prqual the row filter as SQL without parentheses, or null
     * @param prattrs the columns' names, or null for all
     */
    public record Row(long tableoid, long oid, long prpubid, long prrelid, String prqual, String[] prattrs)
            implements CatalogRow {}

    PublicationTableKind() {
        super(SortPriority.PUBLICATION_TABLE, SystemCatalogs.PG_PUBLICATION_REL, "PUBLICATION TABLE");
    }

    @Override
    public ReadStep read(QueryBatch batch, Choices choices) {
        Rows<Row> rows = batch.add(QUERY, Row.class);
        return catalog -> rows.list().forEach(r -> add(r, catalog));
    }

    private void add(Row row, CatalogBuilder catalog) {
        CatalogObject<?> table = catalog.find(TableKind.KIND, row.prrelid());
        if (table != null && catalog.find(PublicationKind.KIND, row.prpubid()) != null) {
            catalog.add(this, row, table.name(), table.namespace());
        }
    }

    /** Selects memberships with the publications, whether or not the table is dumped. */
    @Override
    public Set<Component> select(CatalogObject<Row> member, Choices choices) {
        Set<Component> byExtension = choices.byExtension(member);
        if (byExtension != null) {
            return byExtension;
        }
        return choices.everything() ? Component.ALL : Set.of();
    }

    @Override
    public Comparator<CatalogObject<Row>> tieBreaker(Catalog catalog) {
        return Comparator.comparing(
                m -> catalog.find(PublicationKind.KIND, m.row().prpubid()).name(), ByteOrder.of(catalog));
    }

    @Override
    protected String owner(CatalogObject<Row> member, Emission out) {
        return out.role(publication(member, out).row().pubowner());
    }

    @Override
    protected String create(CatalogObject<Row> member, Emission out) {
        Row row = member.row();
        StringBuilder sql = new StringBuilder("ALTER PUBLICATION ")
                .append(out.id(publication(member, out).name()))
                .append(" ADD TABLE ONLY ")
                .append(out.qualified(member));
        if (row.prattrs() != null) {
            sql.append(Arrays.stream(row.prattrs()).map(out::id).collect(Collectors.joining(", ", " (", ")")));
        }
        if (row.prqual() != null) {
            sql.append(" WHERE (").append(row.prqual()).append(")");
        }
        return sql.append(";\n").toString();
    }

    @Override
    protected void complete(TocEntry.Builder entry, CatalogObject<Row> member, Emission out) {
        entry.tag(publication(member, out).name() + " " + member.name());
    }

    private static CatalogObject<PublicationKind.Row> publication(CatalogObject<Row> member, Emission out) {
        return out.catalog().find(PublicationKind.KIND, member.row().prpubid());
    }
}
