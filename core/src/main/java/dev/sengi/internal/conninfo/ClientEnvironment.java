package dev.sengi.internal.conninfo;

import dev.sengi.internal.text.NativeText;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What libpq takes from the process: variables, the user and the home directory.
 *
 * @param variables environment variables
 * @param osUser the operating system's name of the user
 * @param home the user's home directory
 * @param warnings takes what libpq writes to standard error while it connects: its own warnings, and the server's
 *     notices; called by the thread that connects, without the last line feed
 */
public record ClientEnvironment(Map<String, String> variables, String osUser, Path home, Consumer<String> warnings) {
    /** Java's name for a user or a folder that the operating system does not know. */
    private static final String UNKNOWN = "?";

    public ClientEnvironment {
        variables = Map.copyOf(variables);
    }

    /**
     * Returns the environment of this process.
     *
     * @param variables its environment variables, as {@link NativeText} has them
     */
    public static ClientEnvironment ofProcess(Map<String, String> variables, Consumer<String> warnings) {
        return new ClientEnvironment(variables, System.getProperty("user.name"), home(variables), warnings);
    }

    /** As libpq takes it: {@code HOME} first, then what the operating system knows of the user. */
    private static Path home(Map<String, String> variables) {
        String named = variables.getOrDefault("HOME", "");
        return named.isEmpty() ? Path.of(System.getProperty("user.home")) : NativeText.path(named);
    }

    /** Returns whether the operating system knows the user, who may be a bare number in a container. */
    boolean isUserKnown() {
        return !osUser.equals(UNKNOWN);
    }

    /** Returns a variable's value. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name));
    }

    @Override
    public String toString() {
        return "ClientEnvironment[osUser=" + osUser + ", home=" + home + "]";
    }
}
