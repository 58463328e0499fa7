package dev.sengi.internal.kind.replication;

import dev.sengi.ScriptFlag;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.CatalogRow;
import dev.sengi.internal.catalog.QueryBatch;
import dev.sengi.internal.catalog.QueryBatch.Rows;
import dev.sengi.internal.catalog.ReadStep;
import dev.sengi.internal.catalog.SortPriority;
import dev.sengi.internal.catalog.SystemCatalogs;
import dev.sengi.internal.emit.Annotations.Target;
import dev.sengi.internal.emit.Emission;
import dev.sengi.internal.kind.NamedKind;
import dev.sengi.internal.kind.table.TableKind;
import dev.sengi.internal.select.Choices;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Publications. */
public final class PublicationKind extends NamedKind<PublicationKind.Row> {
    public static final PublicationKind KIND = new PublicationKind();

    private static final String QUERY = """
            select p.tableoid, p.oid, p.pubname, p.pubowner, p.puballtables, p.pubinsert, p.pubupdate, p.pubdelete,
                [[11: p.pubtruncate | false]] as pubtruncate,
                [[13: p.pubviaroot | false]] as pubviaroot,
                [[18: p.pubgencols | 'n'::"char"]] as pubgencols,
                [[19: p.puballsequences | false]] as puballsequences,
                [[19: array(select r.prrelid from pg_publication_rel r where r.prpubid = p.oid and r.prexcept)
                    | cast('{}' as oid[])]] as prexcept
            from [[10: pg_publication | (
                select 0 as tableoid, 0 as oid, '' as pubname, 0 as pubowner, false as puballtables,
                    false as pubinsert, false as pubupdate, false as pubdelete
                where false)]] p
            """;

    /**
     * @param pubgencols {@code s} if stored generated columns are published, otherwise {@code n}
     * @param prexcept OIDs of the tables that a publication of all tables leaves out
     */
    public record Row(
            long tableoid,
            long oid,
            String pubname,
            long pubowner,
            boolean puballtables,
            boolean pubinsert,
            boolean pubupdate,
            boolean pubdelete,
            boolean pubtruncate,
            boolean pubviaroot,
            char pubgencols,
            boolean puballsequences,
            long[] prexcept)
            implements CatalogRow {
        @Override
        public long ownerOid() {
            return pubowner;
        }
    }

    PublicationKind() {
        super(SortPriority.PUBLICATION, SystemCatalogs.PG_PUBLICATION, "PUBLICATION");
    }

    @Override
    public ReadStep read(QueryBatch batch, Choices choices) {
        Rows<Row> rows = batch.add(QUERY, Row.class);
        return catalog -> {
            if (!choices.options().has(ScriptFlag.NO_PUBLICATIONS)) {
                rows.list().forEach(r -> catalog.add(this, r, r.pubname(), null));
            }
        };
    }

    @Override
    protected String define(CatalogObject<Row> publication, Emission out) {
        Row row = publication.row();
        return "CREATE PUBLICATION " + out.id(publication.name()) + whole(row, out)
                + " WITH (publish = '" + operations(row) + "'"
                + (row.pubviaroot() ? ", publish_via_partition_root = true" : "")
                + (row.pubgencols() == 's' ? ", publish_generated_columns = stored" : "") + ");\n";
    }

    @Override
    protected boolean canJoinExtension() {
        return false;
    }

    @Override
    protected void annotate(CatalogObject<Row> publication, Target target, Emission out) {
        out.annotations().commentAndLabel(publication, target);
    }

    private static String whole(Row row, Emission out) {
        List<String> whole = new ArrayList<>();
        if (row.puballtables()) {
            whole.add("ALL TABLES" + except(row, out));
        }
        if (row.puballsequences()) {
            whole.add("ALL SEQUENCES");
        }
        return whole.isEmpty() ? "" : " FOR " + String.join(", ", whole);
    }

    private static String except(Row row, Emission out) {
        String tables = Arrays.stream(row.prexcept())
                .mapToObj(oid -> out.catalog().find(TableKind.KIND, oid))
                .filter(Objects::nonNull)
                .map(table -> "TABLE ONLY " + out.qualified(table))
                .collect(Collectors.joining(", "));
        return tables.isEmpty() ? "" : " EXCEPT (" + tables + ")";
    }

    private static String operations(Row row) {
        List<String> operations = new ArrayList<>();
        if (row.pubinsert()) {
            operations.add("insert");
        }
        if (row.pubupdate()) {
            operations.add("update");
        }
        if (row.pubdelete()) {
            operations.add("delete");
        }
        if (row.pubtruncate()) {
            operations.add("truncate");
        }
        return String.join(", ", operations);
    }
}
