package dev.sengi.internal.kind;

import dev.sengi.SengiException;
import dev.sengi.internal.catalog.Catalog;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.CatalogRow;
import dev.sengi.internal.catalog.Component;
import dev.sengi.internal.catalog.InitialPrivileges.Initial;
import dev.sengi.internal.catalog.QueryBatch;
import dev.sengi.internal.catalog.QueryBatch.Rows;
import dev.sengi.internal.catalog.ReadStep;
import dev.sengi.internal.catalog.SortPriority;
import dev.sengi.internal.catalog.SystemCatalogs;
import dev.sengi.internal.emit.Annotations;
import dev.sengi.internal.emit.Annotations.Target;
import dev.sengi.internal.emit.Emission;
import dev.sengi.internal.select.Choices;
import dev.sengi.internal.select.SchemaSelection;
import java.util.EnumSet;
import java.util.Set;

/** Schemas. */
public final class SchemaKind extends NamedKind<SchemaKind.Row> {
    public static final SchemaKind KIND = new SchemaKind();

    /** OID of the role that owns schema {@code public} since PostgreSQL 15. */
    public static final long PG_DATABASE_OWNER = 6171;

    private static final String QUERY = """
            select n.tableoid, n.oid, n.nspname, n.nspowner,
                n.nspacl,
                acldefault('n', n.nspowner) as acldefault
            from pg_namespace n
            """;

    public record Row(long tableoid, long oid, String nspname, long nspowner, String[] nspacl, String[] acldefault)
            implements CatalogRow {
        @Override
        public long ownerOid() {
            return nspowner;
        }
    }

    SchemaKind() {
        super(SortPriority.SCHEMA, SystemCatalogs.PG_NAMESPACE, "SCHEMA");
    }

    /**
     * Returns the schema with that OID.
     *
     * @throws SengiException with pg_dump's message if a damaged catalog refers to a schema that does not exist
     */
    public static CatalogObject<Row> of(Catalog catalog, long oid) {
        CatalogObject<Row> schema = catalog.find(KIND, oid);
        if (schema == null) {
            throw new SengiException("schema with OID " + oid + " does not exist");
        }
        return schema;
    }

    @Override
    public boolean mayHaveInitialPrivileges() {
        return true;
    }

    @Override
    public ReadStep read(QueryBatch batch, Choices choices) {
        Rows<Row> rows = batch.add(QUERY, Row.class);
        return catalog -> rows.list().forEach(r -> catalog.add(this, r, r.nspname(), null));
    }

    @Override
    public Set<Component> select(CatalogObject<Row> schema, Choices choices) {
        Set<Component> byExtension = choices.byExtension(schema);
        if (byExtension != null) {
            return byExtension;
        }
        Set<Component> contents = SchemaSelection.contents(schema, choices.patterns());
        if (SchemaSelection.madeByInitdb(schema, choices.patterns())
                && contents.equals(Component.ALL)
                && schema.row().nspowner() == PG_DATABASE_OWNER) {
            EnumSet<Component> rest = EnumSet.copyOf(contents);
            rest.remove(Component.DEFINITION);
            return rest;
        }
        return contents;
    }

    @Override
    protected String define(CatalogObject<Row> schema, Emission out) {
        return isMadeByInitdb(schema, out)
                ? "-- *not* creating schema, since initdb creates it\n"
                : "CREATE SCHEMA " + out.id(schema.name()) + ";\n";
    }

    @Override
    protected String drop(CatalogObject<Row> schema, Emission out) {
        return isMadeByInitdb(schema, out)
                ? "-- *not* dropping schema, since initdb creates it\n"
                : super.drop(schema, out);
    }

    private static boolean isMadeByInitdb(CatalogObject<Row> schema, Emission out) {
        return SchemaSelection.madeByInitdb(schema, out.selection().patterns());
    }

    @Override
    protected void annotate(CatalogObject<Row> schema, Target target, Emission out) {
        Annotations annotations = out.annotations();
        // If every identifier is quoted, pg_dump does not recognize the schema, and writes the comment.
        if (isMadeByInitdb(schema, out) && target.name().equals("public")) {
            annotations.comment(schema, target, "standard public schema");
        } else {
            annotations.comment(schema, target);
        }
        annotations.securityLabel(schema, target);
        Row row = schema.row();
        if (schema.name().equals("public")) {
            annotations.aclFrom(schema, target, row.nspacl(), row.acldefault(), publicSchemaAcl(target.owner()));
        } else {
            annotations.acl(schema, target, row.nspacl(), row.acldefault());
        }
    }

    /** Returns the grants of schema {@code public} in a new database since PostgreSQL 15, for its current owner. */
    private static Initial publicSchemaAcl(String owner) {
        String name = owner.matches("[A-Za-z0-9_]+") ? owner : '"' + owner.replace("\"", "\"\"") + '"';
        return new Initial(new String[] {name + "=UC/" + name, "=U/" + name}, false);
    }
}
