package dev.sengi.internal.dump;

import dev.sengi.ScriptFlag;
import dev.sengi.SengiException;
import dev.sengi.archive.Section;
import dev.sengi.archive.TocEntry;
import dev.sengi.internal.ddl.AnnotationSql;
import dev.sengi.internal.ddl.SettingValue;
import dev.sengi.internal.dump.DatabaseProperties.Row;
import dev.sengi.internal.emit.Annotations.Target;
import dev.sengi.internal.emit.Emission;
import dev.sengi.internal.emit.UpgradeCalls;
import dev.sengi.internal.kind.LargeObjectFiles;
import java.util.List;

/** The entries of the database itself: its creation, comment, labels, properties and grants. */
final class DatabaseEntries {
    private static final int NO_CONNECTION_LIMIT = -1;

    private final Emission out;
    private final DatabaseProperties database;
    private final Row row;
    private final String name;
    private final String owner;

    private DatabaseEntries(Emission out) {
        this.out = out;
        this.database = out.catalog().get(DatabaseProperties.class);
        this.row = database.row();
        this.name = out.id(row.datname());
        this.owner = out.role(row.datdba());
    }

    static void emit(Emission out) {
        DatabaseEntries entries = new DatabaseEntries(out);
        TocEntry definition = entries.definition();
        entries.comment(definition);
        entries.labels(definition);
        entries.grants(definition);
        entries.properties();
        if (out.upgrade().areWanted()) {
            LargeObjectFiles.emit(out);
        }
    }

    private TocEntry definition() {
        return out.add(TocEntry.builder(out.nextDumpId())
                .catalogId(row.tableoid(), row.oid())
                .tag(row.datname())
                .desc("DATABASE")
                .section(Section.PRE_DATA)
                .owner(owner)
                .defn(create())
                .dropStmt("DROP DATABASE " + name + ";\n"));
    }

    private String create() {
        StringBuilder sql = new StringBuilder("CREATE DATABASE ").append(name).append(" WITH TEMPLATE = template0");
        if (out.upgrade().areWanted()) {
            append(sql, "OID", Long.toString(row.oid()));
            append(sql, "STRATEGY", "FILE_COPY");
        }
        if (!row.encoding().isEmpty()) {
            append(sql, "ENCODING", out.literal(row.encoding()));
        }
        appendLocale(sql);
        if (out.upgrade().areWanted() && row.datcollversion() != null) {
            append(sql, "COLLATION_VERSION", out.literal(row.datcollversion()));
        }
        boolean tablespace = !row.tablespace().isEmpty()
                && !row.tablespace().equals("pg_default")
                && !out.options().has(ScriptFlag.NO_TABLESPACES);
        if (tablespace) {
            append(sql, "TABLESPACE", out.id(row.tablespace()));
        }
        return sql.append(";\n").toString();
    }

    private void appendLocale(StringBuilder sql) {
        append(sql, "LOCALE_PROVIDER", localeProvider());
        boolean isSame = row.datcollate().equals(row.datctype());
        if (!row.datcollate().isEmpty()) {
            append(sql, isSame ? "LOCALE" : "LC_COLLATE", out.literal(row.datcollate()));
        }
        if (!row.datctype().isEmpty() && !isSame) {
            append(sql, "LC_CTYPE", out.literal(row.datctype()));
        }
        if (row.datlocale() != null) {
            append(sql, row.datlocprovider() == 'b' ? "BUILTIN_LOCALE" : "ICU_LOCALE", out.literal(row.datlocale()));
        }
        if (row.daticurules() != null) {
            append(sql, "ICU_RULES", out.literal(row.daticurules()));
        }
    }

    private String localeProvider() {
        return switch (row.datlocprovider()) {
            case 'b' -> "builtin";
            case 'c' -> "libc";
            case 'i' -> "icu";
            default -> throw new SengiException("unrecognized locale provider: " + row.datlocprovider());
        };
    }

