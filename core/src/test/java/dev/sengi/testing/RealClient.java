package dev.sengi.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.opentest4j.TestAbortedException;

/**
 * PostgreSQL 18's own programs, the oracle, in {@code bin} of the folder that {@code SENGI_PG18} names, by default
 * {@code ~/.cache/sengi/postgres-18}.
 */
public final class RealClient {
    private static final Path BIN = folder().resolve("bin");
    private static final int MAJOR = 18;
    private static final boolean WITHOUT =
            System.getProperty("sengi.oracle", "").equals("none");

    private final Path bin;

    private RealClient(Path bin) {
        this.bin = bin;
    }

    /**
     * Returns the programs, or skips the test if they are missing. Continuous integration ({@code CI=true}) fails
     * instead, so that no comparison is skipped unnoticed, unless {@code -Dsengi.oracle=none} requests tests without
     * the programs and the samples. {@link SkipListener} counts what is skipped.
     *
     * <p>Must be called before a test creates anything that would stay behind; {@link NeedsRealClient} does so for a
     * class.
     */
    public static RealClient require() {
        if (isPresent()) {
            return new RealClient(BIN);
        }
        if (Boolean.parseBoolean(System.getenv("CI")) && !WITHOUT) {
            throw new IllegalStateException(missing());
        }
        throw new MissingClientException(missing());
    }

    /**
     * Returns the programs that dump a server, or skips the test as {@link #require()} does: version 18's do not dump
     * newer servers, for which their own programs are the oracle.
     */
    public static RealClient requireFor(TestServer server) {
        return server.major() <= MAJOR ? require() : new RealClient(InstalledServer.requireBin());
    }

    /** Returns the programs if they are installed. */
    public static Optional<RealClient> find() {
        return isPresent() ? Optional.of(new RealClient(BIN)) : Optional.empty();
    }

    /** Returns a program's file. */
    public Path program(String name) {
        return name.equals("pg_dumpall") ? RealDumpAll.program(bin) : bin.resolve(name);
    }

    /** Runs a program with empty standard input. */
    public Result run(String program, String... args) {
        return run(program, List.of(args), new byte[0]);
    }

    /** Runs a program with these bytes on standard input. */
    public Result run(String program, List<String> args, byte[] stdin) {
        return ProgramRun.of(program(program), args, stdin, Map.of());
    }

    /** Runs a program with these bytes on standard input and additional environment variables. */
    public Result run(String program, List<String> args, byte[] stdin, Map<String, String> environment) {
        return ProgramRun.of(program(program), args, stdin, environment);
    }

    /** Returns whether tests should behave as if the programs and the samples were missing. */
    static boolean isUnwanted() {
        return WITHOUT;
    }

    private static boolean isPresent() {
        return !WITHOUT && Files.isExecutable(BIN.resolve("pg_dump"));
    }

    private static String missing() {
        return "PostgreSQL 18's programs are not in " + BIN + ": run dev/install-postgres-client, or set SENGI_PG18";
    }

    private static Path folder() {
        String named = System.getenv("SENGI_PG18");
        return named != null ? Path.of(named) : Path.of(System.getProperty("user.home"), ".cache/sengi/postgres-18");
    }

    /** Skips the test that throws it, a comparison for which the programs are missing. */
    static final class MissingClientException extends TestAbortedException {
        private static final long serialVersionUID = 1L;

        MissingClientException(String message) {
            super(message);
        }
    }
}
