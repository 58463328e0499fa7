package dev.sengi.internal.restore.plain;

import dev.sengi.ConnectionSource;
import dev.sengi.ProgressListener;
import dev.sengi.RestoreFlag;
import dev.sengi.SengiException;
import dev.sengi.Stage;
import dev.sengi.internal.option.RestoreOptions;
import dev.sengi.internal.restore.database.ErrorReport;
import dev.sengi.internal.restore.database.RestoreOutcome;
import dev.sengi.internal.script.read.PlainScript;
import dev.sengi.internal.script.read.PsqlCommand;
import dev.sengi.internal.script.read.ScriptPart;
import dev.sengi.internal.script.read.ScriptReader;
import dev.sengi.internal.script.read.SetCommand;
import dev.sengi.internal.script.read.Statement;
import dev.sengi.internal.session.Sessions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Runs a plain-text script in a database as psql does, with four exceptions: the rows after a failed COPY are skipped;
 * a truncated script is an error; so is a transaction that the script leaves open; and only the backslash commands that
 * dumps contain are executed.
 */
public final class PlainRestore {
    private final PlainScript script;
    private final RestoreOptions options;
    private final ConnectionSource connections;
    private final Consumer<Sessions> running;

    /** @param running receives the sessions that the restore waits for */
    public PlainRestore(
            PlainScript script, RestoreOptions options, ConnectionSource connections, Consumer<Sessions> running) {
        this.script = script;
        this.options = options;
        this.connections = connections;
        this.running = running;
    }

    /**
     * Runs the script. A script in a file is first read in full, so that forbidden commands are found before anything
     * runs.
     *
     * @param jobs the number of sessions requested; a script can use only one
     * @throws dev.sengi.UsageException if an option needs an archive
     */
    public RestoreOutcome run(int jobs, ProgressListener listener) throws IOException {
        ScriptOptions.check(options, jobs);
        ScriptProgress progress = new ScriptProgress(listener, script);
        ErrorReport errors = new ErrorReport(progress, options.has(RestoreFlag.EXIT_ON_ERROR));
        running.accept(Sessions.of(errors::stop, errors::stop));
        CommandRules rules = new CommandRules(options.has(RestoreFlag.SINGLE_TRANSACTION));
        if (script.isRepeatable()) {
            try (InputStream text = script.open()) {
                new ScriptCheck(text, rules.another(), connections).run(errors::requireNotStopped);
            }
        }
        try (InputStream text = script.open();
                ScriptSession session = new ScriptSession(connections, options, progress, errors)) {
            running.accept(Sessions.of(session::cancel, session::abort));
            session.begin();
            progress.stageStarted(Stage.SCRIPT);
            try {
                run(text, session, rules, errors);
            } catch (IOException e) {
                session.flushBefore(e);
                throw e;
            } catch (SengiException e) {
                session.flushBefore(e);
                throw progress.readable(e);
            }
            progress.finished();
            ErrorReport.warnOfIgnored(errors.count(), progress);
            return new RestoreOutcome(errors.count(), session.dataBytes());
        }
    }

    private void run(InputStream text, ScriptSession session, CommandRules rules, ErrorReport errors)
            throws IOException {
        boolean isChecked = script.isRepeatable();
        boolean isOneTransaction = options.has(RestoreFlag.SINGLE_TRANSACTION);
        ScriptReader reader = new ScriptReader(text, session::standardStrings);
        reader.encoding(session.initialEncoding());
        for (ScriptPart part = reader.next(); part != null; part = reader.next()) {
            if (part instanceof PsqlCommand command) {
                rules.check(command);
                obey(command, session, reader);
            } else if (part instanceof Statement statement) {
                if (!isChecked && statement.dropsDatabase()) {
                    session.requireOtherDatabases(statement);
                }
                execute(statement, session, reader);
            }
        }
        session.flush();
        if (reader.isCut()) {
            String message = "line " + reader.line() + ": the script is truncated";
            errors.scriptFailed(message, reader.line());
            if (isOneTransaction) {
                // Ends the transaction without a COMMIT.
                throw new SengiException(message);
            }
        }
        session.finish(reader.line());
    }

    private static void execute(Statement statement, ScriptSession session, ScriptReader reader) throws IOException {
        if (statement.isCopyIn()) {
            session.copy(statement, reader);
            return;
        }
        Optional<SetCommand> encoding =
                statement.setting().filter(setting -> setting.name().equals(SetCommand.CLIENT_ENCODING));
        if (encoding.isPresent()) {
            session.setEncoding(statement, encoding.get());
        } else {
            session.execute(statement, !reader.isFromDump(statement));
        }
        reader.encoding(session.encoding());
    }

    private static void obey(PsqlCommand command, ScriptSession session, ScriptReader reader) {
        if (command.name().equals("connect")) {
            byte[] name = CommandRules.database(command).getBytes(StandardCharsets.ISO_8859_1);
            session.connect(ScriptEncoding.shown(name), command.line());
            reader.encoding(session.encoding());
        } else if (command.name().equals("encoding")) {
            session.changeEncoding(command.argument());
            reader.encoding(session.encoding());
        }
    }
}
