package dev.sengi.internal.conninfo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.testing.Pem;
import dev.sengi.testing.TestAuthority;
import dev.sengi.testing.TestAuthority.Issued;
import dev.sengi.testing.TestServer;
import dev.sengi.testing.TlsServer;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which certificate a client presents, and from which files; compared with libpq if that is installed. */
class ClientCertificateTest {
    private static final String ACCEPTED = "TLSv1.3 /CN=certuser";
    private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();
    private static final char[] PASSWORD = "secret".toCharArray();

    @TempDir
    private static Path folder;

    private static TestAuthority root;
    private static TestAuthority other;
    private static Issued rsa;
    private static Issued ec;
    private static TlsServer running;
    private static ConnectionOutcome outcome;
    private static ConnectionOutcome trusted;

    @BeforeAll
    static void start() throws IOException, GeneralSecurityException, SQLException {
        root = TestAuthority.root("root");
        other = TestAuthority.root("other");
        running = TlsServer.start(Pem.of(root.certificate()));
        Issued server = root.issue("localhost", new GeneralName(GeneralName.dNSName, "localhost"));
        running.present(Pem.of(server.certificate()), Pem.of(server.keys().getPrivate()));
        rsa = root.issue("certuser", TestAuthority.keys("RSA"), root.signature());
        // Java's own EC keys omit the curve in SEC 1, which requires it.
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", PROVIDER);
        generator.initialize(256);
        ec = root.issue("certuser", generator.generateKeyPair(), root.signature());
        write("rsa.crt", Pem.of(rsa.certificate()));
        write("ec.crt", Pem.of(ec.certificate()));
        write("rsa.key", Pem.of(rsa.keys().getPrivate()));
        write("ec.key", Pem.of(ec.keys().getPrivate()));
        String address = "host=localhost dbname=postgres sslmode=require port=" + running.port();
        outcome = new ConnectionOutcome(address + " user=certuser", folder.resolve("home"));
        trusted = new ConnectionOutcome(address + " user=postgres", folder.resolve("home"));
    }

    @AfterAll
    static void stop() throws IOException {
        running.close();
    }

    @Test
    void keysInPemAreReadInAllForms() throws IOException, SQLException {
        assertThat(with("rsa.crt", "rsa.key")).isEqualTo(ACCEPTED);
        assertThat(with("ec.crt", "ec.key")).isEqualTo(ACCEPTED);
        assertThat(with("rsa.crt", "pkcs1.key", traditional(rsa.keys().getPrivate(), null)))
                .isEqualTo(ACCEPTED);
        assertThat(with("ec.crt", "sec1.key", traditional(ec.keys().getPrivate(), null)))
                .isEqualTo(ACCEPTED);
        assertThat(with("rsa.crt", "crlf.key", Pem.of(rsa.keys().getPrivate()).replace("\n", "\r\n")))
                .isEqualTo(ACCEPTED);
        assertThat(with(
                        "rsa.crt",
                        "noted.key",
                        "Bag Attributes\n    friendlyName: x\n"
                                + Pem.of(rsa.keys().getPrivate())))
                .isEqualTo(ACCEPTED);
    }

    @Test
    void keysInDerAreReadIfNotEncrypted() throws IOException, SQLException {
        Path file = folder.resolve("rsa.der");
        Files.write(file, rsa.keys().getPrivate().getEncoded());
        protect(file);
        assertThat(with("rsa.crt", "rsa.der")).isEqualTo(ACCEPTED);
        Files.write(
                file,
                PrivateKeyInfo.getInstance(rsa.keys().getPrivate().getEncoded())
                        .parsePrivateKey()
                        .toASN1Primitive()
                        .getEncoded());
        assertThat(with("rsa.crt", "rsa.der")).isEqualTo(ACCEPTED);
        Files.write(
                file,
                PrivateKeyInfo.getInstance(ec.keys().getPrivate().getEncoded())
                        .parsePrivateKey()
                        .toASN1Primitive()
                        .getEncoded());
        assertThat(with("ec.crt", "rsa.der")).isEqualTo(ACCEPTED);
    }

