package dev.sengi.internal.conninfo.parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.sengi.SengiException;
import dev.sengi.internal.conninfo.ConninfoSource;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The meaning of connection strings. The commands' tests compare it with libpq. */
class ConnectionStringTest {

    @Test
    void uriHasAllParts() {
        assertThat(ConnectionString.parse(
                        "postgresql://me:s%40crt@db.example:5433/my%20db?sslmode=require&options=-c%20a%3Db"))
                .containsOnly(
                        entry(ConninfoKeyword.USER, "me"),
                        entry(ConninfoKeyword.PASSWORD, "s@crt"),
                        entry(ConninfoKeyword.HOST, "db.example"),
                        entry(ConninfoKeyword.PORT, "5433"),
                        entry(ConninfoKeyword.DBNAME, "my db"),
                        entry(ConninfoKeyword.SSLMODE, "require"),
                        entry(ConninfoKeyword.OPTIONS, "-c a=b"));
    }

    @Test
    void uriMayHaveNoPartAtAll() {
        assertThat(ConnectionString.parse("postgres://")).isEmpty();
        assertThat(ConnectionString.parse("postgres:///?")).isEmpty();
        assertThat(ConnectionString.parse("postgres://@/")).isEmpty();
    }

    @Test
    void uriHasSeveralHosts() {
        assertThat(ConnectionString.parse("postgresql://a,[::1]:2,c:3?dbname=d&ssl=true"))
                .containsOnly(
                        entry(ConninfoKeyword.HOST, "a,::1,c"),
                        entry(ConninfoKeyword.PORT, ",2,3"),
                        entry(ConninfoKeyword.DBNAME, "d"),
                        entry(ConninfoKeyword.SSLMODE, "require"));
    }

    @Test
    void uriEncodesAUnixSocketsDirectory() {
        assertThat(ConnectionString.parse("postgresql://%2Fvar%2Frun/db"))
                .containsOnly(entry(ConninfoKeyword.HOST, "/var/run"), entry(ConninfoKeyword.DBNAME, "db"));
    }

    @Test
    void keywordsAndValuesMayBeQuoted() {
        assertThat(ConnectionString.parse(
                        "  host = localhost dbname='it\\'s \\\\ here' user=a\\ b password = ''port=1"))
                .containsOnly(
                        entry(ConninfoKeyword.HOST, "localhost"),
                        entry(ConninfoKeyword.DBNAME, "it's \\ here"),
                        entry(ConninfoKeyword.USER, "a b"),
                        entry(ConninfoKeyword.PASSWORD, ""),
                        entry(ConninfoKeyword.PORT, "1"));
    }

    @Test
    void lastValueOfAKeywordWins() {
        assertThat(ConnectionString.parse("port=1 port=2")).containsOnly(entry(ConninfoKeyword.PORT, "2"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "host localhost|missing \"=\" after \"host\" in connection info string",
                "a b=c|missing \"=\" after \"a\" in connection info string",
                "hots=x|invalid connection option \"hots\"",
                "host='x|unterminated quoted string in connection info string",
                "postgresql://h?x=1|invalid URI query parameter: \"x\"",
                "postgresql://h?port|missing key/value separator \"=\" in URI query parameter: \"port\"",
                "postgresql://h?a=b=c|extra key/value separator \"=\" in URI query parameter: \"a\"",
                "postgresql://h?&port=1|missing key/value separator \"=\" in URI query parameter: \"\"",
                "postgresql://h%zz|invalid percent-encoded token: \"h%zz\"",
                "postgresql://h%0|invalid percent-encoded token: \"h%0\"",
                "postgresql://h%00|forbidden value %00 in percent-encoded value: \"h%00\"",
            })
    void faultsAreReportedInLibpqsWords(String text, String message) {
        assertThatThrownBy(() -> ConnectionString.parse(text))
                .isInstanceOf(SengiException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://u:sec1@sec2@h/d",
                "postgresql://u:sec1@h,sec2@h:1/d",
                "postgresql://u:sec1@sec2:sec3@h/d",
                "postgresql://u:sec1@sec2:65@h:1/d",
                "host=sec1@h"
            })
    void passwordsAreNotShownLater(String dbname) {
        ConnectionRequest request = new ConnectionRequest(null, null, null, dbname, null, null);
        ClientEnvironment environment = new ClientEnvironment(Map.of(), "nobody", "/nowhere", warning -> {});
        ConninfoSource source = new ConninfoSource(request, environment);
        assertThatThrownBy(source::open).satisfies(e -> {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            assertThat(e).hasMessageContaining("***@h");
            assertThat(trace.toString()).doesNotContain("sec");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://u:sec%zzret@h/d",
                "postgresql://u:sec ret@h/d",
                "postgresql://u:secret@[::1",
                "postgresql://u:secret@[]/d",
                "postgresql://u:secret@[::1]x/d",
                "postgresql://u:sec1@sec2%zz@h/d",
                "postgresql://u:sec1@sec2 x@h/d",
                "postgresql://u:sec1@h:sec2%00@h/d",
                "postgresql://u:sec1@sec2/sec3@h%zz",
                "postgresql://u:sec1@[sec2@h/d",
                "postgresql://u:sec1@sec2[,[@h/d",
                "postgresql://u:@sec2,[::1@h",
                "postgresql://u:sec1@[sec2]x@h/d?application_name=a",
                "postgresql://u:sec1@h?sec2@h",
                "postgresql://u:sec1@h?sec2@h=1=2",
                "postgresql://u:sec1@h?sec2@h=1",
                "postgresql://u:sec1@h?x=sec2%zz@h",
                "postgresql://h/d?password=sec%zz",
                "postgresql://h/d?sslpassword=sec ret",
                "postgresql://h/d?oauth_client_secret=sec%00",
                "postgresql://[h/d?password=secret&user=u",
                "postgresql://[]/d?user=u& scram_client_key =secret",
            })
    void passwordsAreNotShown(String uri) {
        assertThatThrownBy(() -> ConnectionString.parse(uri))
                .isInstanceOf(SengiException.class)
                .hasMessageContaining("***")
                .hasMessageNotContaining("sec");
    }
}
