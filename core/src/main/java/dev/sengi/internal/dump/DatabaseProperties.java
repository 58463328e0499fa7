package dev.sengi.internal.dump;

import dev.sengi.internal.catalog.FactSource;
import dev.sengi.internal.catalog.QueryBatch;
import dev.sengi.internal.catalog.ReadStep;
import java.util.List;

/**
 * The dumped database itself, and the settings made for it.
 *
 * @param row its {@code pg_database} row
 * @param settings settings for all roles, as {@code name=value}
 * @param roleSettings settings for single roles
 * @param labels its security labels
 */
public record DatabaseProperties(Row row, List<Setting> settings, List<RoleSetting> roleSettings, List<Label> labels) {
    private static final String DATABASE = """
            select d.tableoid, d.oid, d.datname, d.datdba, pg_encoding_to_char(d.encoding) as encoding,
                d.datcollate, d.datctype, d.datistemplate, d.datconnlimit,
                d.datacl, acldefault('d', d.datdba) as acldefault,
                [[15: d.datlocprovider | 'c']] as datlocprovider,
                [[17: d.datlocale | [[15: d.daticulocale | null]]]] as datlocale,
                [[15: d.datcollversion | null]] as datcollversion,
                [[16: d.daticurules | null]] as daticurules,
                (select t.spcname from pg_tablespace t where t.oid = d.dattablespace) as tablespace,
                d.datfrozenxid, d.datminmxid,
                shobj_description(d.oid, 'pg_database') as description
            from pg_database d
            where d.datname = current_database()
            """;

    private static final String SETTINGS = """
            select u.setting
            from pg_db_role_setting s, unnest(s.setconfig) u(setting)
            where s.setrole = 0 and s.setdatabase = (select d.oid from pg_database d where d.datname = current_database())
            """;

    private static final String ROLE_SETTINGS = """
            select r.rolname, u.setting
            from pg_db_role_setting s join pg_roles r on r.oid = s.setrole, unnest(s.setconfig) u(setting)
            where s.setdatabase = (select d.oid from pg_database d where d.datname = current_database())
            """;

    private static final String LABELS = """
            select l.provider, l.label
            from pg_shseclabel l
            where l.classoid = 'pg_database'::regclass
                and l.objoid = (select d.oid from pg_database d where d.datname = current_database())
            """;

    static final FactSource SOURCE = DatabaseProperties::read;

    /** The database's row; columns that older servers lack are null. */
    public record Row(
            long tableoid,
            long oid,
            String datname,
            long datdba,
            String encoding,
            String datcollate,
            String datctype,
            boolean datistemplate,
            int datconnlimit,
            String[] datacl,
            String[] acldefault,
            char datlocprovider,
            String datlocale,
            String datcollversion,
            String daticurules,
            String tablespace,
            String datfrozenxid,
            String datminmxid,
            String description) {}

    /** A setting as {@code name=value}. */
    public record Setting(String setting) {}

    /** A setting of a role in this database, as {@code name=value}. */
    public record RoleSetting(String rolname, String setting) {}

    public record Label(String provider, String label) {}

    private static ReadStep read(QueryBatch batch) {
        QueryBatch.Rows<Row> row = batch.add(DATABASE, Row.class);
        QueryBatch.Rows<Setting> settings = batch.add(SETTINGS, Setting.class);
        QueryBatch.Rows<RoleSetting> roleSettings = batch.add(ROLE_SETTINGS, RoleSetting.class);
        QueryBatch.Rows<Label> labels = batch.add(LABELS, Label.class);
        return catalog -> catalog.put(
                new DatabaseProperties(row.list().get(0), settings.list(), roleSettings.list(), labels.list()));
    }
}
