package dev.sengi.cli.dumpall;

import dev.sengi.ProgressListener;
import dev.sengi.SengiException;
import dev.sengi.cli.command.CommandException;
import dev.sengi.cli.command.Messages;

/** Shows messages about a database as pg_dump's, and all others as pg_dumpall's. */
final class DatabaseMessages implements ProgressListener {
    private final Messages own;
    private final Messages ofDump;
    private final DatabaseOptions options;
    /** The database that is being dumped, or null. */
    private volatile String database;

    /** @param options the options for databases, which pg_dump may refuse */
    DatabaseMessages(Messages own, Messages ofDump, DatabaseOptions options) {
        this.own = own;
        this.ofDump = ofDump;
        this.options = options;
    }

    @Override
    public void message(Severity severity, String text) {
        (database == null ? own : ofDump).message(severity, text);
    }

    @Override
    public void databaseStarted(String dbname) {
        if (dbname.indexOf('\n') >= 0 || dbname.indexOf('\r') >= 0) {
            // PostgreSQL's pg_dumpall passes a connection string to pg_dump through a shell.
            String quoted = dbname.replace("\\", "\\\\").replace("'", "\\'");
            throw CommandException.unlabelled(
                    "shell command argument contains a newline or carriage return: \" dbname='" + quoted + "'\"");
        }
        database = dbname;
        options.refusal(dbname).ifPresent(reason -> {
            throw reason;
        });
    }

    @Override
    public void databaseFinished(String dbname) {
        database = null;
    }

    /** Reports a failure, as pg_dump's first if it concerns a database, and returns what pg_dumpall adds. */
    RuntimeException failure(RuntimeException e) {
        String failed = database;
        if (failed == null || !report(e)) {
            return e;
        }
        return CommandException.fatal("pg_dump failed on database \"" + failed + "\", exiting", e);
    }

    private boolean report(RuntimeException e) {
        if (e instanceof CommandException refused) {
            ofDump.failure(refused);
        } else if (e instanceof SengiException failure) {
            ofDump.failure(failure);
        } else {
            return false;
        }
        return true;
    }
}
