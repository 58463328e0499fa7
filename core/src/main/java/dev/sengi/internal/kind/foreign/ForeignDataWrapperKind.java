package dev.sengi.internal.kind.foreign;

import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.CatalogRow;
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

/** Foreign-data wrappers. */
public final class ForeignDataWrapperKind extends NamedKind<ForeignDataWrapperKind.Row> {
    public static final ForeignDataWrapperKind KIND = new ForeignDataWrapperKind();

    private static final String QUERY = """
            select w.tableoid, w.oid, w.fdwname, w.fdwowner,
                case when w.fdwhandler <> 0 then w.fdwhandler::regproc end as fdwhandler,
                case when w.fdwvalidator <> 0 then w.fdwvalidator::regproc end as fdwvalidator,
                [[19: case when w.fdwconnection <> 0 then w.fdwconnection::regproc end | null]] as fdwconnection,
                w.fdwacl,
                acldefault('F', w.fdwowner) as acldefault,
                %options as fdwoptions
            from pg_foreign_data_wrapper w
            """.replace("%options", ForeignOptions.column("w.fdwoptions"));

    /**
     * @param fdwhandler the function's name as SQL, or null
     * @param fdwvalidator likewise
     * @param fdwconnection likewise
     * @param fdwoptions options as SQL, one per line, or empty
     */
    public record Row(
            long tableoid,
            long oid,
            String fdwname,
            long fdwowner,
            String fdwhandler,
            String fdwvalidator,
            String fdwconnection,
            String[] fdwacl,
            String[] acldefault,
            String fdwoptions)
            implements CatalogRow {
        @Override
        public long ownerOid() {
            return fdwowner;
        }
    }

    ForeignDataWrapperKind() {
        super(SortPriority.FOREIGN_DATA_WRAPPER, SystemCatalogs.PG_FOREIGN_DATA_WRAPPER, "FOREIGN DATA WRAPPER");
    }

    @Override
    public boolean mayHaveInitialPrivileges() {
        return true;
    }

    @Override
    public ReadStep read(QueryBatch batch, Choices choices) {
        Rows<Row> rows = batch.add(QUERY, Row.class);
        return catalog -> rows.list().forEach(r -> catalog.add(this, r, r.fdwname(), null));
    }

    @Override
    protected String define(CatalogObject<Row> wrapper, Emission out) {
        Row row = wrapper.row();
        return "CREATE FOREIGN DATA WRAPPER " + out.id(wrapper.name())
                + (row.fdwhandler() == null ? "" : " HANDLER " + row.fdwhandler())
                + (row.fdwvalidator() == null ? "" : " VALIDATOR " + row.fdwvalidator())
                + (row.fdwconnection() == null ? "" : " CONNECTION " + row.fdwconnection())
                + ForeignOptions.clause(" ", row.fdwoptions())
                + ";\n";
    }

    @Override
    protected void annotate(CatalogObject<Row> wrapper, Target target, Emission out) {
        out.annotations().comment(wrapper, target);
        out.annotations()
                .acl(wrapper, target, wrapper.row().fdwacl(), wrapper.row().acldefault());
    }
}
