package dev.sengi.internal.conninfo.parameter;

import dev.sengi.SengiException;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The authentication methods that {@code require_auth} allows. The parameter lists either these or, each preceded by an
 * exclamation mark, those that it forbids.
 */
public final class RequiredAuthentication {
    private static final String NONE = "none";
    private static final Set<String> METHODS = Set.of("password", "md5", "gss", "sspi", "scram-sha-256", "oauth", NONE);

    private final String text;
    private final boolean negated;
    private final Set<String> listed = new LinkedHashSet<>();

    private RequiredAuthentication(String text) {
        this.text = text;
        this.negated = text != null && text.startsWith("!");
    }

    /**
     * Parses the parameter.
     *
     * @param text its value, or null if it is not set
     * @throws SengiException with libpq's message if it is malformed
     */
    public static RequiredAuthentication of(String text) {
        RequiredAuthentication required = new RequiredAuthentication(text);
        if (text != null && !text.isEmpty()) {
            for (String method : text.split(",", -1)) {
                required.add(method);
            }
        }
        return required;
    }

    private void add(String entry) {
        boolean forbidden = entry.startsWith("!");
        if (forbidden && !negated) {
            throw new SengiException(
                    "negative require_auth method \"" + entry + "\" cannot be mixed with non-negative methods");
        }
        if (negated && !forbidden) {
            throw new SengiException("require_auth method \"" + entry + "\" cannot be mixed with negative methods");
        }
        String method = forbidden ? entry.substring(1) : entry;
        if (!METHODS.contains(method)) {
            throw new SengiException("invalid require_auth value: \"" + method + "\"");
        }
        if (!listed.add(method)) {
            throw new SengiException("require_auth method \"" + entry + "\" is specified more than once");
        }
    }

    /** Returns whether the server may use a method; an empty list allows only {@code none}. */
    public boolean allows(String method) {
        if (text == null) {
            return true;
        }
        return text.isEmpty() ? method.equals(NONE) : listed.contains(method) != negated;
    }

    /** Returns whether the server may accept the client without authentication. */
    public boolean allowsNone() {
        return allows(NONE);
    }

    /** Returns whether every method is allowed, including those that libpq does not know. */
    public boolean allowsAll() {
        return text == null;
    }

    /** Returns libpq's message for what the server did instead. */
    public String failure(String action) {
        return "authentication method requirement \"" + text + "\" failed: " + action;
    }
}
