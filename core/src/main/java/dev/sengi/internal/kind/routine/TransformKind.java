package dev.sengi.internal.kind.routine;

import dev.sengi.DumpFlag;
import dev.sengi.SengiException;
import dev.sengi.archive.TocEntry;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.CatalogRow;
import dev.sengi.internal.catalog.QueryBatch;
import dev.sengi.internal.catalog.QueryBatch.Rows;
import dev.sengi.internal.catalog.ReadStep;
import dev.sengi.internal.catalog.SortPriority;
import dev.sengi.internal.catalog.SystemCatalogs;
import dev.sengi.internal.ddl.Quoting;
import dev.sengi.internal.emit.Annotations.Target;
import dev.sengi.internal.emit.Emission;
import dev.sengi.internal.kind.NamedKind;
import dev.sengi.internal.select.Choices;
import java.util.ArrayList;
import java.util.List;

/** Transforms between types and languages. */
public final class TransformKind extends NamedKind<TransformKind.Row> {
    public static final TransformKind KIND = new TransformKind();

    private static final String QUERY = """
            select t.tableoid, t.oid, t.trflang,
                (select y.typname from pg_type y where y.oid = t.trftype) as typname,
                (select l.lanname from pg_language l where l.oid = t.trflang) as lanname,
                format_type(t.trftype, null) as trftype,
                %from as trffromsql,
                %to as trftosql
            from pg_transform t
            order by t.trftype, t.trflang
            """.replace("%from", FunctionReference.columns("t.trffromsql"))
            .replace("%to", FunctionReference.columns("t.trftosql"));

    /**
     * @param trftype the type as SQL
     * @param trffromsql the function's schema, name and argument types, or null
     * @param trftosql likewise
     */
    public record Row(
            long tableoid,
            long oid,
            long trflang,
            String typname,
            String lanname,
            String trftype,
            String[] trffromsql,
            String[] trftosql)
            implements CatalogRow {}

    TransformKind() {
        super(SortPriority.TRANSFORM, SystemCatalogs.PG_TRANSFORM, "TRANSFORM");
    }

    @Override
    public ReadStep read(QueryBatch batch, Choices choices) {
        Rows<Row> rows = batch.add(QUERY, Row.class);
        return catalog -> {
            Quoting quoting = Quoting.of(choices.options().has(DumpFlag.QUOTE_ALL_IDENTIFIERS));
            rows.list().forEach(r -> catalog.add(this, r, r.typname() + " " + language(r, quoting), null));
        };
    }

    /** Returns the language as pg_dump sorts it: as SQL. */
    private static String language(Row row, Quoting quoting) {
        if (row.lanname() == null) {
            throw new SengiException(
                    "query returned 0 rows instead of one: SELECT lanname FROM pg_language WHERE oid = "
                            + row.trflang());
        }
        return quoting.identifier(row.lanname());
    }

    @Override
    protected Target target(CatalogObject<Row> transform, Emission out) {
        return new Target("TRANSFORM", subject(transform.row(), out), null, "");
    }

    private static String subject(Row row, Emission out) {
        return "FOR " + row.trftype() + " LANGUAGE " + out.id(row.lanname());
    }

    @Override
    protected String define(CatalogObject<Row> transform, Emission out) {
        Row row = transform.row();
        return "CREATE TRANSFORM " + subject(row, out) + " (" + functions(row, out) + ");\n";
    }

    @Override
    protected void complete(TocEntry.Builder entry, CatalogObject<Row> transform, Emission out) {
        entry.tag("TRANSFORM " + subject(transform.row(), out)).dependencies(directDependencies(transform, out));
    }

    /** Returns all dependencies: unlike for other objects, archives keep those on objects that are not dumped. */
    private static List<Integer> directDependencies(CatalogObject<Row> transform, Emission out) {
        return out.graph().of(transform);
    }

    private static String functions(Row row, Emission out) {
        List<String> functions = new ArrayList<>();
        if (row.trffromsql() != null) {
            functions.add("FROM SQL WITH FUNCTION " + FunctionReference.of(row.trffromsql(), out));
        }
        if (row.trftosql() != null) {
            functions.add("TO SQL WITH FUNCTION " + FunctionReference.of(row.trftosql(), out));
        }
        return String.join(", ", functions);
    }
}