    @Test
    void traditionallyEncryptedKeysNeedTheirPassword() throws IOException, SQLException {
        for (String cipher : new String[] {"AES-128-CBC", "AES-192-CBC", "AES-256-CBC", "DES-EDE3-CBC"}) {
            String key = traditional(rsa.keys().getPrivate(), cipher);
            assertThat(with("rsa.crt", "encrypted.key", key, "secret")).isEqualTo(ACCEPTED);
            wrongPasswordsAreRefused(paddings(cipher.equals("AES-128-CBC")));
        }
        assertThat(with("ec.crt", "encrypted.key", traditional(ec.keys().getPrivate(), "AES-256-CBC"), "secret"))
                .isEqualTo(ACCEPTED);
        assertThat(with("rsa.crt", "des.key", traditional(rsa.keys().getPrivate(), "DES-CBC"), "secret"))
                .endsWith("des.key\": unsupported");
        // libpq would prompt for the password on the terminal.
        assertThat(outcome.ours(files("ec.crt", "encrypted.key"), Map.of()))
                .endsWith("could not load private key file \"" + folder.resolve("encrypted.key")
                        + "\": processing error");
    }

    @Test
    void encryptedPkcs8KeysNeedTheirPassword() throws IOException, OperatorCreationException, SQLException {
        ASN1ObjectIdentifier[] algorithms = {
            NISTObjectIdentifiers.id_aes128_CBC,
            NISTObjectIdentifiers.id_aes192_CBC,
            NISTObjectIdentifiers.id_aes256_CBC,
            PKCSObjectIdentifiers.des_EDE3_CBC,
            PKCSObjectIdentifiers.pbeWithSHAAnd3_KeyTripleDES_CBC
        };
        for (ASN1ObjectIdentifier algorithm : algorithms) {
            String key = pkcs8(rsa.keys().getPrivate(), algorithm);
            assertThat(with("rsa.crt", "encrypted.key", key, "secret")).isEqualTo(ACCEPTED);
            wrongPasswordsAreRefused(paddings(algorithm.equals(algorithms[0])));
        }
        String key = pkcs8(ec.keys().getPrivate(), NISTObjectIdentifiers.id_aes256_CBC);
        assertThat(with("ec.crt", "encrypted.key", key, "secret")).isEqualTo(ACCEPTED);
    }

    /** Finding a valid padding takes long, and the reason does not depend on the algorithm. */
    private static int paddings(boolean isFirst) {
        return isFirst || TestServer.isThorough() ? 2 : 1;
    }

    /** Tries passwords until these have yielded an invalid padding and, by chance, also a valid padding, or only one. */
    private static void wrongPasswordsAreRefused(int paddings) throws SQLException {
        Set<String> reasons = new HashSet<>();
        for (int i = 0; i < 5_000 && reasons.size() < paddings; i++) {
            String wrong = files("rsa.crt", "encrypted.key") + " sslpassword=wrong" + i;
            String message = outcome.ours(wrong, Map.of());
            if (reasons.add(message.substring(message.lastIndexOf(':') + 2))) {
                assertThat(outcome.of(wrong)).isEqualTo(message);
            }
        }
        assertThat(reasons).hasSize(paddings).isSubsetOf("bad decrypt", "unsupported");
    }

    @Test
    void oneFileMayContainBoth() throws IOException, GeneralSecurityException, SQLException {
        String key = Pem.of(rsa.keys().getPrivate());
        String certificate = Pem.of(rsa.certificate());
        assertThat(with("both.pem", "both.pem", certificate + key)).isEqualTo(ACCEPTED);
        assertThat(with("both.pem", "both.pem", key + certificate)).isEqualTo(ACCEPTED);
    }

    @Test
    void issuersAreSentWithTheCertificate() throws IOException, GeneralSecurityException, SQLException {
        TestAuthority intermediate = root.intermediate("intermediate");
        Issued issued = intermediate.issue("certuser");
        write("alone.crt", Pem.of(issued.certificate()));
        write("chain.crt", Pem.of(issued.certificate(), intermediate.certificate()));
        write("reversed.crt", Pem.of(intermediate.certificate(), issued.certificate()));
        write("issued.key", Pem.of(issued.keys().getPrivate()));
        assertThat(with("chain.crt", "issued.key")).isEqualTo(ACCEPTED);
        assertThat(with("alone.crt", "issued.key")).endsWith("SSL error: tlsv1 alert unknown ca");
        assertThat(with("reversed.crt", "issued.key")).endsWith("issued.key\": key values mismatch");
    }

