package dev.sengi.internal.ddl;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes the GRANT and REVOKE commands that turn one access control list into another.
 *
 * @param quoting writes role names and schemas
 * @param prefix the start of each command, such as {@code ALTER DEFAULT PRIVILEGES … }, or empty
 * @param type the type of object, as GRANT names it
 * @param target the object's name as SQL, qualified; empty for default privileges
 * @param column the column's name as SQL, or null
 * @param owner the object's owner, or null
 */
public record Grants(Quoting quoting, String prefix, String type, String target, String column, String owner) {

    /**
     * Returns the commands, one per line; empty if nothing needs to change.
     *
     * @param acl the desired list
     * @param base the list of a new object
     */
    public String commands(String[] acl, String[] base) {
        StringBuilder first = new StringBuilder();
        StringBuilder second = new StringBuilder();
        for (AclItem item : without(base, acl)) {
            Privileges all = Privileges.of(type, item.privileges().replace("*", ""), column);
            if (!all.plain().isEmpty()) {
                first.append(prefix).append("REVOKE ").append(all.plain());
                appendTarget(first).append(" FROM ");
                appendRole(first, item.grantee()).append(";\n");
            }
        }
        for (AclItem item : without(acl, base)) {
            boolean ownersOwn = item.grantee().equals(owner) && item.grantor().equals(owner);
            appendGrant(ownersOwn ? first : second, item);
        }
        return first.append(second).toString();
    }

    private static List<AclItem> without(String[] items, String[] others) {
        Set<String> known = new HashSet<>(Arrays.asList(others));
        return Arrays.stream(items)
                .filter(item -> !known.contains(item))
                .map(AclItem::parse)
                .toList();
    }

    private void appendGrant(StringBuilder sql, AclItem item) {
        Privileges privileges = Privileges.of(type, item.privileges(), column);
        if (privileges.plain().isEmpty() && privileges.grantable().isEmpty()) {
            return;
        }
        boolean byAnother = owner == null || !item.grantor().equals(owner);
        if (byAnother) {
            sql.append("SET SESSION AUTHORIZATION ")
                    .append(quoting.identifier(item.grantor()))
                    .append(";\n");
        }
        if (!privileges.plain().isEmpty()) {
            sql.append(prefix).append("GRANT ").append(privileges.plain());
            appendTarget(sql).append(" TO ");
            appendRole(sql, item.grantee()).append(";\n");
        }
        if (!privileges.grantable().isEmpty()) {
            sql.append(prefix).append("GRANT ").append(privileges.grantable());
            appendTarget(sql).append(" TO ");
            appendRole(sql, item.grantee()).append(" WITH GRANT OPTION;\n");
        }
        if (byAnother) {
            sql.append("RESET SESSION AUTHORIZATION;\n");
        }
    }

    private StringBuilder appendTarget(StringBuilder sql) {
        sql.append(" ON ").append(type);
        return target.isEmpty() ? sql : sql.append(' ').append(target);
    }

    private StringBuilder appendRole(StringBuilder sql, String role) {
        return sql.append(role.isEmpty() ? "PUBLIC" : quoting.identifier(role));
    }
}
