package dev.sengi.internal.ddl;

/**
 * One item of an access control list, as {@code aclitem} prints it: {@code grantee=privileges/grantor}.
 *
 * @param grantee empty for PUBLIC
 * @param privileges letters, each followed by {@code *} if held with grant option
 * @param grantor the granting role
 */
record AclItem(String grantee, String privileges, String grantor) {

    /** Parses an item; role names may be in double quotes. */
    static AclItem parse(String text) {
        StringBuilder grantee = new StringBuilder();
        int equals = readName(text, 0, grantee);
        int slash = text.indexOf('/', equals);
        StringBuilder grantor = new StringBuilder();
        if (equals >= text.length() || text.charAt(equals) != '=' || slash < 0) {
            throw new IllegalArgumentException("could not parse ACL item: " + text);
        }
        readName(text, slash + 1, grantor);
        return new AclItem(grantee.toString(), text.substring(equals + 1, slash), grantor.toString());
    }

    private static int readName(String text, int start, StringBuilder name) {
        int at = start;
        while (at < text.length() && text.charAt(at) != '=') {
            if (text.charAt(at) != '"') {
                name.append(text.charAt(at++));
                continue;
            }
            for (at++; at < text.length(); at++) {
                if (text.charAt(at) != '"') {
                    name.append(text.charAt(at));
                } else if (at + 1 < text.length() && text.charAt(at + 1) == '"') {
                    name.append('"');
                    at++;
                } else {
                    break;
                }
            }
            at++;
        }
        return at;
    }
}
