package dev.sengi.internal.conninfo.parameter;

import dev.sengi.SengiException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Complete connection parameters: all defaults are filled in and all values are checked.
 *
 * <p>Immutable.
 */
public final class Conninfo {
    private final Map<ConninfoKeyword, String> parameters;
    private final List<HostSpec> hosts;
    private final ClientEnvironment environment;
    private final PasswordFile passwordFile;
    private final Optional<String> clientEncoding;
    /** Read only once, so that an untrusted file causes only one warning per host. */
    private final Map<HostSpec, String> filePasswords = new HashMap<>();

    private Conninfo(Map<ConninfoKeyword, String> parameters, ClientEnvironment environment) {
        this.parameters = Collections.unmodifiableMap(parameters);
        this.environment = environment;
        this.passwordFile = passwordFile(parameters, environment);
        this.hosts = HostList.of(parameters);
        if (get(ConninfoKeyword.PASSWORD).isEmpty()) {
            hosts.forEach(host -> filePassword(host)
                    .filter(password -> !password.isEmpty())
                    .ifPresent(password -> filePasswords.put(host, password)));
        }
        ConninfoChecks.check(this);
        // Called only once, because it may warn.
        this.clientEncoding = get(ConninfoKeyword.CLIENT_ENCODING)
                .flatMap(name -> name.equals("auto") ? LocaleEncoding.of(environment) : Optional.of(name));
    }

    /**
     * Combines a request with the environment. In order of precedence, parameters come from the connection string, the
     * options, the service file, the environment variables and the defaults.
     *
     * @param password one that the user typed, or null; a connection string overrides it unless the request says otherwise
     * @throws SengiException with libpq's message if something is malformed
     */
    public static Conninfo resolve(ConnectionRequest request, String password, ClientEnvironment environment) {
        return new Conninfo(parameters(request, password, environment), environment);
    }

    /** Describes the servers, database and user of a request, without a password; throws no exception. */
    public static String describe(ConnectionRequest request, ClientEnvironment environment) {
        try {
            Map<ConninfoKeyword, String> parameters = parameters(request, null, environment);
            List<HostSpec> hosts = HostList.of(parameters);
            return "host=" + shown(hosts, HostSpec::label) + " port=" + shown(hosts, HostSpec::port) + " dbname="
                    + ConnectionString.withoutPassword(parameters.get(ConninfoKeyword.DBNAME)) + " user="
                    + parameters.get(ConninfoKeyword.USER);
        } catch (SengiException e) {
            return "invalid connection parameters";
        }
    }

    private static String shown(List<HostSpec> hosts, Function<HostSpec, String> part) {
        return hosts.stream()
                .map(part)
                // Abstract sockets begin with an at sign.
                .map(text -> text.startsWith("@") ? text : ConnectionString.withoutPassword(text))
                .collect(Collectors.joining(","));
    }

    private static Map<ConninfoKeyword, String> parameters(
            ConnectionRequest request, String password, ClientEnvironment environment) {
        Map<ConninfoKeyword, String> parameters = new EnumMap<>(ConninfoKeyword.class);
        putUnlessEmpty(parameters, ConninfoKeyword.HOST, request.host());
        putUnlessEmpty(parameters, ConninfoKeyword.PORT, request.port());
        putUnlessEmpty(parameters, ConninfoKeyword.USER, request.user());
        putUnlessEmpty(parameters, ConninfoKeyword.PASSWORD, password);
        if (request.dbname() != null && ConnectionString.isConnectionString(request.dbname())) {
            parameters.putAll(ConnectionString.parse(request.dbname()));
        } else {
            putUnlessEmpty(parameters, ConninfoKeyword.DBNAME, request.dbname());
        }
        if (request.passwordOverrides()) {
            putUnlessEmpty(parameters, ConninfoKeyword.PASSWORD, password);
        }
        putUnlessEmpty(parameters, ConninfoKeyword.DBNAME, request.overrideDbname());
        putUnlessEmpty(parameters, ConninfoKeyword.FALLBACK_APPLICATION_NAME, request.applicationName());
        addDefaults(parameters, environment);
        return parameters;
    }

