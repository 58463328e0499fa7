package dev.sengi.session.conninfo;

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

    public ClientEnvironment {
        variables = Map.copyOf(variables);
    }

    /**
     * Returns the environment of this process.
     *
     * @param variables its environment variables, as {@link NativeText} has them
     */
    public static ClientEnvironment ofProcess(Map<String, String> variables, Consumer<String> warnings) {
        return new ClientEnvironment(
                variables, System.getProperty("user.name"), Path.of(System.getProperty("user.home")), warnings);
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
