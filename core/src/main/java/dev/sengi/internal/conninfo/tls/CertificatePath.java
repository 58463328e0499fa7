package dev.sengi.internal.conninfo.tls;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CertificateException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXCertPathBuilderResult;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The path from a server's certificate to a trusted one. Follows OpenSSL's rules where Java's differ: a path must end
 * with a self-signed certificate, whose validity and permitted uses are also checked.
 *
 * @param certificates the server's first, the trusted one last
 */
record CertificatePath(List<X509Certificate> certificates) {
    private static final String SERVER_AUTHENTICATION = "1.3.6.1.5.5.7.3.1";
    private static final Set<Integer> SERVER_KEY_USES = Set.of(0, 2, 4);
    private static final int SIGN_CERTIFICATES = 5;
    private static final int LEAST_RSA_BITS = 2048;
    private static final int LEAST_EC_BITS = 224;
    private static final Set<String> WEAK_SIGNATURES =
            Set.of("MD5withRSA", "SHA1withRSA", "SHA1withECDSA", "SHA1withDSA");

    /**
     * Finds the path.
     *
     * @param sent the server's certificate and those that the server sent with it
     * @param known certificates of which the self-signed ones are trusted
     */
    static Optional<CertificatePath> find(List<X509Certificate> sent, List<X509Certificate> known) {
        X509Certificate server = sent.get(0);
        Set<X509Certificate> trusted = known.stream()
                .filter(CertificatePath::isSelfSigned)
                .filter(CertificatePath::isInTime)
                .collect(Collectors.toSet());
        Optional<CertificatePath> path = trusted.contains(server)
                ? Optional.of(new CertificatePath(List.of(server)))
                : build(sent, known, trusted);
        return path.filter(CertificatePath::isForServers).filter(CertificatePath::isStrong);
    }

    private static Optional<CertificatePath> build(
            List<X509Certificate> sent, List<X509Certificate> known, Set<X509Certificate> trusted) {
        if (trusted.isEmpty()) {
            return Optional.empty();
        }
        try {
            X509CertSelector target = new X509CertSelector();
            target.setCertificate(sent.get(0));
            PKIXBuilderParameters parameters = new PKIXBuilderParameters(
                    trusted.stream().map(root -> new TrustAnchor(root, null)).collect(Collectors.toSet()), target);
            List<X509Certificate> others = new ArrayList<>(sent);
            others.addAll(known);
            parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(others)));
            parameters.setRevocationEnabled(false);
            PKIXCertPathBuilderResult result = (PKIXCertPathBuilderResult)
                    CertPathBuilder.getInstance("PKIX").build(parameters);
            List<X509Certificate> certificates = new ArrayList<>();
            result.getCertPath().getCertificates().forEach(each -> certificates.add((X509Certificate) each));
            certificates.add(result.getTrustAnchor().getTrustedCert());
            return Optional.of(new CertificatePath(certificates));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private static boolean isSelfSigned(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    }

    private static boolean isInTime(X509Certificate certificate) {
        try {
            certificate.checkValidity();
            return true;
        } catch (CertificateException e) {
            return false;
        }
    }

    private boolean isForServers() {
        X509Certificate root = certificates.get(certificates.size() - 1);
        return certificates.stream().allMatch(CertificatePath::mayAuthenticateServers)
                && mayEncryptSessions(certificates.get(0))
                && (certificates.size() == 1 || isAuthority(root));
    }

    /**
     * Requires 112 bits of security, as OpenSSL's level 2 does. The signature of a trusted certificate does not matter.
     */
    private boolean isStrong() {
        return certificates.stream().map(X509Certificate::getPublicKey).allMatch(CertificatePath::isLong)
                && certificates.stream()
                        .limit(certificates.size() - 1)
                        .map(X509Certificate::getSigAlgName)
                        .noneMatch(WEAK_SIGNATURES::contains);
    }

    private static boolean isLong(PublicKey key) {
        if (key instanceof RSAKey rsa) {
            return rsa.getModulus().bitLength() >= LEAST_RSA_BITS;
        }
        return !(key instanceof ECKey ec) || ec.getParams().getOrder().bitLength() >= LEAST_EC_BITS;
    }

    private static boolean mayAuthenticateServers(X509Certificate certificate) {
        try {
            List<String> uses = certificate.getExtendedKeyUsage();
            return uses == null || uses.contains(SERVER_AUTHENTICATION);
        } catch (CertificateException e) {
            return false;
        }
    }

    private static boolean mayEncryptSessions(X509Certificate certificate) {
        boolean[] uses = certificate.getKeyUsage();
        return uses == null || SERVER_KEY_USES.stream().anyMatch(use -> uses[use]);
    }

    /**
     * Without basic constraints, only version 1 certificates and those whose key usage permits signing are authorities.
     */
    private static boolean isAuthority(X509Certificate certificate) {
        boolean[] uses = certificate.getKeyUsage();
        if (uses != null && !uses[SIGN_CERTIFICATES]) {
            return false;
        }
        boolean silent = certificate.getExtensionValue("2.5.29.19") == null;
        return certificate.getBasicConstraints() >= 0 || certificate.getVersion() == 1 || (silent && uses != null);
    }

    /** Returns whether no certificate of the path, including the last one, is revoked. */
    boolean isGood(RevocationLists revocations) {
        for (int i = 0; i < certificates.size(); i++) {
            X509Certificate issuer = certificates.get(Math.min(i + 1, certificates.size() - 1));
            if (!revocations.isGood(certificates.get(i), issuer)) {
                return false;
            }
        }
        return true;
    }
}
