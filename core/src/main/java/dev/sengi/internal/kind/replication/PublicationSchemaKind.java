package dev.sengi.internal.kind.replication;

import dev.sengi.archive.TocEntry;
import dev.sengi.internal.catalog.Catalog;
import dev.sengi.internal.catalog.CatalogBuilder;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.CatalogRow;
import dev.sengi.internal.catalog.QueryBatch;
import dev.sengi.internal.catalog.QueryBatch.Rows;
import dev.sengi.internal.catalog.ReadStep;
import dev.sengi.internal.catalog.SortPriority;
import dev.sengi.internal.catalog.SystemCatalogs;
import dev.sengi.internal.depend.ByteOrder;
import dev.sengi.internal.emit.Emission;
import dev.sengi.internal.kind.DefinedKind;
import dev.sengi.internal.kind.SchemaKind;
import dev.sengi.internal.select.Choices;
import java.util.Comparator;

/** Schemas whose tables are all in a publication; each membership is named after its schema. */
public final class PublicationSchemaKind extends DefinedKind<PublicationSchemaKind.Row> {
    public static final PublicationSchemaKind KIND = new PublicationSchemaKind();

    private static final String QUERY = """
            select p.tableoid, p.oid, p.pnpubid, p.pnnspid
            from [[15: pg_publication_namespace | (
                select 0 as tableoid, 0 as oid, 0 as pnpubid, 0 as pnnspid where false)]] p
            """;

    /**
     * @param pnpubid OID of the publication
     * @param pnnspid OID of the schema
     */
    public record Row(long tableoid, long oid, long pnpubid, long pnnspid) implements CatalogRow {}

    PublicationSchemaKind() {
        super(SortPriority.PUBLICATION_SCHEMA, SystemCatalogs.PG_PUBLICATION_NAMESPACE, "PUBLICATION TABLES IN SCHEMA");
    }

    @Override
    public ReadStep read(QueryBatch batch, Choices choices) {
        Rows<Row> rows = batch.add(QUERY, Row.class);
        return catalog -> rows.list().forEach(r -> add(r, catalog));
    }

    private void add(Row row, CatalogBuilder catalog) {
        CatalogObject<?> schema = catalog.find(SchemaKind.KIND, row.pnnspid());
        if (schema != null && catalog.find(PublicationKind.KIND, row.pnpubid()) != null) {
            catalog.add(this, row, schema.name(), null);
        }
    }

    @Override
    public Comparator<CatalogObject<Row>> tieBreaker(Catalog catalog) {
        return Comparator.comparing(
                m -> catalog.find(PublicationKind.KIND, m.row().pnpubid()).name(), ByteOrder.of(catalog));
    }

    @Override
    protected String owner(CatalogObject<Row> member, Emission out) {
        return out.role(publication(member, out).row().pubowner());
    }

    @Override
    protected String create(CatalogObject<Row> member, Emission out) {
        return "ALTER PUBLICATION " + out.id(publication(member, out).name()) + " ADD TABLES IN SCHEMA "
                + out.id(member.name()) + ";\n";
    }

    @Override
    protected void complete(TocEntry.Builder entry, CatalogObject<Row> member, Emission out) {
        entry.tag(publication(member, out).name() + " " + member.name()).namespace(member.name());
    }

    private static CatalogObject<PublicationKind.Row> publication(CatalogObject<Row> member, Emission out) {
        return out.catalog().find(PublicationKind.KIND, member.row().pnpubid());
    }
}
