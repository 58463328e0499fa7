package dev.sengi.internal.session;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.jdbc.AutoSave;
import org.postgresql.jdbc.PgConnection;

/** The driver settings that a connection's owner has chosen, and that a dump or restore temporarily replaces. */
record DriverSettings(
        boolean autoCommit, AutoSave autosave, int prepareThreshold, int defaultFetchSize, boolean forceBinary) {

    /** Sets what dumps and restores need, and returns what was set before. Sends nothing. */
    static DriverSettings replace(Connection connection, PgConnection driver) throws SQLException {
        DriverSettings owners = new DriverSettings(
                connection.getAutoCommit(),
                driver.getAutosave(),
                driver.getPrepareThreshold(),
                driver.getDefaultFetchSize(),
                driver.getForceBinary());
        // With the driver's automatic savepoints, no snapshot could be shared, and a failed command would not abort the
        // transaction.
        driver.setAutosave(AutoSave.NEVER);
        // With prepareThreshold=-1, the driver requests a description before each query, even before the one that sets
        // a snapshot.
        driver.setPrepareThreshold(Math.max(0, owners.prepareThreshold()));
        // In a transaction, the server evaluates only as many rows of a query as are fetched, but some queries change
        // settings in every row.
        driver.setDefaultFetchSize(0);
        driver.setForceBinary(false);
        return owners;
    }

    void putBack(Connection connection, PgConnection driver) throws SQLException {
        // A wrapper must be aware of this setting, so it is set through the wrapper.
        if (connection.getAutoCommit() != autoCommit) {
            connection.setAutoCommit(autoCommit);
        }
        driver.setAutosave(autosave);
        driver.setPrepareThreshold(prepareThreshold);
        driver.setDefaultFetchSize(defaultFetchSize);
        driver.setForceBinary(forceBinary);
    }
}
