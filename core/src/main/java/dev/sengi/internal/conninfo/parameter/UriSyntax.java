package dev.sengi.internal.conninfo.parameter;

import dev.sengi.SengiException;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses {@code postgresql://user:password@host1:1,host2:2/dbname?name=value&…}.
 *
 * <p>Every part may be missing, and every part may be percent-encoded; an IPv6 address is in brackets. Where libpq's
 * messages would show a password, or the rest of one that contains an at sign, these show asterisks.
 */
final class UriSyntax {
    private static final String[] PREFIXES = {"postgresql://", "postgres://"};
    private static final Set<String> SECRETS = Set.of(
            ConninfoKeyword.PASSWORD.label(),
            ConninfoKeyword.SSLPASSWORD.label(),
            ConninfoKeyword.OAUTH_CLIENT_SECRET.label(),
            ConninfoKeyword.SCRAM_CLIENT_KEY.label(),
            ConninfoKeyword.SCRAM_SERVER_KEY.label());

    private final String uri;
    private final Map<ConninfoKeyword, String> parameters = ConnectionString.newParameters();
    private int position;
    /** Where the password begins, or -1 if the URI has none before its hosts. */
    private int passwordStart = -1;

    UriSyntax(String uri) {
        this.uri = uri;
        this.position = prefixLength(uri);
    }

    static boolean accepts(String text) {
        return prefixLength(text) > 0;
    }

    private static int prefixLength(String text) {
        for (String prefix : PREFIXES) {
            if (text.startsWith(prefix)) {
                return prefix.length();
            }
        }
        return 0;
    }

    Map<ConninfoKeyword, String> parse() {
        credentials();
        hosts();
        if (position < uri.length() && current() != '?') {
            position++;
            put(ConninfoKeyword.DBNAME, until("?"));
        }
        while (position < uri.length() - 1) {
            position++;
            query(until("&"));
        }
        return parameters;
    }

    private void credentials() {
        int start = position;
        until("@/");
        if (current() != '@') {
            position = start;
            return;
        }
        position = start;
        put(ConninfoKeyword.USER, until(":@"));
        if (current() == ':') {
            position++;
            passwordStart = position;
            password(until("@"));
        }
        position++;
    }

    private void hosts() {
        StringBuilder hosts = new StringBuilder();
        StringBuilder ports = new StringBuilder();
        while (true) {
            hosts.append(current() == '[' ? bracketedHost() : until(":/?,"));
            if (current() == ':') {
                position++;
                ports.append(until("/?,"));
            }
            if (current() != ',') {
                break;
            }
            position++;
            hosts.append(',');
            ports.append(',');
        }
        put(ConninfoKeyword.HOST, hosts.toString());
        put(ConninfoKeyword.PORT, ports.toString());
    }

    private String bracketedHost() {
        position++;
        String host = until("]");
        if (position >= uri.length()) {
            throw new SengiException(
                    "end of string reached when looking for matching \"]\" in IPv6 host address in URI: \"" + shown()
                            + "\"");
        }
        if (host.isEmpty()) {
            throw new SengiException("IPv6 host address may not be empty in URI: \"" + shown() + "\"");
        }
        position++;
        if (position < uri.length() && ":/?,".indexOf(current()) < 0) {
            throw new SengiException("unexpected character \"" + current() + "\" at position " + (position + 1)
                    + " in URI (expected \":\" or \"/\"): \"" + shown() + "\"");
        }
        return host;
    }

    private void query(String parameter) {
        int equals = parameter.indexOf('=');
        if (equals < 0) {
            throw new SengiException("missing key/value separator \"=\" in URI query parameter: \""
                    + ConnectionString.withoutPassword(parameter) + "\"");
        }
        String keyword = parameter.substring(0, equals);
        if (parameter.indexOf('=', equals + 1) >= 0) {
            throw new SengiException("extra key/value separator \"=\" in URI query parameter: \""
                    + ConnectionString.withoutPassword(keyword) + "\"");
        }
        String name = decode(keyword);
        String encoded = parameter.substring(equals + 1);
        String value =
                SECRETS.contains(name) ? PercentEncoding.decode(encoded, ConnectionString.HIDDEN) : decode(encoded);
        if (name.equals("ssl") && value.equals("true")) {
            name = "sslmode";
            value = "require";
        }
        if (!ConnectionString.store(parameters, name, value)) {
            throw new SengiException("invalid URI query parameter: \"" + ConnectionString.withoutPassword(name) + "\"");
        }
    }

    private void password(String encoded) {
        if (!encoded.isEmpty()) {
            parameters.put(ConninfoKeyword.PASSWORD, PercentEncoding.decode(encoded, ConnectionString.HIDDEN));
        }
    }

    private void put(ConninfoKeyword keyword, String encoded) {
        if (!encoded.isEmpty()) {
            parameters.put(keyword, decode(encoded));
        }
    }

    private static String decode(String encoded) {
        return PercentEncoding.decode(encoded, ConnectionString.withoutPassword(encoded));
    }

    /** Advances to the first of the characters, or to the end, and returns the text before it. */
    private String until(String stops) {
        int start = position;
        while (position < uri.length() && stops.indexOf(current()) < 0) {
            position++;
        }
        return uri.substring(start, position);
    }

    private char current() {
        return position < uri.length() ? uri.charAt(position) : '\0';
    }

    /** Returns the URI for a message, without passwords. */
    private String shown() {
        String text = passwordStart < 0
                ? uri
                : uri.substring(0, passwordStart) + ConnectionString.withoutPassword(uri.substring(passwordStart));
        Pattern values = Pattern.compile("([?&] *(?:" + String.join("|", SECRETS) + ") *=)[^&]*");
        return values.matcher(text).replaceAll("$1" + Matcher.quoteReplacement(ConnectionString.HIDDEN));
    }
}
