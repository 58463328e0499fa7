package dev.sengi.internal.conninfo;

import dev.sengi.ConnectionException;
import dev.sengi.SengiException;
import dev.sengi.UsageException;
import dev.sengi.internal.conninfo.parameter.ClientEnvironment;
import dev.sengi.internal.conninfo.parameter.ConnectionRequest;
import dev.sengi.internal.conninfo.parameter.Conninfo;
import dev.sengi.internal.session.IdleLimit;
import dev.sengi.internal.session.ServerMessage;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Opens connections as libpq would with the same options and environment.
 *
 * <p>Parameters are not read until a connection is opened, because errors in them are reported as failures to connect.
 * A password that the user typed is remembered for later connections, even to other databases. Safe for use by several
 * threads.
 */
public final class ConninfoSource implements IdleLimit.Source {
    private final ConnectionRequest request;
    private final ClientEnvironment environment;
    private final TypedPassword password;
    private final boolean idleLimit;

    private ConninfoSource(
            ConnectionRequest request, ClientEnvironment environment, TypedPassword password, boolean idleLimit) {
        this.request = request;
        this.environment = environment;
        this.password = password;
        this.idleLimit = idleLimit;
    }

    /** Creates a source that never prompts for a password. */
    public ConninfoSource(ConnectionRequest request, ClientEnvironment environment) {
        this(request, environment, PasswordPrompt.When.NEVER, text -> Optional.empty());
    }

    public ConninfoSource(
            ConnectionRequest request, ClientEnvironment environment, PasswordPrompt.When when, PasswordPrompt prompt) {
        this(request, environment, new TypedPassword(when, prompt), true);
    }

    @Override
    public Connection open() {
        Preloading.finish();
        ConnectionAttempts attempts = new ConnectionAttempts(resolve(password.initial()), idleLimit);
        Optional<Connection> connection = attempts.connect();
        if (connection.isEmpty() && attempts.passwordMissing()) {
            String typed = password.needed();
            if (typed != null) {
                attempts = new ConnectionAttempts(resolve(typed), idleLimit);
                connection = attempts.connect();
            }
        }
        Connection opened = connection.orElseThrow(attempts::failure);
        reportNotices(opened);
        return opened;
    }

    /** Passes on what the server reports to a new session, such as a mismatch of collation versions. */
    private void reportNotices(Connection opened) {
        try {
            ServerMessage.notices(opened.getWarnings()).stream()
                    .map(ServerMessage::withoutLastLineFeed)
                    .forEach(environment.warnings());
            opened.clearWarnings();
        } catch (SQLException e) {
            throw new ConnectionException(e.getMessage(), e);
        }
    }

    @Override
    public ConninfoSource toDatabase(String dbname) {
        if (dbname.isEmpty()) {
            throw new UsageException("the name of the database is empty");
        }
        return new ConninfoSource(request.toDatabase(dbname), environment, password, idleLimit);
    }

    @Override
    public ConninfoSource withoutIdleLimit() {
        return new ConninfoSource(request, environment, password, false);
    }

    /**
     * Returns the parameters with which connections are opened.
     *
     * @throws SengiException if they are malformed; {@link #open()} throws the same
     */
    public Conninfo conninfo() {
        return resolve(null);
    }

    private Conninfo resolve(String typed) {
        try {
            return Conninfo.resolve(request, typed, environment);
        } catch (ConnectionException e) {
            throw e;
        } catch (SengiException e) {
            throw new ConnectionException(e.getMessage(), e.details(), e.hint().orElse(null), e);
        }
    }

    @Override
    public String toString() {
        return Conninfo.describe(request, environment);
    }

    /** The password that the user types; prompts for it only once. */
    private static final class TypedPassword {
        private final PasswordPrompt.When when;
        private final PasswordPrompt prompt;
        private boolean asked;
        private String typed;

        TypedPassword(PasswordPrompt.When when, PasswordPrompt prompt) {
            this.when = when;
            this.prompt = prompt;
        }

        synchronized String initial() {
            return when == PasswordPrompt.When.ALWAYS ? ask() : typed;
        }

        /** Returns the password for a second attempt, or null. */
        synchronized String needed() {
            boolean askNow = when == PasswordPrompt.When.NEEDED && !asked;
            return askNow ? ask() : null;
        }

        private String ask() {
            if (!asked) {
                asked = true;
                typed = prompt.ask("Password: ").orElse(null);
            }
            return typed;
        }
    }
}
