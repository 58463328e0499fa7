package dev.sengi.internal.conninfo.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** Decides whether a server's certificate is trusted; {@link HostNameCheck} checks its name. */
final class ServerVerifier extends X509ExtendedTrustManager {
    private static final String SYSTEM = "system";

    private final RootCertificates roots;
    private final SystemRoots systemRoots;

    private ServerVerifier(RootCertificates roots, SystemRoots systemRoots) {
        this.roots = roots;
        this.systemRoots = systemRoots;
    }

    static ServerVerifier of(TlsParameters.Trust trust) throws TlsFailure {
        return trust.rootFile().equals(SYSTEM)
                ? new ServerVerifier(null, new SystemRoots(trust))
                : new ServerVerifier(RootCertificates.of(trust), null);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        List<X509Certificate> sent = List.of(chain);
        if (systemRoots != null) {
            if (systemPath(sent).isEmpty()) {
                throw new CertificateException("no path to one of the system's root certificates");
            }
        } else if (roots != null) {
            CertificatePath path = CertificatePath.find(sent, roots.certificates())
                    .orElseThrow(() -> new CertificateException("no path to a trusted certificate"));
            if (roots.revocations() != null && !path.isGood(roots.revocations())) {
                throw new CertificateException("revoked, or revocation status unknown");
            }
        }
    }

    private Optional<CertificatePath> systemPath(List<X509Certificate> sent) {
        List<X509Certificate> known = new ArrayList<>(systemRoots.ofFile());
        Optional<CertificatePath> path = CertificatePath.find(sent, known);
        if (path.isPresent()) {
            return path;
        }
        known.addAll(systemRoots.ofDirectories());
        return CertificatePath.find(sent, known);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        checkServerTrusted(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        checkServerTrusted(chain, authType, (Socket) null);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {
        throw new UnsupportedOperationException();
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
