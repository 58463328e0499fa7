package dev.sengi.internal.conninfo.tls;

import dev.sengi.internal.text.NativeText;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * The root certificates of the system, read from where OpenSSL looks for them: a file and directories, which are set by
 * two environment variables or are the system's defaults. If a system has neither, those of the Java runtime are used.
 */
final class SystemRoots {
    /** OpenSSL's file on Debian, Red Hat, Alpine and the BSDs; the last one exists even without OpenSSL. */
    private static final List<String> FILES = List.of(
            "/usr/lib/ssl/cert.pem",
            "/etc/pki/tls/cert.pem",
            "/etc/ssl/cert.pem",
            "/usr/local/etc/openssl/cert.pem",
            "/etc/ssl/certs/ca-certificates.crt");

    private static final List<String> DIRECTORIES =
            List.of("/usr/lib/ssl/certs", "/etc/pki/tls/certs", "/etc/ssl/certs", "/usr/local/etc/openssl/certs");
    /** The names that {@code openssl rehash} creates: a hash of the subject's name, and a number. */
    private static final String HASHED_NAMES =
            "[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f].[0-9]*";

    private final Optional<String> namedFile;
    private final Optional<String> namedDirectories;

    SystemRoots(TlsParameters.Trust trust) {
        this.namedFile = trust.systemFile();
        this.namedDirectories = trust.systemDirectories();
    }

    /** Returns the certificates in the file. */
    List<X509Certificate> ofFile() {
        Optional<Path> file = namedFile.map(NativeText::path).or(() -> firstExisting(FILES));
        List<X509Certificate> certificates = new ArrayList<>();
        file.ifPresent(path -> add(path, certificates));
        return certificates;
    }

    /** Returns the certificates in the directories, which takes longer. */
    List<X509Certificate> ofDirectories() {
        List<Path> directories = namedDirectories
                .map(names -> Arrays.stream(names.split(":", -1))
                        .filter(name -> !name.isEmpty())
                        .map(NativeText::path)
                        .toList())
                .orElseGet(() -> firstExisting(DIRECTORIES).stream().toList());
        List<X509Certificate> certificates = new ArrayList<>();
        directories.forEach(directory -> addDirectory(directory, certificates));
        boolean absent = namedFile.isEmpty()
                && namedDirectories.isEmpty()
                && firstExisting(FILES).isEmpty()
                && directories.isEmpty();
        return absent ? ofRuntime() : certificates;
    }

    private static Optional<Path> firstExisting(List<String> names) {
        return names.stream().map(Path::of).filter(Files::exists).findFirst();
    }

    private static void addDirectory(Path directory, List<X509Certificate> certificates) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, HASHED_NAMES)) {
            files.forEach(file -> add(file, certificates));
        } catch (IOException e) {
            // A directory that cannot be read adds no trusted certificates.
        }
    }

    private static void add(Path file, List<X509Certificate> certificates) {
        try {
            certificates.addAll(CertificateFile.read(file).certificates());
        } catch (IOException | CertificateFile.Malformed e) {
            // A file that cannot be read adds no trusted certificates.
        }
    }

    private static List<X509Certificate> ofRuntime() {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null);
            List<X509Certificate> certificates = new ArrayList<>();
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509TrustManager x509) {
                    certificates.addAll(List.of(x509.getAcceptedIssuers()));
                }
            }
            return certificates;
        } catch (GeneralSecurityException e) {
            return List.of();
        }
    }
}
