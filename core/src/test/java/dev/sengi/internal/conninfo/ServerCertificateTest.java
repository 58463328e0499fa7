package dev.sengi.internal.conninfo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.internal.text.NativeText;
import dev.sengi.testing.Pem;
import dev.sengi.testing.TestAuthority;
import dev.sengi.testing.TestAuthority.Issued;
import dev.sengi.testing.TlsServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which server certificates are accepted; compared with libpq if that is installed. */
class ServerCertificateTest {
    private static final GeneralName LOCALHOST = dns("localhost");
    private static final Duration VALID = Duration.ofDays(1);
    private static final Duration EXPIRED = Duration.ofMinutes(1);
    private static final String TLS = "TLSv1.3";
    private static final String UNVERIFIED = "SSL error: certificate verify failed";

    @TempDir
    private static Path folder;

    private static TestAuthority root;
    private static TestAuthority other;
    private static Issued server;
    private static TlsServer running;
    private static ConnectionOutcome outcome;

    @BeforeAll
    static void start() throws IOException, GeneralSecurityException, SQLException {
        root = TestAuthority.root("root");
        other = TestAuthority.root("other");
        write("root.crt", Pem.of(root.certificate()));
        write("other.crt", Pem.of(other.certificate()));
        running = TlsServer.start(Pem.of(root.certificate()));
        server = root.issue("localhost", LOCALHOST, ip("127.0.0.1"), ip("::1"));
        present(server);
        outcome = outcome("host=localhost");
    }

    @AfterAll
    static void stop() throws IOException {
        running.close();
    }

    private static ConnectionOutcome outcome(String host) {
        return new ConnectionOutcome(
                host + " port=" + running.port() + " user=postgres dbname=postgres", folder.resolve("home"));
    }

    @Test
    void isVerifiedIfARootExists() throws SQLException {
        assertThat(connect("sslmode=verify-full", "root.crt")).isEqualTo(TLS);
        assertThat(connect("sslmode=require", "root.crt")).isEqualTo(TLS);
        assertThat(connect("sslmode=verify-ca", "other.crt")).endsWith("failed: " + UNVERIFIED);
        assertThat(connect("sslmode=require", "other.crt")).endsWith("failed: " + UNVERIFIED);
        assertThat(connect("sslmode=require", "none.crt")).isEqualTo(TLS);
        assertThat(connect("sslmode=verify-full", "none.crt"))
                .contains("failed: root certificate file \"" + folder.resolve("none.crt") + "\" does not exist\n");
    }

    @Test
    void connectsWithoutEncryptionIfTheRootDoesNotFitAndEncryptionIsOnlyPreferred() throws SQLException {
        assertThat(connect("sslmode=prefer", "other.crt")).isEqualTo("plain");
        assertThat(connect("sslmode=prefer user=sslonly", "other.crt"))
                .contains("failed: " + UNVERIFIED + "\n", "no encryption");
    }

    @Test
    void filesOfRootsNeedCertificatesAndMayContainMore() throws IOException, GeneralSecurityException, SQLException {
        write("two.crt", "A comment\n" + Pem.of(other.certificate(), root.certificate()));
        assertThat(connect("sslmode=verify-ca", "two.crt")).isEqualTo(TLS);
        write("empty.crt", "");
        assertThat(connect("sslmode=verify-ca", "empty.crt")).endsWith(": no certificate or crl found");
        Files.write(folder.resolve("der.crt"), root.certificate().getEncoded());
        assertThat(connect("sslmode=verify-ca", "der.crt")).endsWith(": no certificate or crl found");
        write("cut.crt", Pem.of(root.certificate()) + Pem.of("CERTIFICATE", new byte[3]));
        assertThat(connect("sslmode=verify-ca", "cut.crt")).endsWith(": wrong tag");
    }

