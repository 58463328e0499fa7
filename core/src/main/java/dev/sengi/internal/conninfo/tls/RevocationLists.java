package dev.sengi.internal.conninfo.tls;

import dev.sengi.internal.text.NativeText;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The certificates that their issuers have revoked.
 *
 * <p>Like OpenSSL, this rejects not only certificates that a list contains, but also those whose issuer has no valid
 * list.
 */
final class RevocationLists {
    private static final int CRL_SIGN = 6;
    /** The names that {@code openssl rehash} creates: a hash of the issuer's name, and a number. */
    private static final String HASHED_NAMES =
            "[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f].r[0-9]*";

    private final List<X509CRL> lists;

    private RevocationLists(List<X509CRL> lists) {
        this.lists = lists;
    }

    /**
     * Returns the lists that the parameters name, or null if libpq would not check revocation, because they name no
     * lists, or a file that cannot be read or contains nothing usable.
     *
     * @param roots the file of root certificates, whose revocation lists are also used
     */
    static RevocationLists of(TlsParameters.Trust trust, CertificateFile roots) {
        List<X509CRL> lists = new ArrayList<>(roots.revocations());
        if (!trust.crlFile().isEmpty()) {
            try {
                CertificateFile file = CertificateFile.read(NativeText.path(trust.crlFile()));
                if (file.isEmpty()) {
                    return null;
                }
                lists.addAll(file.revocations());
            } catch (IOException | InvalidPathException | CertificateFile.Malformed e) {
                return null;
            }
        }
        if (trust.crlFile().isEmpty() && trust.crlDirectory().isEmpty()) {
            return null;
        }
        if (!trust.crlDirectory().isEmpty()) {
            addDirectory(NativeText.path(trust.crlDirectory()), lists);
        }
        return new RevocationLists(List.copyOf(lists));
    }

    private static void addDirectory(Path directory, List<X509CRL> lists) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, HASHED_NAMES)) {
            for (Path file : files) {
                addFile(file, lists);
            }
        } catch (IOException e) {
            // If there are no lists, every certificate is rejected.
        }
    }

    private static void addFile(Path file, List<X509CRL> lists) throws IOException {
        try {
            lists.addAll(CertificateFile.read(file).revocations());
        } catch (CertificateFile.Malformed e) {
            // Without this list, its issuer's certificates are rejected.
        }
    }

    /** Returns whether a certificate is not revoked by its issuer's newest valid list. */
    boolean isGood(X509Certificate certificate, X509Certificate issuer) {
        Instant now = Instant.now();
        List<X509CRL> valid = lists.stream()
                .filter(list -> list.getIssuerX500Principal().equals(issuer.getSubjectX500Principal()))
                .filter(list -> isValid(list, issuer, now))
                .toList();
        return valid.stream()
                .map(RevocationLists::issued)
                .max(Instant::compareTo)
                .map(newest -> valid.stream()
                        .filter(list -> issued(list).equals(newest))
                        .noneMatch(list -> list.isRevoked(certificate)))
                .orElse(false);
    }

    private static boolean isValid(X509CRL list, X509Certificate issuer, Instant now) {
        boolean[] usage = issuer.getKeyUsage();
        return !issued(list).isAfter(now)
                && (list.getNextUpdate() == null
                        || !list.getNextUpdate().toInstant().isBefore(now))
                // Partial lists are not supported.
                && !list.hasUnsupportedCriticalExtension()
                && list.getExtensionValue("2.5.29.28") == null
                && list.getExtensionValue("2.5.29.27") == null
                && (usage == null || usage[CRL_SIGN])
                && isSigned(list, issuer.getPublicKey());
    }

    private static Instant issued(X509CRL list) {
        return list.getThisUpdate().toInstant();
    }

    private static boolean isSigned(X509CRL list, PublicKey key) {
        try {
            list.verify(key);
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
