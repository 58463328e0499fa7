package dev.sengi.internal.conninfo;

/**
 * Which database to connect to, as a command's options say it: every part may be null.
 *
 * <p>As with pg_dump, a parameter that {@code dbname} sets as a connection string wins over the option for it.
 *
 * @param host {@code -h}
 * @param port {@code -p}
 * @param user {@code -U}
 * @param dbname {@code -d}: a name or a connection string
 * @param overrideDbname the database in place of the one that {@code dbname} gives
 * @param applicationName what the server shows where nothing else is set
 */
public record ConnectionRequest(
        String host, String port, String user, String dbname, String overrideDbname, String applicationName) {

    /** Returns the same request for another database. */
    public ConnectionRequest toDatabase(String name) {
        return new ConnectionRequest(host, port, user, dbname, name, applicationName);
    }

    @Override
    public String toString() {
        // A connection string may hold a password.
        return "ConnectionRequest[host=" + host + ", port=" + port + ", user=" + user + "]";
    }
}
