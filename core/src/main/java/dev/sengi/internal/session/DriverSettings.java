package dev.sengi.internal.session;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.jdbc.AutoSave;
import org.postgresql.jdbc.PgConnection;

/** The driver's settings of a connection that its owner has chosen, and that a dump or restore replaces meanwhile. */
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
        // Within the driver's savepoints, no snapshot can be shared, and a failed command would not end a transaction.
        driver.setAutosave(AutoSave.NEVER);
        // With prepareThreshold=-1, the driver asks for a description before each query, also that which sets a
        // snapshot.
        driver.setPrepareThreshold(Math.max(0, owners.prepareThreshold()));
        // In a transaction, the server evaluates only as many rows of a query as are fetched, and some queries make
        // settings.
        driver.setDefaultFetchSize(0);
        driver.setForceBinary(false);
        return owners;
    }

    void putBack(Connection connection, PgConnection driver) throws SQLException {
        // A wrapper needs to know, so this one is set through it.
        if (connection.getAutoCommit() != autoCommit) {
            connection.setAutoCommit(autoCommit);
        }
        driver.setAutosave(autosave);
        driver.setPrepareThreshold(prepareThreshold);
        driver.setDefaultFetchSize(defaultFetchSize);
        driver.setForceBinary(forceBinary);
    }
}
