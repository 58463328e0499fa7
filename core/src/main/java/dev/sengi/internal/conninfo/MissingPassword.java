package dev.sengi.internal.conninfo;

import org.postgresql.plugin.AuthenticationPlugin;
import org.postgresql.plugin.AuthenticationRequestType;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

/**
 * Stands in for a missing password: prevents the driver from looking for one itself, and ends the attempt if the server
 * requests one.
 */
public final class MissingPassword implements AuthenticationPlugin {
    /** libpq's message, which distinguishes this failure from a wrong password. */
    static final String MESSAGE = "fe_sendauth: no password supplied";

    @Override
    public char[] getPassword(AuthenticationRequestType type) throws PSQLException {
        if (type == AuthenticationRequestType.GSS) {
            // A Kerberos ticket replaces the password.
            return null;
        }
        throw new PSQLException(MESSAGE, PSQLState.INVALID_PASSWORD);
    }
}
