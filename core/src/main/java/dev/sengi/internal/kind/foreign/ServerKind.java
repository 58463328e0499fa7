package dev.sengi.internal.kind.foreign;

import dev.sengi.SengiException;
import dev.sengi.internal.catalog.Catalog;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.CatalogRow;
import dev.sengi.internal.catalog.Component;
import dev.sengi.internal.catalog.QueryBatch;
import dev.sengi.internal.catalog.QueryBatch.Rows;
import dev.sengi.internal.catalog.ReadStep;
import dev.sengi.internal.catalog.SortPriority;
import dev.sengi.internal.catalog.SystemCatalogs;
import dev.sengi.internal.ddl.ForeignOptions;
import dev.sengi.internal.emit.Annotations.Target;
import dev.sengi.internal.emit.Emission;
import dev.sengi.internal.kind.NamedKind;
import dev.sengi.internal.select.Choices;

/** Foreign servers, and the user mappings that belong to them. */
public final class ServerKind extends NamedKind<ServerKind.Row> {
    public static final ServerKind KIND = new ServerKind();

    private static final String QUERY = """
            select s.tableoid, s.oid, s.srvname, s.srvowner, s.srvfdw, s.srvtype, s.srvversion,
                s.srvacl,
                acldefault('S', s.srvowner) as acldefault,
                %options as srvoptions
            from pg_foreign_server s
            """.replace("%options", ForeignOptions.column("s.srvoptions"));

    /**
     * @param srvfdw OID of the foreign-data wrapper
     * @param srvoptions options as SQL, one per line, or empty
     */
    public record Row(
            long tableoid,
            long oid,
            String srvname,
            long srvowner,
            long srvfdw,
            String srvtype,
            String srvversion,
            String[] srvacl,
            String[] acldefault,
            String srvoptions)
            implements CatalogRow {
        @Override
        public long ownerOid() {
            return srvowner;
        }
    }

    ServerKind() {
        super(SortPriority.SERVER, SystemCatalogs.PG_FOREIGN_SERVER, "SERVER");
    }

    @Override
    public boolean mayHaveInitialPrivileges() {
        return true;
    }

    @Override
    public String describe(Catalog catalog, CatalogObject<Row> server) {
        return "FOREIGN SERVER " + server.name();
    }

    @Override
    public ReadStep read(QueryBatch batch, Choices choices) {
        Rows<Row> rows = batch.add(QUERY, Row.class);
        UserMappings mappings = UserMappings.read(batch);
        return catalog -> {
            rows.list().forEach(r -> catalog.add(this, r, r.srvname(), null));
            catalog.put(mappings);
        };
    }

    @Override
    protected String define(CatalogObject<Row> server, Emission out) {
        return definition(server.row(), out.id(server.name()), out);
    }

    @Override
    protected void annotate(CatalogObject<Row> server, Target target, Emission out) {
        out.annotations().comment(server, target);
        Target grantee = new Target("FOREIGN SERVER", target.name(), null, target.owner());
        out.annotations()
                .acl(server, grantee, server.row().srvacl(), server.row().acldefault());
        if (out.wants(server, Component.USER_MAPPING)) {
            out.catalog().get(UserMappings.class).emit(server, target.owner(), out);
        }
    }

    private static String definition(Row row, String name, Emission out) {
        StringBuilder sql = new StringBuilder("CREATE SERVER ").append(name);
        if (row.srvtype() != null && !row.srvtype().isEmpty()) {
            sql.append(" TYPE ").append(out.literal(row.srvtype()));
        }
        if (row.srvversion() != null && !row.srvversion().isEmpty()) {
            sql.append(" VERSION ").append(out.literal(row.srvversion()));
        }
        CatalogObject<?> wrapper = out.catalog().find(ForeignDataWrapperKind.KIND, row.srvfdw());
        if (wrapper == null) {
            throw new SengiException(
                    "query returned 0 rows instead of one: SELECT fdwname FROM pg_foreign_data_wrapper w"
                            + " WHERE w.oid = '" + row.srvfdw() + "'");
        }
        sql.append(" FOREIGN DATA WRAPPER ").append(out.id(wrapper.name()));
        sql.append(ForeignOptions.clause(" ", row.srvoptions()));
        return sql.append(";\n").toString();
    }
}
