package dev.sengi.internal.conninfo.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Principal;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Locale;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSessionContext;

/** Delegates to another session, but wraps the server's certificate in an {@link EndpointCertificate}. */
public final class EndpointSession implements SSLSession {
    private final SSLSession session;

    public EndpointSession(SSLSession session) {
        this.session = session;
    }

    /** Returns the hash of the server's certificate for channel binding (RFC 5929, section 4.1). */
    public static byte[] hash(SSLSession session) throws IOException {
        X509Certificate certificate = (X509Certificate) new EndpointSession(session).getPeerCertificates()[0];
        String signature = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
        String name = signature.substring(0, signature.indexOf("WITH"));
        // RFC 5929 replaces these weak hashes.
        String digest =
                name.equals("MD5") || name.equals("SHA1") ? "SHA-256" : name.replaceFirst("^SHA(?=\\d)", "SHA-");
        try {
            return MessageDigest.getInstance(digest).digest(certificate.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new TlsFailure("could not find digest for NID " + name, e);
        }
    }

    @Override
    public Certificate[] getPeerCertificates() throws SSLPeerUnverifiedException {
        Certificate[] chain = session.getPeerCertificates().clone();
        chain[0] = new EndpointCertificate((X509Certificate) chain[0]);
        return chain;
    }

    @Override
    public byte[] getId() {
        return session.getId();
    }

    @Override
    public SSLSessionContext getSessionContext() {
        return session.getSessionContext();
    }

    @Override
    public long getCreationTime() {
        return session.getCreationTime();
    }

    @Override
    public long getLastAccessedTime() {
        return session.getLastAccessedTime();
    }

    @Override
    public void invalidate() {
        session.invalidate();
    }

    @Override
    public boolean isValid() {
        return session.isValid();
    }

    @Override
    public void putValue(String name, Object value) {
        session.putValue(name, value);
    }

    @Override
    public Object getValue(String name) {
        return session.getValue(name);
    }

    @Override
    public void removeValue(String name) {
        session.removeValue(name);
    }

    @Override
    public String[] getValueNames() {
        return session.getValueNames();
    }

    @Override
    public Certificate[] getLocalCertificates() {
        return session.getLocalCertificates();
    }

    @Override
    public Principal getPeerPrincipal() throws SSLPeerUnverifiedException {
        return session.getPeerPrincipal();
    }

    @Override
    public Principal getLocalPrincipal() {
        return session.getLocalPrincipal();
    }

    @Override
    public String getCipherSuite() {
        return session.getCipherSuite();
    }

    @Override
    public String getProtocol() {
        return session.getProtocol();
    }

    @Override
    public String getPeerHost() {
        return session.getPeerHost();
    }

    @Override
    public int getPeerPort() {
        return session.getPeerPort();
    }

    @Override
    public int getPacketBufferSize() {
        return session.getPacketBufferSize();
    }

    @Override
    public int getApplicationBufferSize() {
        return session.getApplicationBufferSize();
    }
}
