package dev.sengi.internal.conninfo.parameter;

import dev.sengi.SengiException;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Parses libpq's connection strings: URIs and the keyword=value form.
 *
 * <p>Messages quote a part of the string only if libpq does and if that part cannot contain the password.
 */
public final class ConnectionString {
    /** Stands for a password. */
    static final String HIDDEN = "***";

    private ConnectionString() {}

    /** Returns whether a database name is really a connection string: a URI, or text with an equals sign. */
    static boolean isConnectionString(String dbname) {
        return UriSyntax.accepts(dbname) || dbname.indexOf('=') >= 0;
    }

    /**
     * Checks a database name or connection string without the values of parameters.
     *
     * @throws SengiException if the string is malformed or names an unknown parameter
     */
    public static void check(String dbname) {
        if (isConnectionString(dbname)) {
            var unused = parse(dbname);
        }
    }

    /**
     * Returns a connection string in the keyword=value form.
     *
     * @throws SengiException if a parameter is unknown
     */
    public static String ofParameters(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(parameter -> {
                    KeywordValueSyntax.requireKnown(parameter.getKey());
                    return setting(parameter.getKey(), parameter.getValue());
                })
                .collect(Collectors.joining(" "));
    }

    private static String setting(String keyword, String value) {
        return keyword + "='" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    /**
     * Returns the parameters that the string sets. Empty values are kept, because they undo earlier ones.
     *
     * @throws SengiException if the string is malformed or names an unknown parameter
     */
    static Map<ConninfoKeyword, String> parse(String text) {
        return UriSyntax.accepts(text) ? new UriSyntax(text).parse() : new KeywordValueSyntax(text).parse();
    }

    /**
     * Returns the same parameters in the keyword=value form, without empty ones and those that options replace.
     *
     * @param text a connection string, never a database's name
     * @param host the host that replaces the string's, or null or empty; likewise the others
     * @throws SengiException if the string is malformed or names an unknown parameter
     */
    public static String overridden(String text, String host, String port, String user) {
        Map<ConninfoKeyword, String> parameters = parse(text);
        parameters.values().removeIf(String::isEmpty);
        replace(parameters, ConninfoKeyword.HOST, host);
        replace(parameters, ConninfoKeyword.PORT, port);
        replace(parameters, ConninfoKeyword.USER, user);
        return parameters.entrySet().stream()
                .map(parameter -> setting(parameter.getKey().label(), parameter.getValue()))
                .collect(Collectors.joining(" "));
    }

    private static void replace(Map<ConninfoKeyword, String> parameters, ConninfoKeyword keyword, String option) {
        if (option != null && !option.isEmpty()) {
            parameters.remove(keyword);
        }
    }

    static Map<ConninfoKeyword, String> newParameters() {
        return new EnumMap<>(ConninfoKeyword.class);
    }

    /**
     * Hides what precedes the last at sign of a part that a message quotes. It may be the end of a password that was
     * not percent-encoded in its URI.
     */
    public static String withoutPassword(String part) {
        int at = part.lastIndexOf('@');
        return at < 0 ? part : HIDDEN + part.substring(at);
    }

    /** Stores a parameter; returns false if no parameter has that name. */
    static boolean store(Map<ConninfoKeyword, String> parameters, String keyword, String value) {
        if (keyword.equals("requiressl")) {
            parameters.put(ConninfoKeyword.SSLMODE, value.startsWith("1") ? "require" : "prefer");
            return true;
        }
        return ConninfoKeyword.of(keyword)
                .map(known -> {
                    parameters.put(known, value);
                    return true;
                })
                .orElse(false);
    }
}
