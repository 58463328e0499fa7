package dev.sengi.internal.cluster;

import dev.sengi.DumpFlag;
import dev.sengi.ScriptFlag;
import dev.sengi.internal.ddl.AnnotationSql;
import dev.sengi.internal.ddl.Grants;
import dev.sengi.internal.ddl.Quoting;
import dev.sengi.internal.ddl.SettingValue;
import dev.sengi.internal.option.ClusterOptions;
import java.util.List;
import java.util.Optional;

/**
 * Writes the commands that objects outside databases have in common.
 *
 * @param marksEscapes whether literals with backslashes are written as {@code E'…'}
 */
record GlobalSql(ClusterOptions options, GlobalLabels labels, boolean marksEscapes) {

    private Quoting quoting() {
        return Quoting.of(options.common().has(DumpFlag.QUOTE_ALL_IDENTIFIERS));
    }

    String id(String name) {
        return quoting().identifier(name);
    }

    String literal(String value) {
        return marksEscapes ? Quoting.escapeLiteral(value) : Quoting.literal(value);
    }

    /** Returns the command that drops an object. */
    String drop(String type, String name) {
        return "DROP " + type + (options.common().has(ScriptFlag.IF_EXISTS) ? " IF EXISTS " : " ") + id(name) + ";\n";
    }

    /** @param description null if there is none */
    Optional<Global> comment(String type, String name, String description) {
        if (description == null || options.common().has(ScriptFlag.NO_COMMENTS)) {
            return Optional.empty();
        }
        String target = type + " " + id(name);
        return Optional.of(new Global("COMMENT", target, AnnotationSql.comment(target, literal(description))));
    }

    Optional<Global> securityLabels(String type, String name, long oid) {
        if (options.common().has(ScriptFlag.NO_SECURITY_LABELS)) {
            return Optional.empty();
        }
        List<GlobalLabels.Row> found = labels.of(type, oid);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        String target = type + " " + id(name);
        StringBuilder sql = new StringBuilder();
        for (GlobalLabels.Row label : found) {
            sql.append(AnnotationSql.securityLabel(id(label.provider()), target, literal(label.label())));
        }
        return Optional.of(new Global("SECURITY LABEL", target, sql.toString()));
    }

    /** @param acl null for the default one */
    Optional<Global> grants(String type, String name, String owner, String[] acl, String[] byDefault) {
        if (acl == null || options.common().has(ScriptFlag.NO_PRIVILEGES)) {
            return Optional.empty();
        }
        String sql = new Grants(quoting(), "", type, id(name), null, owner).commands(acl, byDefault);
        return sql.isEmpty() ? Optional.empty() : Optional.of(new Global("ACL", type + " " + id(name), sql));
    }

    /** @param setting as {@code name=value} */
    String setting(String role, String setting) {
        int equals = setting.indexOf('=');
        String parameter = setting.substring(0, equals);
        String value = SettingValue.of(parameter, setting.substring(equals + 1), this::literal);
        return "ALTER ROLE " + id(role) + " SET " + id(parameter) + " TO " + value + ";\n";
    }
}
