package dev.sengi.internal.restore.plain;

import dev.sengi.ConnectionSource;
import dev.sengi.SengiException;
import dev.sengi.internal.script.read.PsqlCommand;
import dev.sengi.internal.script.read.ScriptPart;
import dev.sengi.internal.script.read.ScriptReader;
import dev.sengi.internal.script.read.SetCommand;
import dev.sengi.internal.script.read.Statement;
import dev.sengi.internal.session.OtherDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/**
 * Reads a whole script before any of it runs, so that a forbidden command is found before anything has happened.
 *
 * <p>The check ends early if only the server will know what a backslash in a literal means, in a form of script that
 * pg_dump never writes. The same commands are rejected later, when they are reached.
 */
final class ScriptCheck {
    private final ScriptReader reader;
    private final CommandRules rules;
    private final ConnectionSource connections;
    private boolean standardStrings = true;
    private boolean isDoubtful;

    ScriptCheck(InputStream script, CommandRules rules, ConnectionSource connections) {
        reader = new ScriptReader(script, () -> standardStrings);
        this.rules = rules;
        this.connections = connections;
    }

    /**
     * Reads the script to its end.
     *
     * @param running called repeatedly; may throw an exception to stop the check
     * @throws SengiException if the script contains a command that must not be executed, or connects to another
     *     database and the source of connections cannot
     */
    void run(Runnable running) throws IOException {
        OutputStream rows = new OutputStream() {
            @Override
            public void write(int b) {
                running.run();
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                running.run();
            }
        };
        for (ScriptPart part = reader.next(); part != null && !isDoubtful; part = reader.next()) {
            running.run();
            if (part instanceof PsqlCommand command) {
                check(command);
            } else if (part instanceof Statement statement) {
                follow(statement);
                if (statement.isCopyIn()) {
                    reader.copyRows(rows);
                }
            }
        }
    }

    private void check(PsqlCommand command) {
        rules.check(command);
        if (command.name().equals("encoding")) {
            reader.encoding(command.argument());
        } else if (command.name().equals("connect")) {
            try {
                OtherDatabase.of(connections, CommandRules.database(command));
            } catch (UnsupportedOperationException e) {
                throw new SengiException(
                        command.refused("cannot be executed: " + e.getMessage()).getMessage(), e);
            }
        }
    }

    private void follow(Statement statement) {
        statement.clientEncoding().ifPresent(reader::encoding);
        Optional<Boolean> strings = statement.standardStrings();
        if (strings.isPresent()) {
            standardStrings = strings.get();
        } else {
            boolean mayReset = statement.endsTransaction() || statement.resetsAll();
            isDoubtful = (!standardStrings && mayReset) || statement.mentions(SetCommand.STANDARD_STRINGS);
        }
    }
}
