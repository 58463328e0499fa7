package dev.sengi.internal.kind;

import dev.sengi.ScriptFlag;
import dev.sengi.SengiException;
import dev.sengi.archive.TocEntry;
import dev.sengi.internal.catalog.Catalog;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.CatalogRow;
import dev.sengi.internal.catalog.Component;
import dev.sengi.internal.catalog.QueryBatch;
import dev.sengi.internal.catalog.QueryBatch.Rows;
import dev.sengi.internal.catalog.ReadStep;
import dev.sengi.internal.catalog.Roles;
import dev.sengi.internal.catalog.SortPriority;
import dev.sengi.internal.catalog.SystemCatalogs;
import dev.sengi.internal.ddl.Grants;
import dev.sengi.internal.depend.ByteOrder;
import dev.sengi.internal.emit.Emission;
import dev.sengi.internal.select.Choices;
import java.util.Comparator;
import java.util.Set;

/**
 * Privileges that objects get when they are created, in the whole database or in a schema: {@code ALTER DEFAULT
 * PRIVILEGES}.
 */
public final class DefaultAclKind extends DefinedKind<DefaultAclKind.Row> {
    public static final DefaultAclKind KIND = new DefaultAclKind();

    private static final String QUERY = """
            select d.tableoid, d.oid, d.defaclrole, d.defaclnamespace, d.defaclobjtype,
                d.defaclacl,
                case when d.defaclnamespace <> 0 then '{}'
                    else acldefault(case d.defaclobjtype when 'S' then 's' else d.defaclobjtype end, d.defaclrole)
                    end as acldefault
            from pg_default_acl d
            """;

    /** @param acldefault the grants without any default privileges; empty for the default privileges of a schema */
    public record Row(
            long tableoid,
            long oid,
            long defaclrole,
            long defaclnamespace,
            String defaclobjtype,
            String[] defaclacl,
            String[] acldefault)
            implements CatalogRow {
        @Override
        public long ownerOid() {
            return defaclrole;
        }
    }

    DefaultAclKind() {
        super(SortPriority.DEFAULT_ACL, SystemCatalogs.PG_DEFAULT_ACL, "DEFAULT ACL");
    }

    @Override
    public ReadStep read(QueryBatch batch, Choices choices) {
        Rows<Row> rows = batch.add(QUERY, Row.class);
        return catalog -> rows.list()
                .forEach(r -> catalog.add(
                        this,
                        r,
                        r.defaclobjtype(),
                        r.defaclnamespace() == 0 ? null : SchemaKind.of(catalog, r.defaclnamespace())));
    }

    /** Default privileges are part of their schema; an extension cannot own them. */
    @Override
    public Set<Component> select(CatalogObject<Row> defaults, Choices choices) {
        return choices.bySchema(defaults);
    }

    @Override
    public Comparator<CatalogObject<Row>> tieBreaker(Catalog catalog) {
        Roles roles = catalog.roles();
        return Comparator.comparing(o -> roles.name(o.row().defaclrole()), ByteOrder.of(catalog));
    }

    @Override
    protected boolean isDefined(CatalogObject<Row> defaults, Emission out) {
        return !out.options().has(ScriptFlag.NO_PRIVILEGES) && out.wants(defaults, Component.ACL);
    }

    @Override
    protected String create(CatalogObject<Row> defaults, Emission out) {
        Row row = defaults.row();
        String role = owner(defaults, out);
        String schema = defaults.schemaName() == null ? "" : "IN SCHEMA " + out.id(defaults.schemaName()) + " ";
        String prefix = "ALTER DEFAULT PRIVILEGES FOR ROLE " + out.id(role) + " " + schema;
        return new Grants(out.quoting(), prefix, objectType(row.defaclobjtype()), "", null, role)
                .commands(row.defaclacl(), row.acldefault());
    }

    @Override
    protected void complete(TocEntry.Builder entry, CatalogObject<Row> defaults, Emission out) {
        entry.tag("DEFAULT PRIVILEGES FOR " + objectType(defaults.row().defaclobjtype()));
    }

    private static String objectType(String defaclobjtype) {
        return switch (defaclobjtype) {
            case "r" -> "TABLES";
            case "S" -> "SEQUENCES";
            case "f" -> "FUNCTIONS";
            case "T" -> "TYPES";
            case "n" -> "SCHEMAS";
            case "L" -> "LARGE OBJECTS";
            default ->
                throw new SengiException(
                        "unrecognized object type in default privileges: " + (int) defaclobjtype.charAt(0));
        };
    }
}
