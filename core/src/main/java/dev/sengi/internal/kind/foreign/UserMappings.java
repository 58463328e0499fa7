package dev.sengi.internal.kind.foreign;

import dev.sengi.archive.Section;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.QueryBatch;
import dev.sengi.internal.catalog.QueryBatch.Rows;
import dev.sengi.internal.ddl.ForeignOptions;
import dev.sengi.internal.emit.Emission;
import java.util.List;

/**
 * User mappings, which are not separate objects but belong to their server.
 *
 * <p>They are read from {@code pg_user_mappings}, which everyone may read; it hides the options from roles that may not
 * see them.
 */
final class UserMappings {
    private static final String QUERY = """
            select m.srvid, coalesce(m.usename, '') as usename,
                %options as umoptions
            from pg_user_mappings m
            order by m.usename
            """.replace("%options", ForeignOptions.column("m.umoptions"));

    record Row(long srvid, String usename, String umoptions) {}

    private final Rows<Row> rows;

    private UserMappings(Rows<Row> rows) {
        this.rows = rows;
    }

    static UserMappings read(QueryBatch batch) {
        return new UserMappings(batch.add(QUERY, Row.class));
    }

    /** Writes the mappings of a server, by user name. */
    void emit(CatalogObject<?> server, String owner, Emission out) {
        for (Row row : rows.list()) {
            if (row.srvid() == server.oid()) {
                String target = out.id(row.usename()) + " SERVER " + out.id(server.name());
                String options = ForeignOptions.clause(" ", row.umoptions());
                out.add(out.entry(List.of())
                        .tag("USER MAPPING " + row.usename() + " SERVER " + server.name())
                        .desc("USER MAPPING")
                        .section(Section.PRE_DATA)
                        .owner(owner)
                        .defn("CREATE USER MAPPING FOR " + target + options + ";\n")
                        .dropStmt("DROP USER MAPPING FOR " + target + ";\n"));
            }
        }
    }
}
