package dev.sengi.internal.conninfo;

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
 */
public record ConnectionRequest(
        String host, String port, String user, String dbname, String overrideDbname, String applicationName) {

    /** Returns the same request for another database. */
    public ConnectionRequest toDatabase(String name) {
        return new ConnectionRequest(host, port, user, dbname, name, applicationName);
    }

    @Override
    public String toString() {
        // Omits dbname: a connection string may contain a password.
        return "ConnectionRequest[host=" + host + ", port=" + port + ", user=" + user + "]";
    }
}
