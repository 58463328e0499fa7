package dev.sengi.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A PostgreSQL server, one per major version and JVM, started on first use and stopped with the JVM. It is an embedded
 * server, or a container if the system property {@code sengi.image} names an image ({@link ServerContainer}). Version 19
 * must be installed ({@link InstalledServer}).
 *
 * <p>The superuser is {@code postgres}, everyone is trusted, the encoding is UTF8 and the locale C.UTF-8. Nothing is
 * synced to disk. Thread-safe.
 */
public final class TestServer {
    /**
     * The major versions that tests of every server cover, oldest first, with 9 for 9.6: those listed in the system
     * property {@code sengi.majors}, such as {@code 9.6,10}, otherwise those that PostgreSQL maintains and the next,
     * whose tests are skipped unless it is installed.
     */
    public static final List<Integer> MAJORS = Stream.of(
                    System.getProperty("sengi.majors", "14,15,16,17,18,19").split(","))
            .map(TestServer::major)
            .toList();

    private static final int CURRENT = 18;
    /** The first version whose objects a dump describes as those of the current one. */
    private static final int FIRST = 14;

    private static final int FIRST_WITH_STRATEGIES = 15;

    private static final boolean THOROUGH = Boolean.getBoolean("sengi.thorough");

    /** The major versions without those {@linkplain #isInBetween in between}, unless there are no others. */
    public static final List<Integer> OUTER_MAJORS = MAJORS.stream().allMatch(TestServer::isInBetween)
            ? MAJORS
            : MAJORS.stream().filter(major -> !isInBetween(major)).toList();

    private static final Duration STARTUP_LIMIT = Duration.ofMinutes(2);
    private static final Map<Integer, TestServer> RUNNING = new ConcurrentHashMap<>();

    private static final Map<String, String> SETTINGS = Map.of(
            "wal_level", "logical",
            // New statistics between two dumps would change the order of catalog rows.
            "autovacuum", "off",
            "synchronous_commit", "off",
            "full_page_writes", "off",
            "max_connections", "200",
            "max_locks_per_transaction", "256",
            // The data may be in memory, so WAL must not pile up.
            "max_wal_size", "256MB");

    private final int major;
    private final int port;
    private final Path socketDirectory;
    private final boolean inContainer;
    private final Runnable stopping;
    private final AtomicInteger databases = new AtomicInteger();
    private final Map<String, TestDatabase> samples = new ConcurrentHashMap<>();

    private TestServer(int major, int port, Path socketDirectory, boolean inContainer, Runnable stopping) {
        this.major = major;
        this.port = port;
        this.socketDirectory = socketDirectory;
        this.inContainer = inContainer;
        this.stopping = stopping;
    }

    /**
     * Returns the server of a major version, 9 for 9.6, or skips the test if the version must be installed but is not.
     */
    public static TestServer of(int major) {
        return RUNNING.computeIfAbsent(major, TestServer::start);
    }

    /**
     * Starts a server for a single test, which compares or changes what all databases share. The test {@linkplain #stop
     * stops} it.
     */
    public static TestServer startOwn(int major) {
        return start(major);
    }

    /** Stops a server that belongs to a single test. */
    public void stop() {
        stopping.run();
    }

    /** Returns the server of the newest major version. */
    public static TestServer current() {
        return of(CURRENT);
    }

    /** Returns the major version, 9 for 9.6. */
    public int major() {
        return major;
    }

    /**
     * Returns whether tests of every server try all their cases on this major version. They do on the newest; with
     * {@code -Dsengi.thorough=true}, on all.
     */
    public static boolean triesAll(int major) {
        return major == CURRENT || THOROUGH;
    }

    /**
     * Returns whether a major version needs fewer comparisons, because whatever does not depend on the catalogs' layout
     * is the same as on the oldest or the newest.
     */
    public static boolean isInBetween(int major) {
        return major > FIRST && major < CURRENT && !THOROUGH;
    }

    /** Returns whether to run tests that take too long for every build: {@code -Dsengi.thorough=true}. */
    public static boolean isThorough() {
        return THOROUGH;
    }

    public int port() {
        return port;
    }

    /** Returns the folder of the server's Unix-domain socket, short enough for a socket path. */
    public Path socketDirectory() {
        return socketDirectory;
    }

    /** Returns the folder of the server's files, or skips the test if they are in a container. */
    public Path dataDirectory() {
        Assumptions.assumeFalse(inContainer, "the server's files are in a container");
        return Path.of(maintenance().value("SHOW data_directory"));
    }

    /** Returns the database {@code postgres}, from which others are created and dropped. */
    public TestDatabase maintenance() {
        return database("postgres");
    }

    /** Returns a database of any name, whether it exists or not. */
    public TestDatabase database(String name) {
        return new TestDatabase(this, name);
    }

