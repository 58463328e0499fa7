package dev.sengi.internal.conninfo;

import org.postgresql.plugin.AuthenticationPlugin;
import org.postgresql.plugin.AuthenticationRequestType;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

/**
 * Stands for no password: keeps the driver from looking for one itself, and ends the attempt where the server wants one.
 */
public final class MissingPassword implements AuthenticationPlugin {
    /** libpq's words, which tell the failure apart from a password that is wrong. */
    static final String MESSAGE = "fe_sendauth: no password supplied";

    @Override
    public char[] getPassword(AuthenticationRequestType type) throws PSQLException {
        throw new PSQLException(MESSAGE, PSQLState.INVALID_PASSWORD);
    }
}
