package dev.sengi.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sengi.testing.ProgramRun;
import dev.sengi.testing.RealClient;
import dev.sengi.testing.Result;
import dev.sengi.testing.ScriptDiff;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every parameter and variable of libpq that does not concern TLS, through the real pg_dump and ours. */
class ConnectionParameterOracleTest {
    private static final TestServer SERVER = TestServer.current();
    /** 32 bytes in base64. */
    private static final String KEY = "A".repeat(43) + "=";

    private static TestDatabase database;
    private static TestDatabase latin;

    @BeforeAll
    static void makeRoles() throws IOException {
        RealClient.require();
        PasswordRoles.make(SERVER, "param");
        database = SERVER.createDatabase();
        latin = SERVER.createDatabase("ENCODING 'LATIN1' LOCALE 'C'");
        SERVER.maintenance().execute("ALTER DATABASE " + latin.name() + " SET client_encoding = 'LATIN9'");
    }

    @AfterAll
    static void drop() {
        if (latin != null) {
            latin.close();
            database.close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "require_auth=''",
                "require_auth=none",
                "require_auth=!none",
                "require_auth=password",
                "require_auth=!password",
                "require_auth=scram-sha-256,md5",
                "require_auth=scram-sha-256,!md5",
                "require_auth=!scram-sha-256,md5",
                "require_auth=none,none",
                "require_auth=!none,!none",
                "require_auth=nonesuch",
                "require_auth=!nonesuch",
                "require_auth=!",
                "require_auth=,",
                "require_auth=none,",
                "require_auth='none, md5'",
                "require_auth=SCRAM-SHA-256",
                "require_auth=gss",
                "require_auth=sspi",
                "require_auth=oauth",
                "require_auth=!oauth",
                "user=param_scram require_auth=''",
                "user=param_scram require_auth=none",
                "user=param_scram require_auth=!none",
                "user=param_scram require_auth=password,md5",
                "user=param_scram require_auth=scram-sha-256",
                "user=param_scram require_auth=none,scram-sha-256",
                "user=param_scram require_auth=!scram-sha-256",
                "user=param_scram require_auth=!scram-sha-256,!oauth",
                "user=param_scram require_auth=!md5,!password",
                "user=param_scram require_auth=oauth",
                "user=param_scram require_auth=scram-sha-256 password=wrong",
                "user=param_scram require_auth=scram-sha-256 password=''",
                "user=param_md5 require_auth=md5",
                "user=param_md5 require_auth=!md5",
                "user=param_md5 require_auth=scram-sha-256",
                "user=param_md5 password=wrong",
                "user=param_password require_auth=password",
                "user=param_password require_auth=!password",
                "user=param_password require_auth=gss,sspi,oauth,md5,none",
                "user=param_password password=wrong",
                "user=param_reject"
            })
    void authenticationIsEnforcedAlike(String parameters) throws IOException {
        assertSame("password=secret " + parameters, Map.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "target_session_attrs=''",
                "target_session_attrs=ANY",
                "target_session_attrs=primary",
                "target_session_attrs=read-write",
                "load_balance_hosts=''",
                "load_balance_hosts=random",
                "load_balance_hosts=Random",
                "sslmode=''",
                "sslcertmode=require",
                "sslcertmode=require dbname=nonesuch",
                "sslcertmode=require require_auth=md5",
                "sslcertmode=require channel_binding=require",
                "host={socket} sslcertmode=require dbname=nonesuch",
                "sslnegotiation=''",
                "channel_binding=''",
                "gssencmode=''",
                "gssencmode=disable",
                "gssencmode=prefer",
                "gssencmode=require",
                "host={socket} gssencmode=require",
                "min_protocol_version=''",
                "max_protocol_version=''",
                "min_protocol_version=3.0",
                "min_protocol_version=3.1",
                "min_protocol_version=3.2",
                "min_protocol_version=latest",
                "max_protocol_version=3.0",
                "max_protocol_version=3.2",
                "max_protocol_version=latest",
                "min_protocol_version=3.2 max_protocol_version=3.0",
                "min_protocol_version=latest max_protocol_version=3.0",
                "min_protocol_version=latest max_protocol_version=3.2",
                "min_protocol_version=x load_balance_hosts=y",
                "replication=''",
                "replication=0",
                "replication=database",
                "replication=true",
                "replication=nonesuch",
                "user=postgres replication=database",
                "host={socket} requirepeer=nonesuch",
                "host={socket} requirepeer=''",
                "host=localhost requirepeer=nonesuch",
                "scram_client_key=''",
                "scram_server_key=''",
                "scram_client_key=x",
                "scram_server_key=x",
                "scram_client_key=AAAA",
                "scram_server_key=AAAA",
                "scram_client_key=x target_session_attrs=y",
                "scram_client_key=x load_balance_hosts=y",
                "scram_client_key=" + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "oauth_issuer=x oauth_client_id=x oauth_client_secret=x oauth_scope=x",
                "krbsrvname=x gsslib=x gssdelegation=1",
                "servicefile=x",
                "sslcompression=x",
                "sslkeylogfile=''",
                "keepalives=''",
                "keepalives=x",
                "keepalives=0",
                "keepalives=-1",
                "keepalives=0 keepalives_idle=x keepalives_count=1000 tcp_user_timeout=x",
                "keepalives_idle=''",
                "keepalives_idle=0",
                "keepalives_idle=32767",
                "keepalives_idle=32768",
                "keepalives_idle=00000000000000000000000000000007",
                "keepalives_idle=99999999999999999999",
                "keepalives_idle='\013+7\f'",
                "keepalives_idle='\u20037'",
                "keepalives_idle='7\u2003'",
                "keepalives_idle='7\u001c'",
                "keepalives_interval=x",
                "keepalives_interval=0",
                "keepalives_count=127",
                "keepalives_count=128",
                "keepalives_interval=-1 keepalives_count=x",
                "host={socket} keepalives=x keepalives_idle=x tcp_user_timeout=x",
                "tcp_user_timeout=''",
                "tcp_user_timeout=x",
                "tcp_user_timeout=0",
                "tcp_user_timeout=-1",
                "tcp_user_timeout=1000",
                "tcp_user_timeout=2147483647",
                "tcp_user_timeout=1 keepalives_idle=1 keepalives_count=2",
                "connect_timeout=''",
                "connect_timeout=x",
                "connect_timeout=1",
                "connect_timeout=000000000000001",
                "keepalives_idle=00000000000000010",
                "connect_timeout=-1",
                "connect_timeout=2147483647",
                "connect_timeout=99999999999",
                "host={socket} connect_timeout=x",
                "hostaddr=nonesuch",
                "hostaddr=localhost",
                "hostaddr=300.1.1.1",
                "hostaddr=127.1",
                "hostaddr=''",
                "application_name='' fallback_application_name=x",
                "options='-c nonesuch'",
                "options='-c geqo=nonesuch'",
                "options='-c nonesuch=1'",
                "user=''",
                "authtype=x",
                "host=/"
                        + "long/socket/folder/long/socket/folder/long/socket/folder/long/socket/folder/long/socket/folder/x"
            })
    void parameterIsTakenAlike(String parameters) throws IOException {
        assertSame(parameters.replace("{socket}", SERVER.socketDirectory().toString()), Map.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "client_encoding=''",
                "client_encoding=LATIN1",
                "client_encoding=WIN1252",
                "client_encoding=SQL_ASCII",
                "client_encoding=nonesuch",
                "client_encoding=auto",
                "client_encoding=Auto",
                "dbname={latin}",
                "dbname={latin} client_encoding=UTF8",
                "dbname={latin} client_encoding=KOI8R",
                "dbname={latin} options='-c client_encoding=UTF8'",
                "dbname={latin} options='--client-encoding=WIN1252'",
                "dbname={latin} options='-c client_encoding=UTF8' client_encoding=LATIN1",
                "dbname={latin} options='-c client_encoding=KOI8R'",
                "options='-c datestyle=german -c client_encoding=latin2'"
            })
    void encodingOfTheSessionIsTheDumps(String parameters) throws IOException {
        String named = parameters.replace("{latin}", latin.name());
        assertSame(named, Map.of());
        assertSame(named, Map.of("PGCLIENTENCODING", "LATIN5"));
        assertSame(named, Map.of("PGOPTIONS", "-c client_encoding=LATIN2"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PGDATESTYLE=nonesuch",
                "PGDATESTYLE=German",
                "PGDATESTYLE=default",
                "PGTZ=nonesuch",
                "PGTZ=Asia/Tokyo",
                "PGTZ=default",
                "PGTZ=",
                "PGGEQO=nonesuch",
                "PGGEQO=off",
                "PGGEQO=Default",
                "PGCLIENTENCODING=",
                "PGCLIENTENCODING=auto",
                "PGCLIENTENCODING=nonesuch",
                "PGCLIENTENCODING=latin-1",
                "PGREQUIREAUTH=",
                "PGREQUIREAUTH=md5",
                "PGTARGETSESSIONATTRS=",
                "PGLOADBALANCEHOSTS=",
                "PGMINPROTOCOLVERSION=nonesuch",
                "PGMAXPROTOCOLVERSION=nonesuch",
                "PGCHANNELBINDING=",
                "PGGSSENCMODE=",
                "PGGSSENCMODE=require",
                "PGCONNECT_TIMEOUT=",
                "PGCONNECT_TIMEOUT=x",
                "PGHOSTADDR=nonesuch",
                "PGOPTIONS=-c nonesuch",
                "PGREQUIRESSL=1",
                "PGSSLMODE=",
                "PGAPPNAME=x",
                "PGPASSWORD=wrong",
                "PGPASSFILE=/nowhere",
                "PGKRBSRVNAME=x",
                "PGGSSLIB=x",
                "PGGSSDELEGATION=1",
                "PGREQUIREPEER=nonesuch"
            })
    void variableIsTakenAlike(String variable) throws IOException {
        int equals = variable.indexOf('=');
        Map<String, String> variables = Map.of(variable.substring(0, equals), variable.substring(equals + 1));
        assertSame("", variables);
        assertSame("user=param_password host=" + SERVER.socketDirectory(), variables);
    }

    @Test
    void localeDecidesForAuto() throws IOException {
        assertSame("client_encoding=auto", Map.of("LC_ALL", "C.UTF-8"));
        assertSame("client_encoding=auto", Map.of("LC_ALL", "", "LC_CTYPE", "", "LANG", "C.UTF-8"));
        assertSame("client_encoding=auto", Map.of("LC_ALL", "POSIX", "LANG", "C.UTF-8"));
    }

    static Stream<Arguments> languagesAndCodeSets() {
        Stream<Arguments> many = Stream.of(
                Arguments.of("pl_PL", "CP1250"),
                Arguments.of("ko_KR", "CP949"),
                Arguments.of("ko_KR", "JOHAB"),
                Arguments.of("ja_JP", "SHIFT_JIS"),
                Arguments.of("ru_RU", "KOI8-R"));
        Stream<Arguments> more = Stream.of(
                Arguments.of("de_DE", "CP1252"),
                Arguments.of("el_GR", "CP1253"),
                Arguments.of("tr_TR", "CP1254"),
                Arguments.of("ar_SA", "CP1256"),
                Arguments.of("lt_LT", "CP1257"),
                Arguments.of("vi_VN", "CP1258"),
                Arguments.of("vi_VN", "TCVN5712-1"),
                Arguments.of("zh_HK", "BIG5-HKSCS"),
                Arguments.of("ru_RU", "IBM866"),
                Arguments.of("th_TH", "TIS-620"));
        return TestServer.isThorough() ? Stream.concat(many, more) : many;
    }

    /** Locales of these encodings, which are compiled for the real program. */
    @ParameterizedTest
    @MethodSource("languagesAndCodeSets")
    void encodingOfTheLocaleDecidesForAuto(String language, String codeSet, @TempDir Path folder) throws IOException {
        String locale = language + "." + codeSet;
        assumeTrue(Files.isDirectory(Path.of("/usr/share/i18n/charmaps")), "the package locales is not installed");
        ProgramRun.of(
                Path.of("localedef"),
                List.of("-c", "-i", language, "-f", codeSet, folder + "/" + locale),
                new byte[0],
                Map.of());
        assertThat(folder.resolve(locale).resolve("LC_CTYPE")).exists();
        Map<String, String> variables = Map.of("LOCPATH", folder.toString(), "LC_ALL", locale, "LANGUAGE", "C");
        assertSame("client_encoding=auto", variables);
        assertSame("client_encoding=auto sslmode=nonesuch", variables);
        assertSame("client_encoding=auto host=localhost,localhost port=1,1", variables);
    }

    @Test
    void socketsOwnerMayBeRequired() throws IOException {
        String socket = "host=" + SERVER.socketDirectory() + " requirepeer=";
        String refusal = CommandOracle.run("pg_dump", arguments(socket + "nonesuch"), Map.of())
                .stderr();
        String owner = refusal.substring(refusal.lastIndexOf("user name is \"") + 14, refusal.lastIndexOf('"'));
        assertSame(socket + owner, Map.of());
    }

    /** Servers before 18 support only the protocol's first version. */
    @Test
    void theProtocolIsEnforcedOnOldServersAlike() throws IOException {
        String old = "dbname=postgres user=postgres port=" + TestServer.of(17).port();
        assertSame(old + " min_protocol_version=3.2", Map.of());
        assertSame(old + " max_protocol_version=3.2", Map.of());
    }

    /** A parameter that is not supported is rejected by name if it would matter. */
    @Test
    void unsupportedParametersAreRefused() throws IOException {
        assertRefused("user=param_scram scram_client_key=" + KEY + " scram_server_key=" + KEY, "scram_client_key");
        assertRefused("user=param_scram password=x scram_server_key=" + KEY, "scram_server_key");
        try (ScriptedServer oauth = new ScriptedServer(ScriptedServer.request(10, "OAUTHBEARER\0\0"))) {
            assertRefused("port=" + oauth.port() + " oauth_issuer=https://x oauth_client_id=y", "oauth_issuer");
        }
    }

    private static void assertRefused(String parameters, String name) {
        Result ours = CommandOracle.run("pg_dump", arguments(parameters), Map.of());
        assertThat(ours.stderr()).contains("connection option \"" + name + "\" is not supported");
        assertThat(ours.exitCode()).isEqualTo(1);
    }

    private static void assertSame(String parameters, Map<String, String> variables) throws IOException {
        Map<String, String> all = new HashMap<>(variables);
        // The real program must not run in the tests' own locale.
        all.putIfAbsent("LC_ALL", "C");
        Result real = RealClient.require().run("pg_dump", arguments(parameters), new byte[0], all);
        Result ours = CommandOracle.run("pg_dump", arguments(parameters), all);
        assertThat(ours.stderr()).as("messages of %s %s", parameters, variables).isEqualTo(real.stderr());
        assertThat(ours.exitCode()).isEqualTo(real.exitCode());
        ScriptDiff.assertSame(real.stdout(), ours.stdout());
    }

    private static List<String> arguments(String parameters) {
        List<String> arguments = new ArrayList<>(List.of("-w", "-s"));
        String host = parameters.contains("host=") ? "" : "host=localhost ";
        String port = parameters.contains("port=") ? "" : "port=" + SERVER.port() + " ";
        String dbname = parameters.contains("dbname=") ? "" : "dbname=" + database.name() + " ";
        String user = parameters.contains("user=") ? "" : "user=param_trust ";
        arguments.add(host + port + dbname + user + parameters);
        return arguments;
    }
}
