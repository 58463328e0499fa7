package dev.sengi.cli;

import dev.sengi.cli.command.Command;
import dev.sengi.cli.command.Environment;
import dev.sengi.cli.command.Messages;
import dev.sengi.cli.command.StandardError;
import dev.sengi.cli.command.StandardOutput;
import dev.sengi.cli.dump.PgDumpCommand;
import dev.sengi.cli.dumpall.PgDumpAllCommand;
import dev.sengi.cli.restore.PgRestoreCommand;
import dev.sengi.internal.conninfo.Preloading;
import dev.sengi.internal.conninfo.parameter.ClientEnvironment;
import dev.sengi.internal.text.NativeText;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Runs a command with this process's streams; the first argument is the command's name. */
public final class Main {
    private static final int BUFFER_SIZE = 1 << 16;

    /**
     * With less memory, classes are not loaded in advance: a failure to load one would hide that memory has run out.
     */
    private static final int ENOUGH_TO_PRELOAD = 64 << 20;

    private Main() {}

    public static void main(String[] arguments) {
        // Must come before any message, because finding out whether to use colours may load a native library.
        NativeLibraries.announce();
        StandardError err = StandardError.ofProcess();
        Messages messages = new Messages(arguments[0], err, System.getenv());
        // Created in advance: if memory runs out, there may not even be room for a message.
        byte[] outOfMemory = (arguments[0] + ": error: out of memory\n").getBytes(StandardCharsets.UTF_8);
        FileOutputStream standardError = new FileOutputStream(FileDescriptor.err);
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> {
            try {
                err.removeFooter();
                messages.lastResort(e);
                System.exit(1);
            } catch (OutOfMemoryError again) {
                writeTo(standardError, outOfMemory);
            } finally {
                Runtime.getRuntime().halt(1);
            }
        });
        LogConfiguration.install();
        if (connects(arguments) && Runtime.getRuntime().maxMemory() >= ENOUGH_TO_PRELOAD) {
            preloadDriver();
        }
        OutputStream standardOutput = StandardOutput.ofProcess();
        // Not buffered, because an archive in a file is seekable.
        InputStream in = new FileInputStream(FileDescriptor.in);
        StartParameters start = StartParameters.ofProcess(arguments);
        SignalTermination termination = SignalTermination.ofProcess();
        Environment environment = new Environment(
                in,
                new BufferedOutputStream(standardOutput, BUFFER_SIZE),
                err,
                ClientEnvironment.ofProcess(start.variables(), line -> NativeText.println(err, line)),
                new TerminalPrompt(in, err, termination),
                termination);
        List<String> given = start.arguments();
        Command command = command(given.get(0));
        int code = command.run(given.subList(1, given.size()), environment);
        System.exit(code);
    }

    /** Returns whether the command probably connects to a server. */
    private static boolean connects(String[] arguments) {
        return switch (arguments[0]) {
            case "pg_dump", "pg_dumpall" -> true;
            case "pg_restore" -> Arrays.stream(arguments).anyMatch(a -> a.startsWith("-d") || a.startsWith("--db"));
            default -> false;
        };
    }

    /**
     * Loads the driver's classes while the command line is parsed; together, the two take most of a short command's
     * time.
     */
    private static void preloadDriver() {
        Thread thread = new Thread(Preloading::finishDriver, "sengi-preloading");
        thread.setDaemon(true);
        thread.start();
    }

    private static void writeTo(OutputStream out, byte[] message) {
        try {
            out.write(message);
        } catch (IOException e) {
            // Nothing more can be reported.
        }
    }

    static Command command(String name) {
        return switch (name) {
            case "pg_dump" -> new PgDumpCommand(name);
            case "pg_dumpall" -> new PgDumpAllCommand();
            case "pg_restore" -> new PgRestoreCommand(name);
            default -> new SengiCommand();
        };
    }
}