    private static void putUnlessEmpty(Map<ConninfoKeyword, String> parameters, ConninfoKeyword keyword, String value) {
        if (value != null && !value.isEmpty()) {
            parameters.put(keyword, value);
        }
    }

    private static void addDefaults(Map<ConninfoKeyword, String> parameters, ClientEnvironment environment) {
        Optional.ofNullable(parameters.get(ConninfoKeyword.SERVICE))
                .or(() -> environment.variable("PGSERVICE"))
                .ifPresent(service -> ServiceFile.lookUp(service, environment).forEach(parameters::putIfAbsent));
        for (ConninfoKeyword keyword : ConninfoKeyword.values()) {
            keyword.variable()
                    .flatMap(environment::variable)
                    .ifPresent(value -> parameters.putIfAbsent(keyword, value));
        }
        if (!environment.isUserKnown()
                && parameters.getOrDefault(ConninfoKeyword.USER, "").isEmpty()) {
            throw new SengiException("local user with ID " + KerberosCredentials.userId() + " does not exist");
        }
        putDefault(parameters, ConninfoKeyword.USER, environment.osUser());
        putDefault(parameters, ConninfoKeyword.DBNAME, parameters.get(ConninfoKeyword.USER));
        environment
                .variable("PGREQUIRESSL")
                .filter(value -> value.startsWith("1"))
                .ifPresent(value -> parameters.putIfAbsent(ConninfoKeyword.SSLMODE, "require"));
        boolean systemRoots = "system".equals(parameters.get(ConninfoKeyword.SSLROOTCERT));
        parameters.putIfAbsent(ConninfoKeyword.SSLMODE, systemRoots ? "verify-full" : "prefer");
    }

    private static void putDefault(Map<ConninfoKeyword, String> parameters, ConninfoKeyword keyword, String value) {
        if (parameters.getOrDefault(keyword, "").isEmpty()) {
            parameters.put(keyword, value);
        }
    }

    private static PasswordFile passwordFile(Map<ConninfoKeyword, String> parameters, ClientEnvironment environment) {
        String passfile = parameters.getOrDefault(ConninfoKeyword.PASSFILE, "");
        return new PasswordFile(
                passfile.isEmpty() ? environment.homeFile(".pgpass") : passfile, environment.warnings());
    }

    /** Returns a parameter's value, or nothing if it is unset or empty. */
    public Optional<String> get(ConninfoKeyword keyword) {
        return Optional.ofNullable(parameters.get(keyword)).filter(value -> !value.isEmpty());
    }

    /** Returns a parameter's value as it was given, even if it is empty. */
    public Optional<String> given(ConninfoKeyword keyword) {
        return Optional.ofNullable(parameters.get(keyword));
    }

    /** Returns the servers to try, in order. */
    public List<HostSpec> hosts() {
        return hosts;
    }

    public String user() {
        return parameters.get(ConninfoKeyword.USER);
    }

    public String dbname() {
        return parameters.get(ConninfoKeyword.DBNAME);
    }

    /** Returns the encoding to request from the server, or nothing if the session keeps its own. */
    public Optional<String> clientEncoding() {
        return clientEncoding;
    }

    public ClientEnvironment environment() {
        return environment;
    }

    /** Returns the name of a file in the directory where libpq looks for certificates and keys. */
    String userFile(String name) {
        return environment.homeFile(".postgresql/" + name);
    }

    /** Returns the value of an environment variable that does not belong to a parameter. */
    Optional<String> variable(String name) {
        return environment.variable(name);
    }

    /** Returns the password file, which is used if no password was given. */
    public PasswordFile passwordFile() {
        return passwordFile;
    }

    /** Returns the password for a server: the given one, or else the one in the password file. */
    public Optional<String> password(HostSpec host) {
        return get(ConninfoKeyword.PASSWORD).or(() -> Optional.ofNullable(filePasswords.get(host)));
    }

    private Optional<String> filePassword(HostSpec host) {
        String name = host.label();
        boolean local = name.isEmpty() || name.equals(HostList.DEFAULT_SOCKET_DIRECTORY);
        return passwordFile.lookUp(local ? "localhost" : name, host.port(), dbname(), user());
    }

    @Override
    public String toString() {
        return "Conninfo[hosts=" + hosts + ", dbname=" + dbname() + ", user=" + user() + "]";
    }
}
