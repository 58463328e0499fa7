package dev.sengi.internal.conninfo.parameter;

import dev.sengi.internal.text.NativeText;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What libpq reads from its process: environment variables, the user and the home directory.
 *
 * @param variables environment variables
 * @param osUser the user's name in the operating system
 * @param home the user's home directory, a {@link NativeText}
 * @param warnings receives what libpq writes to standard error while it connects: its own warnings and the server's
 *     notices, without the final line feed; called by the thread that connects
 */
public record ClientEnvironment(Map<String, String> variables, String osUser, String home, Consumer<String> warnings) {
    /** What Java reports if the operating system does not know the user or the directory. */
    private static final String UNKNOWN = "?";

    public ClientEnvironment {
        variables = Map.copyOf(variables);
    }

    /**
     * Returns the environment of this process.
     *
     * @param variables its environment variables, as {@link NativeText} decodes them
     */
    public static ClientEnvironment ofProcess(Map<String, String> variables, Consumer<String> warnings) {
        return new ClientEnvironment(variables, System.getProperty("user.name"), home(variables), warnings);
    }

    /** Returns the same environment with another receiver of warnings. */
    public ClientEnvironment warning(Consumer<String> receiver) {
        return new ClientEnvironment(variables, osUser, home, receiver);
    }

    /** Follows libpq: {@code HOME} takes precedence over what the operating system reports. */
    private static String home(Map<String, String> variables) {
        String named = variables.getOrDefault("HOME", "");
        return named.isEmpty() ? System.getProperty("user.home") : named;
    }

    /** Returns whether the operating system knows the user, who may be just a number in a container. */
    boolean isUserKnown() {
        return !osUser.equals(UNKNOWN);
    }

    /** Returns the name of a file in the home directory. */
    String homeFile(String name) {
        return home + "/" + name;
    }

    /** Returns a variable's value, if it is set. */
    public Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name));
    }

    @Override
    public String toString() {
        return "ClientEnvironment[osUser=" + osUser + ", home=" + home + "]";
    }
}
