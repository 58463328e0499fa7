package dev.sengi.cli;

import dev.sengi.cli.command.Command;
import dev.sengi.cli.command.Environment;
import dev.sengi.cli.dump.PgDumpCommand;
import dev.sengi.cli.restore.PgRestoreCommand;
import dev.sengi.session.conninfo.ClientEnvironment;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Runs a command with this process's streams: the first argument names it. */
public final class Main {
    private static final int BUFFER_SIZE = 1 << 16;
    /** The driver's log; whatever it has to say comes as an exception, too. */
    private static final Logger DRIVER_LOG = Logger.getLogger("org.postgresql");

    private Main() {}

    public static void main(String[] arguments) {
        DRIVER_LOG.setLevel(Level.OFF);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        // Not buffered: an archive in a file can seek.
        InputStream in = new FileInputStream(FileDescriptor.in);
        Environment environment = new Environment(
                in,
                new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER_SIZE),
                err,
                ClientEnvironment.ofProcess(err::println),
                new TerminalPrompt(in, err),
                new SignalTermination());
        int code = command(arguments[0]).run(List.of(arguments).subList(1, arguments.length), environment);
        System.exit(code);
    }

    static Command command(String name) {
        return switch (name) {
            case "pg_dump" -> new PgDumpCommand(name);
            case "pg_restore" -> new PgRestoreCommand(name);
            default -> new SengiCommand();
        };
    }
}
