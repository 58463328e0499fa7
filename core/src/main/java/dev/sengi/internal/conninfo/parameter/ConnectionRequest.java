package dev.sengi.internal.conninfo.parameter;

/**
 * The database to connect to, as given by a command's options. Every part may be null.
 *
 * <p>As in pg_dump, the parameters in {@code dbname}, if it is a connection string, override the other options.
 *
 * @param host {@code -h}
 * @param port {@code -p}
 * @param user {@code -U}
 * @param dbname {@code -d}: a name or a connection string
 * @param overrideDbname the database to use instead of the one that {@code dbname} gives
 * @param applicationName the application name to use if no other is set
 * @param passwordOverrides whether a password that the user typed overrides the connection string's, as in pg_dumpall
 */
public record ConnectionRequest(
        String host,
        String port,
        String user,
        String dbname,
        String overrideDbname,
        String applicationName,
        boolean passwordOverrides) {

    /** Creates a request with pg_dump's precedence. */
    public ConnectionRequest(
            String host, String port, String user, String dbname, String overrideDbname, String applicationName) {
        this(host, port, user, dbname, overrideDbname, applicationName, false);
    }

    /** Returns the same request, except that a typed password overrides the connection string's. */
    public ConnectionRequest withOverridingPassword() {
        return new ConnectionRequest(host, port, user, dbname, overrideDbname, applicationName, true);
    }

    /** Returns the same request for another database. */
    public ConnectionRequest toDatabase(String name) {
        return new ConnectionRequest(host, port, user, dbname, name, applicationName, passwordOverrides);
    }

    @Override
    public String toString() {
        // Omits dbname: a connection string may contain a password.
        return "ConnectionRequest[host=" + host + ", port=" + port + ", user=" + user + "]";
    }
}