    @Test
    void intermediatesAreNotRoots() throws IOException, GeneralSecurityException, SQLException {
        TestAuthority intermediate = root.intermediate("intermediate");
        Issued issued = intermediate.issue("localhost", LOCALHOST);
        write("intermediate.crt", Pem.of(intermediate.certificate()));
        write("both.crt", Pem.of(intermediate.certificate(), root.certificate()));
        present(issued);
        try {
            assertThat(connect("sslmode=verify-ca", "root.crt")).endsWith(UNVERIFIED);
            assertThat(connect("sslmode=verify-ca", "intermediate.crt")).endsWith(UNVERIFIED);
            assertThat(connect("sslmode=verify-ca", "both.crt")).isEqualTo(TLS);
            running.present(
                    Pem.of(issued.certificate(), intermediate.certificate()),
                    Pem.of(issued.keys().getPrivate()));
            assertThat(connect("sslmode=verify-full", "root.crt")).isEqualTo(TLS);
            assertThat(connect("sslmode=verify-ca", "intermediate.crt")).endsWith(UNVERIFIED);
            // Each certificate of the chain needs a revocation list from its issuer.
            write("root.crl", Pem.of(root.revoke(VALID)));
            assertThat(connect("sslmode=verify-ca" + file(" sslcrl", "root.crl"), "root.crt"))
                    .endsWith(UNVERIFIED);
            write("both.crl", Pem.of(root.revoke(VALID)) + Pem.of(intermediate.revoke(VALID)));
            assertThat(connect("sslmode=verify-ca" + file(" sslcrl", "both.crl"), "root.crt"))
                    .isEqualTo(TLS);
            write(
                    "both.crl",
                    Pem.of(root.revoke(VALID, intermediate.certificate())) + Pem.of(intermediate.revoke(VALID)));
            assertThat(connect("sslmode=verify-ca" + file(" sslcrl", "both.crl"), "root.crt"))
                    .endsWith(UNVERIFIED);
        } finally {
            present(server);
        }
    }

    @Test
    void serversOwnCertificateIsARootIfItSignsItself() throws IOException, GeneralSecurityException, SQLException {
        write("server.crt", Pem.of(server.certificate()));
        assertThat(connect("sslmode=verify-ca", "server.crt")).endsWith(UNVERIFIED);
        running.present(Pem.of(root.certificate()), Pem.of(root.keys().getPrivate()));
        try {
            // Its key may sign only certificates.
            assertThat(connect("sslmode=verify-ca", "root.crt")).endsWith(UNVERIFIED);
        } finally {
            present(server);
        }
    }

    @Test
    void revokedCertificatesAreRefused() throws IOException, GeneralSecurityException, SQLException {
        write("none.crl", Pem.of(root.revoke(VALID)));
        write("revoked.crl", Pem.of(root.revoke(VALID, server.certificate())));
        write("expired.crl", Pem.of(root.revoke(EXPIRED)));
        write("other.crl", Pem.of(other.revoke(VALID)));
        String verify = "sslmode=verify-ca";
        assertThat(connect(verify + file(" sslcrl", "none.crl"), "root.crt")).isEqualTo(TLS);
        assertThat(connect(verify + file(" sslcrl", "revoked.crl"), "root.crt")).endsWith("failed: " + UNVERIFIED);
        assertThat(connect("sslmode=require" + file(" sslcrl", "revoked.crl"), "root.crt"))
                .endsWith(UNVERIFIED);
        assertThat(connect(verify + file(" sslcrl", "expired.crl"), "root.crt")).endsWith(UNVERIFIED);
        assertThat(connect(verify + file(" sslcrl", "other.crl"), "root.crt")).endsWith(UNVERIFIED);
        // libpq ignores a missing file, but with a file that contains no list every check fails.
        assertThat(connect(verify + file(" sslcrl", "missing.crl"), "root.crt")).isEqualTo(TLS);
        assertThat(connect(verify + file(" sslcrl", "root.crt"), "root.crt")).endsWith(UNVERIFIED);
    }

    @Test
    void listsOfADirectoryAreUsed() throws IOException, GeneralSecurityException, SQLException {
        // The file name that "openssl rehash" gives to the list of CN=root.
        String name = NameHash.of(root.certificate()) + ".r0";
        Files.createDirectories(folder.resolve("good"));
        Files.createDirectories(folder.resolve("bad"));
        Files.createDirectories(folder.resolve("unhashed"));
        write("good/" + name, Pem.of(root.revoke(VALID)));
        write("bad/" + name, Pem.of(root.revoke(VALID, server.certificate())));
        write("unhashed/root.crl", Pem.of(root.revoke(VALID)));
        String verify = "sslmode=verify-ca";
        assertThat(connect(verify + file(" sslcrldir", "good"), "root.crt")).isEqualTo(TLS);
        assertThat(connect(verify + file(" sslcrldir", "bad"), "root.crt")).endsWith(UNVERIFIED);
        assertThat(connect(verify + file(" sslcrldir", "unhashed"), "root.crt")).endsWith(UNVERIFIED);
        assertThat(connect(verify + file(" sslcrldir", "missing"), "root.crt")).endsWith(UNVERIFIED);
    }