    /** Creates an empty database with a unique name. */
    public TestDatabase createDatabase() {
        return createDatabase("");
    }

    /** Creates an empty database with further options of CREATE DATABASE, such as {@code ENCODING 'LATIN1'}. */
    public TestDatabase createDatabase(String options) {
        return create("test_" + databases.incrementAndGet(), "template0 " + options);
    }

    /** Returns a shared sample database, loaded on first use. Tests must not modify it. */
    public TestDatabase sample(String name) {
        template(name);
        return database(name);
    }

    /** Creates a copy of a sample database, which tests may modify. */
    public TestDatabase copyOf(String sample) {
        return create(
                sample + "_" + databases.incrementAndGet(), template(sample).name());
    }

    // No session connects to the template after loading, so that it can be copied at any time.
    private TestDatabase template(String sample) {
        Samples.requireLoadable(sample);
        return samples.computeIfAbsent(sample, name -> {
            TestDatabase template = create(name + "_template", "template0");
            Samples.load(name, template);
            template.analyze();
            create(name, template.name());
            return template;
        });
    }

    private TestDatabase create(String name, String template) {
        // Servers from 15 on write every page of the copy to the WAL by default, which takes four times as long.
        String strategy = major >= FIRST_WITH_STRATEGIES ? " STRATEGY file_copy" : "";
        maintenance().execute("CREATE DATABASE " + name + " TEMPLATE " + template + strategy);
        return database(name);
    }

    private static TestServer start(int major) {
        if (major == InstalledServer.MAJOR) {
            InstalledServer.requireBin();
        }
        Optional<String> image = ServerContainer.image(major, major == CURRENT);
        try {
            // A socket path has at most 107 bytes, and "java.io.tmpdir" may be long.
            Path sockets = Files.createTempDirectory(Path.of("/tmp"), "sengi");
            if (major == InstalledServer.MAJOR) {
                return installed(sockets);
            }
            return image.isPresent() ? contained(major, image.get(), sockets) : embedded(major, sockets);
        } catch (IOException | RuntimeException e) {
            String hint =
                    image.map(name -> "image " + name).orElse("as root it starts only where 'unshare -U' is allowed");
            throw new IllegalStateException("PostgreSQL " + major + " did not start (" + hint + ")", e);
        }
    }

    private static TestServer contained(int major, String image, Path sockets) throws IOException {
        ServerContainer server = ServerContainer.start(image, SETTINGS, sockets, STARTUP_LIMIT);
        Runtime.getRuntime().addShutdownHook(new Thread(server::stop));
        TestServer started = new TestServer(major, server.port(), sockets, true, server::stop);
        String version = started.maintenance().value("SHOW server_version_num");
        if (Integer.parseInt(version) / 10_000 != major) {
            throw new IllegalStateException("the server's version is " + version);
        }
        return started;
    }

    private static TestServer embedded(int major, Path sockets) throws IOException {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setPgBinaryResolver(new ServerBinaries(major))
                .setPGStartupWait(STARTUP_LIMIT)
                .setLocaleConfig("locale", isLinux() ? "C.UTF-8" : "en_US.UTF-8")
                .setServerConfig("unix_socket_directories", sockets.toString())
                .setRegisterShutdownHook(false);
        SETTINGS.forEach(builder::setServerConfig);
        EmbeddedPostgres server = started(builder, major);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, sockets)));
        return new TestServer(major, server.getPort(), sockets, false, () -> stop(server, sockets));
    }

    private static EmbeddedPostgres started(EmbeddedPostgres.Builder builder, int major) throws IOException {
        ServerFolder.inMemory(major).ifPresent(builder::setDataDirectory);
        try {
            return builder.start();
        } catch (IllegalStateException e) {
            // A program that has just been unpacked cannot be executed as long as a process forked in the meantime
            // holds its file open.
            ServerFolder.inMemory(major).ifPresent(builder::setDataDirectory);
            return builder.start();
        }
    }

    private static TestServer installed(Path sockets) throws IOException {
        Optional<Path> memory = ServerFolder.inMemory(InstalledServer.MAJOR);
        Path data = memory.isPresent() ? memory.get() : Files.createTempDirectory("sengi");
        InstalledServer server = InstalledServer.start(data, sockets, SETTINGS, STARTUP_LIMIT);
        Runtime.getRuntime().addShutdownHook(new Thread(server::stop));
        return new TestServer(InstalledServer.MAJOR, server.port(), sockets, false, server::stop);
    }

    private static int major(String version) {
        return version.equals("9.6") ? 9 : Integer.parseInt(version);
    }

    private static boolean isLinux() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("linux");
    }

    private static void stop(EmbeddedPostgres server, Path sockets) {
        try {
            server.close();
            Files.deleteIfExists(sockets);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