    @Test
    void refusedCertificatesEndTheAttempt() throws IOException, GeneralSecurityException, SQLException {
        Issued issued = other.issue("certuser");
        write("other.crt", Pem.of(issued.certificate()));
        write("other.key", Pem.of(issued.keys().getPrivate()));
        for (int i = 0; i < 5; i++) {
            assertThat(with("other.crt", "other.key")).endsWith("SSL error: tlsv1 alert unknown ca");
            assertThat(outcome.of(files("other.crt", "other.key") + " ssl_max_protocol_version=TLSv1.2"))
                    .endsWith("SSL error: tlsv1 alert unknown ca");
        }
        assertThat(trusted.of(files("other.crt", "other.key") + " sslmode=prefer"))
                .endsWith("unknown ca");
        assertThat(trusted.of(files("other.crt", "other.key") + " sslmode=prefer ssl_max_protocol_version=TLSv1.2"))
                .isEqualTo("plain");
    }

    @Test
    void keyMustBeTheCertificates() throws SQLException {
        assertThat(with("rsa.crt", "ec.key"))
                .endsWith("certificate does not match private key file \"" + folder.resolve("ec.key")
                        + "\": no certificate assigned");
        assertThat(with("ec.crt", "rsa.key")).endsWith("no certificate assigned");
    }

    @Test
    void unusableFilesAreErrors() throws IOException, SQLException {
        assertThat(with("rsa.crt", "missing.key"))
                .endsWith("certificate present, but not private key file \"" + folder.resolve("missing.key") + "\"");
        assertThat(outcome.of("sslcert=" + folder.resolve("rsa.crt") + " sslkey=" + folder))
                .endsWith("private key file \"" + folder + "\" is not a regular file");
        assertThat(with("rsa.crt", "junk.key", "junk\n")).endsWith("junk.key\": unsupported");
        assertThat(with("rsa.crt", "empty.key", "")).endsWith("empty.key\": unsupported");
        assertThat(with("rsa.crt", "broken.key", Pem.of(rsa.keys().getPrivate()).replace("M", "_")))
                .endsWith("broken.key\": unsupported");
        assertThat(with("junk.key", "rsa.key"))
                .endsWith("could not read certificate file \"" + folder.resolve("junk.key") + "\": no start line");
        assertThat(with("missing.crt", "rsa.key")).endsWith("FATAL:  connection requires a valid client certificate");
        assertThat(trusted.of(files("rsa.crt", "junk.key") + " sslmode=prefer")).isEqualTo("plain");
        assertThat(trusted.of(files("rsa.crt", "junk.key") + " sslmode=disable"))
                .isEqualTo("plain");
    }

    @Test
    void keysOfEnginesAreRefused() throws SQLException {
        assertThat(outcome.of("sslkey=pkcs11:object=x sslcert=" + folder.resolve("rsa.crt")))
                .endsWith("could not load SSL engine \"pkcs11\": could not load the shared library");
        assertThat(trusted.of("sslkey=pkcs11:object=x")).isEqualTo("TLSv1.3");
    }