    @Test
    void weakRootsAreRefused() throws IOException, GeneralSecurityException, SQLException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(1024);
        TestAuthority weak = TestAuthority.root("weak", generator.generateKeyPair(), "SHA256withRSA");
        TestAuthority rsa = TestAuthority.root("rsa", "RSA", "SHA256withRSA");
        write("weak.crt", Pem.of(weak.certificate()));
        write("rsa.crt", Pem.of(rsa.certificate()));
        try {
            present(weak.issue("localhost", LOCALHOST));
            assertThat(connect("sslmode=verify-ca", "weak.crt")).endsWith(UNVERIFIED);
            present(rsa.issue("localhost", LOCALHOST));
            assertThat(connect("sslmode=verify-ca", "rsa.crt")).isEqualTo(TLS);
        } finally {
            present(server);
        }
    }

    @Test
    void theUsersFilesAreTheDefaults() throws IOException, GeneralSecurityException, SQLException {
        Path defaults = Files.createDirectories(folder.resolve("home/.postgresql"));
        try {
            write("home/.postgresql/root.crt", Pem.of(root.certificate()));
            assertThat(outcome.of("sslmode=verify-full")).isEqualTo(TLS);
            write("home/.postgresql/root.crl", Pem.of(root.revoke(VALID, server.certificate())));
            assertThat(outcome.of("sslmode=verify-full")).endsWith(UNVERIFIED);
            write("none.crl", Pem.of(root.revoke(VALID)));
            assertThat(outcome.of("sslmode=verify-full" + file(" sslcrl", "none.crl")))
                    .isEqualTo(TLS);
            assertThat(outcome.of("")).isEqualTo("plain");
        } finally {
            Files.deleteIfExists(defaults.resolve("root.crt"));
            Files.deleteIfExists(defaults.resolve("root.crl"));
        }
    }

    @Test
    void systemsRootsAreThoseOfOpenSsl() throws IOException, GeneralSecurityException, SQLException {
        Files.createDirectories(folder.resolve("certs"));
        write("certs/" + NameHash.of(root.certificate()) + ".0", Pem.of(root.certificate()));
        assertThat(system(Map.of())).endsWith("failed: " + UNVERIFIED);
        assertThat(system(Map.of("SSL_CERT_FILE", folder.resolve("root.crt").toString())))
                .isEqualTo(TLS);
        assertThat(system(Map.of("SSL_CERT_FILE", folder.resolve("other.crt").toString())))
                .endsWith(UNVERIFIED);
        assertThat(system(Map.of("SSL_CERT_DIR", "/nowhere:" + folder.resolve("certs"))))
                .isEqualTo(TLS);
        assertThat(outcome.of("sslrootcert=system sslmode=require")).startsWith("weak sslmode \"require\"");
    }

    /** Java cannot pass such a variable to another program. */
    @Test
    void systemsRootsMayHaveNamesThatAreNotUtf8() throws IOException, SQLException {
        String file = folder.resolve("root").toString() + "\udce9.crt";
        Files.copy(folder.resolve("root.crt"), NativeText.path(file));
        assertThat(outcome.ours("sslrootcert=system", Map.of("SSL_CERT_FILE", file)))
                .isEqualTo(TLS);
        assertThat(outcome.ours("sslrootcert=system", Map.of("SSL_CERT_DIR", file)))
                .endsWith(UNVERIFIED);
    }

    private static String system(Map<String, String> variables) throws SQLException {
        return outcome.of("sslrootcert=system", variables);
    }

    @Test
    void addressesAreVerified() throws SQLException {
        String full = "sslmode=verify-full" + file(" sslrootcert", "root.crt");
        assertThat(outcome("host=127.0.0.1").of(full)).isEqualTo(TLS);
        assertThat(outcome("host=::1 hostaddr=127.0.0.1").of(full)).isEqualTo(TLS);
        assertThat(outcome("host=0:0:0:0:0:0:0:1 hostaddr=127.0.0.1").of(full)).isEqualTo(TLS);
        assertThat(outcome("host=127.1 hostaddr=127.0.0.1").of(full)).isEqualTo(TLS);
        assertThat(outcome("host=127.0.0.2 hostaddr=127.0.0.1").of(full))
                .endsWith("server certificate for \"localhost\" (and 2 other names) does not match host name"
                        + " \"127.0.0.2\"");
        assertThat(outcome("hostaddr=127.0.0.1").of(full))
                .endsWith("host name must be specified for a verified SSL connection");
    }

    @Test
    void namesMatchAsInLibpq() throws IOException, GeneralSecurityException, SQLException {
        String[] hosts = {
            "localhost",
            "LOCALHOST",
            "127.0.0.1",
            "a.example",
            "A.Example",
            "x.b.example",
            "x.y.b.example",
            "b.example",
            "my_host",
            "10.0.0.1",
            "2001:db8::1",
            "localhost."
        };
        GeneralName[][] names = {
            {},
            {dns("a.example"), dns("*.b.example"), ip("10.0.0.1")},
            {dns("my_host")},
            {ip("2001:db8::1")},
            {new GeneralName(GeneralName.rfc822Name, "me@a.example")},
            {dns("*.example"), dns("*")}
        };
        try {
            for (GeneralName[] each : names) {
                present(root.issue("localhost", each));
                for (String host : hosts) {
                    // Compares with libpq if it is installed; the assertions below hold without it.
                    outcome("host=" + host + " hostaddr=127.0.0.1")
                            .of("sslmode=verify-full" + file(" sslrootcert", "root.crt"));
                }
            }
            present(root.issue("localhost", dns("my_host"), ip("2001:db8::1")));
            assertThat(full("my_host")).isEqualTo(TLS);
            assertThat(full("2001:db8:0::1")).isEqualTo(TLS);
            assertThat(full("localhost"))
                    .endsWith("server certificate for \"my_host\" (and 1 other name) does not match host name"
                            + " \"localhost\"");
        } finally {
            present(server);
        }
    }

    private static String full(String host) throws SQLException {
        return outcome("host=" + host + " hostaddr=127.0.0.1")
                .of("sslmode=verify-full" + file(" sslrootcert", "root.crt"));
    }

    @Test
    void channelsAreBoundToCertificatesOfAllKinds() throws IOException, GeneralSecurityException, SQLException {
        String bound = "user=scram password=secret channel_binding=require sslmode=require";
        TestAuthority rsa = TestAuthority.root("rsa", "RSA", "SHA256withRSA");
        try {
            assertThat(outcome.of(bound)).isEqualTo(TLS);
            for (String signature : new String[] {"SHA256withRSA", "SHA256withRSAandMGF1", "SHA384withRSAandMGF1"}) {
                present(rsa.issue("localhost", TestAuthority.keys("RSA"), signature, LOCALHOST));
                assertThat(outcome.of(bound)).isEqualTo(TLS);
            }
            present(rsa.issue("localhost", TestAuthority.keys("RSASSA-PSS"), "SHA512withRSAandMGF1", LOCALHOST));
            assertThat(outcome.of(bound)).isEqualTo(TLS);
            TestAuthority edwards = TestAuthority.root("edwards", "Ed25519", "Ed25519");
            write("edwards.crt", Pem.of(edwards.certificate()));
            present(edwards.issue("localhost", TestAuthority.keys("Ed25519"), "Ed25519", LOCALHOST));
            assertThat(connect("sslmode=verify-full", "edwards.crt")).isEqualTo(TLS);
            assertThat(outcome.of(bound)).endsWith("could not find digest for NID UNDEF");
            assertThat(outcome.of("user=scram password=secret channel_binding=disable"))
                    .isEqualTo(TLS);
            // Works although libpq fails.
            assertThat(outcome.ours("user=scram password=secret", Map.of())).isEqualTo(TLS);
        } finally {
            present(server);
        }
    }

    private static String connect(String parameters, String rootFile) throws SQLException {
        return outcome.of(parameters + file(" sslrootcert", rootFile));
    }

    private static String file(String keyword, String name) {
        return keyword + "=" + folder.resolve(name);
    }

    private static void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private static void present(Issued issued) throws IOException, GeneralSecurityException, SQLException {
        running.present(Pem.of(issued.certificate()), Pem.of(issued.keys().getPrivate()));
    }

    private static GeneralName dns(String name) {
        return new GeneralName(GeneralName.dNSName, name);
    }

    private static GeneralName ip(String address) {
        return new GeneralName(GeneralName.iPAddress, address);
    }

    /** The hash of a subject's name from which OpenSSL derives file names, for names of one printable attribute. */
    private static final class NameHash {
        static String of(X509Certificate certificate) throws GeneralSecurityException {
            String name = certificate.getSubjectX500Principal().getName().substring("CN=".length());
            byte[] text = name.getBytes(StandardCharsets.US_ASCII);
            byte[] canonical = new byte[text.length + 11];
            byte[] start = {
                0x31,
                (byte) (text.length + 9),
                0x30,
                (byte) (text.length + 7),
                6,
                3,
                0x55,
                4,
                3,
                0x0c,
                (byte) text.length
            };
            System.arraycopy(start, 0, canonical, 0, start.length);
            System.arraycopy(text, 0, canonical, start.length, text.length);
            byte[] hash = MessageDigest.getInstance("SHA-1").digest(canonical);
            return String.format(Locale.ROOT, "%02x%02x%02x%02x", hash[3], hash[2], hash[1], hash[0]);
        }
    }
}
