package dev.sengi.cli.dumpall;

import dev.sengi.ConnectionSource;
import dev.sengi.SengiException;
import dev.sengi.cli.command.CommandException;
import dev.sengi.internal.conninfo.ConninfoSource;
import dev.sengi.internal.session.IdleLimit;
import java.sql.Connection;
import java.util.List;

/**
 * Opens connections to the database from which pg_dumpall reads roles and tablespaces: the one that {@code -l} names,
 * otherwise {@code postgres} or {@code template1}.
 *
 * @param named null if {@code -l} was not given
 */
record MaintenanceDatabase(ConninfoSource server, String named) implements IdleLimit.Source {
    private static final List<String> USUAL = List.of("postgres", "template1");

    @Override
    public Connection open() {
        if (named == null) {
            try {
                return server.toDatabase(USUAL.get(0)).open();
            } catch (SengiException e) {
                // Only the second failure is reported.
                return server.toDatabase(USUAL.get(1)).open();
            }
        }
        try {
            // Like libpq, ignores an empty name.
            return named.isEmpty() ? server.open() : server.toDatabase(named).open();
        } catch (SengiException e) {
            throw CommandException.fatal("could not connect to database \"" + named + "\"", e);
        }
    }

    @Override
    public ConnectionSource toDatabase(String dbname) {
        return server.toDatabase(dbname);
    }

    @Override
    public ConnectionSource withoutIdleLimit() {
        return new MaintenanceDatabase(server.withoutIdleLimit(), named);
    }
}