    private static void append(StringBuilder sql, String option, String value) {
        sql.append(' ').append(option).append(" = ").append(value);
    }

    private void comment(TocEntry definition) {
        if (row.description() != null && !out.options().has(ScriptFlag.NO_COMMENTS)) {
            add(definition, "COMMENT", AnnotationSql.comment("DATABASE " + name, out.literal(row.description())));
        }
    }

    private void labels(TocEntry definition) {
        if (!database.labels().isEmpty() && !out.options().has(ScriptFlag.NO_SECURITY_LABELS)) {
            StringBuilder sql = new StringBuilder();
            for (DatabaseProperties.Label label : database.labels()) {
                sql.append(AnnotationSql.securityLabel(
                        out.id(label.provider()), "DATABASE " + name, out.databaseLiteral(label.label())));
            }
            add(definition, "SECURITY LABEL", sql.toString());
        }
    }

    private void add(TocEntry definition, String desc, String defn) {
        out.add(out.entry(List.of(definition.dumpId()))
                .tag("DATABASE " + name)
                .desc(desc)
                .section(Section.NONE)
                .owner(owner)
                .defn(defn));
    }

    private void grants(TocEntry definition) {
        Target target = new Target("DATABASE", name, null, owner);
        out.annotations()
                .acl(
                        target,
                        "DATABASE " + name,
                        null,
                        row.datacl(),
                        row.acldefault(),
                        null,
                        List.of(definition.dumpId()));
    }

    /**
     * Writes the properties that CREATE DATABASE cannot express; that command must be sent alone, so this is a separate
     * entry.
     */
    private void properties() {
        StringBuilder create = new StringBuilder();
        StringBuilder drop = new StringBuilder();
        if (row.datconnlimit() != NO_CONNECTION_LIMIT) {
            create.append("ALTER DATABASE ")
                    .append(name)
                    .append(" CONNECTION LIMIT = ")
                    .append(row.datconnlimit())
                    .append(";\n");
        }
        if (row.datistemplate()) {
            create.append("ALTER DATABASE ").append(name).append(" IS_TEMPLATE = true;\n");
            // ALTER DATABASE has no IF EXISTS.
            drop.append("UPDATE pg_catalog.pg_database SET datistemplate = false WHERE datname = ")
                    .append(out.literal(row.datname()))
                    .append(";\n");
        }
        for (DatabaseProperties.Setting setting : database.settings()) {
            create.append("ALTER DATABASE ").append(name).append(set(setting.setting()));
        }
        for (DatabaseProperties.RoleSetting setting : database.roleSettings()) {
            create.append("ALTER ROLE ")
                    .append(out.id(setting.rolname()))
                    .append(" IN DATABASE ")
                    .append(name)
                    .append(set(setting.setting()));
        }
        if (out.upgrade().areWanted()) {
            create.append(UpgradeCalls.comment("set datfrozenxid and datminmxid."))
                    .append("UPDATE pg_catalog.pg_database\nSET datfrozenxid = '")
                    .append(row.datfrozenxid())
                    .append("', datminmxid = '")
                    .append(row.datminmxid())
                    .append("'\nWHERE datname = ")
                    .append(out.literal(row.datname()))
                    .append(";\n");
        }
        if (create.length() > 0) {
            // No catalog ID, because it belongs to the database's own entry.
            out.add(TocEntry.builder(out.nextDumpId())
                    .tag(row.datname())
                    .desc("DATABASE PROPERTIES")
                    .section(Section.PRE_DATA)
                    .owner(owner)
                    .defn(create.toString())
                    .dropStmt(drop.toString()));
        }
    }

    private String set(String setting) {
        int equals = setting.indexOf('=');
        String parameter = setting.substring(0, equals);
        String value = setting.substring(equals + 1);
        return " SET " + out.id(parameter) + " TO " + SettingValue.of(parameter, value, out::databaseLiteral) + ";\n";
    }
}
