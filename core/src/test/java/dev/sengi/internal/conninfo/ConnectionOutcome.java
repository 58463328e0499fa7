package dev.sengi.internal.conninfo;

import dev.sengi.SengiException;
import dev.sengi.internal.conninfo.parameter.ClientEnvironment;
import dev.sengi.internal.conninfo.parameter.ConnectionRequest;
import dev.sengi.testing.RealClient;
import dev.sengi.testing.Result;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Connects with the same parameters through Sengi and through libpq.
 *
 * <p>An outcome is {@code plain}, the version of TLS, or the whole error message.
 *
 * @param parameters parameters that all connections share
 */
record ConnectionOutcome(String parameters, Path home) {
    private static final String QUERY =
            "SELECT coalesce(version || coalesce(' ' || client_dn, ''), 'plain') FROM pg_stat_ssl"
                    + " WHERE pid = pg_backend_pid()";

    /** Returns the outcome. Fails if libpq is installed and its outcome differs. */
    String of(String more, Map<String, String> variables) throws SQLException {
        String ours = ours(more, variables);
        RealClient.find().ifPresent(client -> {
            String real = real(client, more, variables);
            if (!real.equals(ours)) {
                throw new AssertionError("libpq's outcome for \"" + more + "\" is\n" + real + "\nand ours\n" + ours);
            }
        });
        return ours;
    }

    String of(String more) throws SQLException {
        return of(more, Map.of());
    }

    /** Returns Sengi's outcome, for what libpq cannot do. */
    String ours(String more, Map<String, String> variables) throws SQLException {
        ClientEnvironment environment = new ClientEnvironment(variables, "nobody", home.toString(), warning -> {});
        ConninfoSource source = new ConninfoSource(
                new ConnectionRequest(null, null, null, parameters + " " + more, null, null), environment);
        try (Connection connection = source.open();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(QUERY)) {
            result.next();
            return result.getString(1);
        } catch (SengiException e) {
            return e.getMessage();
        }
    }

    private String real(RealClient client, String more, Map<String, String> variables) {
        Map<String, String> environment = new HashMap<>(variables);
        environment.put("HOME", home.toString());
        Result result = client.run("psql", List.of("-wXAtc", QUERY, parameters + " " + more), new byte[0], environment);
        return result.exitCode() == 0
                ? result.text().strip()
                : result.stderr().strip().replaceFirst("^psql: error: ", "");
    }
}
