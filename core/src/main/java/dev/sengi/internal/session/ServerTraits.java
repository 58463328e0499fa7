package dev.sengi.internal.session;

import org.postgresql.jdbc.PgConnection;

/**
 * What a restore needs to know about its target server, so that no other code checks versions.
 *
 * @param hasIdentityColumns whether INSERT can override the values of identity columns, since PostgreSQL 10
 * @param hasTransactionTimeout whether the setting exists, since PostgreSQL 17
 * @param hasOneLiteralForm whether backslashes in plain literals have only one meaning, since PostgreSQL 19
 */
public record ServerTraits(boolean hasIdentityColumns, boolean hasTransactionTimeout, boolean hasOneLiteralForm) {
    private static final int IDENTITY_COLUMNS_SINCE = 100000;
    private static final int TRANSACTION_TIMEOUT_SINCE = 170000;
    private static final int ONE_LITERAL_FORM_SINCE = 190000;

    public static ServerTraits of(PgConnection connection) {
        int version = connection.getQueryExecutor().getServerVersionNum();
        return new ServerTraits(
                version >= IDENTITY_COLUMNS_SINCE,
                version >= TRANSACTION_TIMEOUT_SINCE,
                version >= ONE_LITERAL_FORM_SINCE);
    }
}