    @Test
    void keysMustBePrivate() throws IOException, SQLException {
        Path key = folder.resolve("access.key");
        write("access.key", Pem.of(rsa.keys().getPrivate()));
        for (String mode : new String[] {"rw-r--r--", "rw-rw----", "rw----r--", "rw---x---"}) {
            Files.setPosixFilePermissions(key, PosixFilePermissions.fromString(mode));
            assertThat(with("rsa.crt", "access.key"))
                    .contains("failed: private key file \"" + key + "\" has group or world access; file must have");
        }
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("r--------"));
        assertThat(with("rsa.crt", "access.key")).isEqualTo(ACCEPTED);
        // A key that a group may read must belong to root, so the result depends on who runs this test.
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
        assertThat(with("rsa.crt", "access.key"))
                .matches(
                        Files.getAttribute(key, "unix:uid").equals(0)
                                ? "\\Q" + ACCEPTED + "\\E"
                                : "(?s).*group or world access.*");
    }

    @Test
    void theUsersFilesAreTheDefaults() throws IOException, GeneralSecurityException, SQLException {
        Path defaults = Files.createDirectories(folder.resolve("home/.postgresql"));
        try {
            assertThat(outcome.of("")).endsWith("connection requires a valid client certificate");
            write("home/.postgresql/postgresql.crt", Pem.of(rsa.certificate()));
            assertThat(outcome.of(""))
                    .endsWith("certificate present, but not private key file \"" + defaults.resolve("postgresql.key")
                            + "\"");
            write("home/.postgresql/postgresql.key", Pem.of(rsa.keys().getPrivate()));
            assertThat(outcome.of("")).isEqualTo(ACCEPTED);
            assertThat(outcome.of("sslcertmode=disable")).endsWith("connection requires a valid client certificate");
        } finally {
            Files.deleteIfExists(defaults.resolve("postgresql.crt"));
            Files.deleteIfExists(defaults.resolve("postgresql.key"));
        }
    }

    @Test
    void certificateMayBeForbiddenOrRequired() throws SQLException {
        String files = files("rsa.crt", "rsa.key");
        assertThat(trusted.of(files + " sslcertmode=allow")).isEqualTo(ACCEPTED);
        assertThat(trusted.of(files + " sslcertmode=require")).isEqualTo(ACCEPTED);
        assertThat(trusted.of(files + " sslcertmode=require ssl_max_protocol_version=TLSv1.2"))
                .isEqualTo("TLSv1.2 /CN=certuser");
        assertThat(trusted.of(files + " sslcertmode=disable")).isEqualTo("TLSv1.3");
        assertThat(trusted.of("sslcertmode=require"))
                .endsWith("failed: server accepted connection without a valid SSL certificate");
        assertThat(trusted.of("sslcertmode=require sslmode=disable"))
                .endsWith("failed: server did not request an SSL certificate");
        assertThat(trusted.of("sslcertmode=require host=" + running.socketDirectory()))
                .endsWith("failed: server did not request an SSL certificate");
        assertThat(trusted.of("sslcertmode=require dbname=nonesuch"))
                .endsWith("failed: server accepted connection without a valid SSL certificate");
        assertThat(trusted.of(files + " sslcertmode=require dbname=nonesuch"))
                .endsWith("FATAL:  database \"nonesuch\" does not exist");
        for (String more : List.of("require_auth=md5", "channel_binding=require", "options='-c nonesuch=1'")) {
            assertThat(trusted.of("sslcertmode=require sslmode=disable " + more))
                    .endsWith("failed: server did not request an SSL certificate");
        }
        assertThat(trusted.of("sslcertmode=require user=scram password=secret dbname=nonesuch"))
                .endsWith("failed: server accepted connection without a valid SSL certificate");
        assertThat(trusted.of("sslcertmode=require user=scram password=bad"))
                .endsWith("FATAL:  password authentication failed for user \"scram\"");
        assertThat(trusted.of("sslcertmode=")).isEqualTo("invalid sslcertmode value: \"\"");
        assertThat(trusted.of("sslcertmode=never")).isEqualTo("invalid sslcertmode value: \"never\"");
    }

    private static String with(String certificate, String key) throws SQLException {
        return outcome.of(files(certificate, key));
    }

    private static String with(String certificate, String key, String text) throws IOException, SQLException {
        write(key, text);
        return with(certificate, key);
    }

    private static String with(String certificate, String key, String text, String password)
            throws IOException, SQLException {
        write(key, text);
        return outcome.of(files(certificate, key) + " sslpassword=" + password);
    }

    private static String files(String certificate, String key) {
        return "sslcert=" + folder.resolve(certificate) + " sslkey=" + folder.resolve(key);
    }

    private static void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, text);
        protect(file);
    }

    private static void protect(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    /** Writes PKCS #1 or SEC 1, OpenSSL's traditional formats. */
    private static String traditional(PrivateKey key, String cipher) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            if (cipher == null) {
                writer.writeObject(key);
            } else {
                writer.writeObject(
                        key,
                        new JcePEMEncryptorBuilder(cipher).setProvider(PROVIDER).build(PASSWORD));
            }
        }
        return text.toString();
    }

    private static String pkcs8(PrivateKey key, ASN1ObjectIdentifier algorithm)
            throws IOException, OperatorCreationException {
        JceOpenSSLPKCS8EncryptorBuilder encryptor =
                new JceOpenSSLPKCS8EncryptorBuilder(algorithm).setProvider(PROVIDER);
        encryptor.setPassword(PASSWORD);
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(new JcaPKCS8Generator(key, encryptor.build()));
        }
        return text.toString();
    }
}
