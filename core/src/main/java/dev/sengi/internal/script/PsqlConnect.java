package dev.sengi.internal.script;

import dev.sengi.internal.ddl.Quoting;
import dev.sengi.internal.session.UnlabelledException;

/** psql's {@code \connect}. */
public final class PsqlConnect {
    private PsqlConnect() {}

    /** Returns the command; {@code quoting} quotes a name that needs no connection string. */
    public static String to(String dbname, Quoting quoting) {
        if (dbname.indexOf('\n') >= 0 || dbname.indexOf('\r') >= 0) {
            throw new UnlabelledException("database name contains a newline or carriage return: \"" + dbname + "\"");
        }
        if (isSimple(dbname)) {
            return "\\connect " + quoting.identifier(dbname) + "\n";
        }
        // Quoted for a connection string, and again for psql, byte by byte.
        String value = dbname.replace("\\", "\\\\").replace("'", "\\'");
        String connectionString = Quoting.whereNeeded().identifier("dbname='" + value + "'");
        return "\\encoding SQL_ASCII\n\\connect -reuse-previous=on " + connectionString + "\n";
    }

    private static boolean isSimple(String name) {
        return !name.isEmpty()
                && name.chars()
                        .allMatch(c -> (c >= 'a' && c <= 'z')
                                || (c >= 'A' && c <= 'Z')
                                || (c >= '0' && c <= '9')
                                || c == '_'
                                || c == '.');
    }
}
