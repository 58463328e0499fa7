package dev.sengi.internal.conninfo.startup;

import dev.sengi.internal.conninfo.parameter.ConninfoKeyword;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What libpq sends to start a session but pgjdbc would not, and what libpq requires of the server's answer.
 *
 * <p>All of this is passed in the driver's {@code options}, from which {@link StartupOutput} extracts it, because no
 * other property of the driver reaches the socket.
 */
public final class StartupParameters {
    /** The rule that is set if the session is encrypted. */
    static final String ENCRYPTED = "encrypted";
    /** The rule that names the credential cache if it does not exist. */
    static final String MISSING_CREDENTIALS = "missing_credentials";

    private static final String PREFIX = "sengi:";
    private static final char RULE = '.';

    private final Map<String, String> values;

    private StartupParameters(Map<String, String> values) {
        this.values = values;
    }

    StartupParameters() {
        this(new LinkedHashMap<>());
    }

    /** Returns whether the driver's {@code options} contain packed parameters. */
    static boolean arePacked(String options) {
        return options.startsWith(PREFIX);
    }

    static StartupParameters unpack(String options) {
        return new StartupParameters(PackedText.read(options.substring(PREFIX.length())));
    }

    public String pack() {
        return PREFIX + PackedText.of(values);
    }

    /** Adds a parameter for the server. */
    public void send(String name, String value) {
        values.put(name, value);
    }

    /** Adds a requirement. */
    void demand(String rule, String value) {
        values.put(RULE + rule, value);
    }

    /** Returns a requirement's value, or null. */
    String demanded(String rule) {
        return values.get(RULE + rule);
    }

    String demanded(ConninfoKeyword keyword) {
        return demanded(keyword.label());
    }

    /** Returns the parameters for the server, in the order in which they were added. */
    Map<String, String> sent() {
        Map<String, String> sent = new LinkedHashMap<>(values);
        sent.keySet().removeIf(name -> name.charAt(0) == RULE);
        return sent;
    }
}
