package dev.sengi.internal.conninfo.tls;

import dev.sengi.internal.text.NativeText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * The certificates that a file provides for verifying servers.
 *
 * @param certificates the self-signed ones are trusted, the others only help to reach one of these
 * @param revocations the revocation lists to check, or null
 */
record RootCertificates(List<X509Certificate> certificates, RevocationLists revocations) {

    /**
     * Returns the certificates of the file that the parameters name, or null if it is missing and not required.
     *
     * @throws TlsFailure if it is missing but required, or if it cannot be used
     */
    static RootCertificates of(TlsParameters.Trust trust) throws TlsFailure {
        Path file = existing(trust.rootFile());
        if (file == null) {
            if (trust.rootRequired()) {
                throw new TlsFailure("root certificate file \"" + trust.rootFile() + "\" does not exist\n"
                        + "Either provide the file, use the system's trusted roots with sslrootcert=system,"
                        + " or change sslmode to disable server certificate verification.");
            }
            return null;
        }
        try {
            CertificateFile roots = CertificateFile.read(file);
            if (roots.isEmpty()) {
                throw unreadable(trust, "no certificate or crl found", null);
            }
            return new RootCertificates(roots.certificates(), RevocationLists.of(trust, roots));
        } catch (CertificateFile.Malformed e) {
            throw unreadable(trust, e.getMessage(), e);
        } catch (IOException e) {
            throw unreadable(trust, OpensslFileReason.of(e, "no certificate or crl found"), e);
        }
    }

    private static Path existing(String name) {
        try {
            Path file = NativeText.path(name);
            return Files.exists(file) ? file : null;
        } catch (InvalidPathException e) {
            return null;
        }
    }

    private static TlsFailure unreadable(TlsParameters.Trust trust, String reason, Exception cause) {
        return new TlsFailure("could not read root certificate file \"" + trust.rootFile() + "\": " + reason, cause);
    }
}
