package dev.sengi.internal.session;

import java.lang.reflect.Field;
import java.sql.SQLException;
import org.postgresql.core.QueryExecutor;
import org.postgresql.jdbc.PgConnection;
import org.postgresql.jdbc.PreferQueryMode;

/** Switches the driver between the simple and the extended protocol, in every version of pgjdbc since 42.3.8. */
public final class QueryMode {
    private QueryMode() {}

    /** An operation that queries the server. */
    @FunctionalInterface
    public interface Exchange<T> {
        T run() throws SQLException;
    }

    /** Runs the exchange in the given mode, then restores the previous mode. */
    public static <T> T during(PreferQueryMode mode, PgConnection connection, Exchange<T> exchange)
            throws SQLException {
        QueryExecutor executor = connection.getQueryExecutor();
        PreferQueryMode before = executor.getPreferQueryMode();
        if (before == mode) {
            return exchange.run();
        }
        prefer(mode, executor);
        try {
            return exchange.run();
        } finally {
            prefer(before, executor);
        }
    }

    /** Makes the driver send queries in the given mode from now on. */
    public static void prefer(PreferQueryMode mode, QueryExecutor executor) throws SQLException {
        try {
            executor.setPreferQueryMode(mode);
        } catch (NoSuchMethodError e) {
            preferInOldDriver(mode, executor);
        }
    }

    /** Drivers before 42.7 keep the mode in a field that nothing sets afterwards. */
    private static void preferInOldDriver(PreferQueryMode mode, QueryExecutor executor) throws SQLException {
        for (Class<?> type = executor.getClass(); type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (field.getType() == PreferQueryMode.class) {
                    set(field, mode, executor);
                    return;
                }
            }
        }
        throw unsupported(null);
    }

    private static void set(Field field, PreferQueryMode mode, QueryExecutor executor) throws SQLException {
        try {
            field.setAccessible(true);
            field.set(executor, mode);
        } catch (IllegalAccessException | RuntimeException e) {
            throw unsupported(e);
        }
    }

    private static SQLException unsupported(Throwable cause) {
        // Not DriverInfo's constant, which the compiler would inline.
        String version = PgConnection.class.getPackage().getImplementationVersion();
        return new SQLException("pgjdbc " + version + " cannot be used here: use 42.7.7 or later", cause);
    }
}
