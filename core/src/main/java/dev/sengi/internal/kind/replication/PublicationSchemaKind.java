package dev.sengi.internal.kind.replication;

import dev.sengi.archive.Section;
import dev.sengi.internal.catalog.Catalog;
import dev.sengi.internal.catalog.CatalogBuilder;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.CatalogRow;
import dev.sengi.internal.catalog.Component;
import dev.sengi.internal.catalog.QueryBatch;
import dev.sengi.internal.catalog.QueryBatch.Rows;
import dev.sengi.internal.catalog.SortPriority;
import dev.sengi.internal.catalog.SystemCatalogs;
import dev.sengi.internal.depend.ByteOrder;
import dev.sengi.internal.emit.Emission;
import dev.sengi.internal.kind.ObjectKind;
import dev.sengi.internal.kind.SchemaKind;
import java.util.Comparator;

/** Schemas whose tables are all in a publication; each membership is named after its schema. */
public final class PublicationSchemaKind extends ObjectKind<PublicationSchemaKind.Row> {
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
        super(SortPriority.PUBLICATION_SCHEMA, SystemCatalogs.PG_PUBLICATION_NAMESPACE);
    }

    @Override
    public ReadStep read(QueryBatch batch) {
        Rows<Row> rows = batch.add(QUERY, Row.class);
        return (catalog, choices) -> rows.list().forEach(r -> add(r, catalog));
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
    public void emit(CatalogObject<Row> member, Emission out) {
        if (out.options().dataOnly() || !out.wants(member, Component.DEFINITION)) {
            return;
        }
        CatalogObject<PublicationKind.Row> publication =
                out.catalog().find(PublicationKind.KIND, member.row().pnpubid());
        out.add(out.entry(member)
                .tag(publication.name() + " " + member.name())
                .namespace(member.name())
                .desc("PUBLICATION TABLES IN SCHEMA")
                .section(Section.POST_DATA)
                .owner(out.role(publication.row().pubowner()))
                .defn("ALTER PUBLICATION " + out.id(publication.name()) + " ADD TABLES IN SCHEMA "
                        + out.id(member.name()) + ";\n"));
    }
}
