package dev.sengi.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogManager;

/**
 * Configures {@code java.util.logging} when it is first used. Java instantiates it by its class name. Sengi's own log,
 * which goes through SLF4J, is off.
 *
 * <p>The driver's log is off, because everything it reports also arrives as an exception. The rest is as in Java's own
 * configuration, which would have to be read from a file.
 */
public final class LogConfiguration {
    private static final String CLASS = "java.util.logging.config.class";
    private static final String FILE = "java.util.logging.config.file";
    private static final String PROVIDER = "slf4j.provider";
    private static final String VERBOSITY = "slf4j.internal.verbosity";

    /** Reads the configuration. */
    public LogConfiguration() throws IOException {
        String configuration = """
                handlers=java.util.logging.ConsoleHandler
                .level=INFO
                org.postgresql.level=OFF
                """;
        LogManager.getLogManager()
                .readConfiguration(new ByteArrayInputStream(configuration.getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** Selects this configuration, and no log for SLF4J, unless the user has selected others with system properties. */
    static void install() {
        if (System.getProperty(CLASS) == null && System.getProperty(FILE) == null) {
            System.setProperty(CLASS, LogConfiguration.class.getName());
        }
        if (System.getProperty(PROVIDER) == null) {
            // Faster than searching all jars. At its default level, SLF4J would print the provider's name.
            System.setProperty(PROVIDER, "org.slf4j.nop.NOPServiceProvider");
            System.setProperty(VERBOSITY, System.getProperty(VERBOSITY, "WARN"));
        }
    }
}
