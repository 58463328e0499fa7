package dev.sengi.internal.conninfo.tls;

import dev.sengi.internal.text.NativeText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.List;

/**
 * The certificate that a client presents, and its key.
 *
 * @param chain the client's certificate, then those of its issuers
 */
record ClientIdentity(List<X509Certificate> chain, PrivateKey key) {

    /**
     * Reads the files, or returns null if there is no certificate to present.
     *
     * @throws TlsFailure if a file cannot be used, or if the key belongs to another certificate
     */
    static ClientIdentity of(TlsParameters.Identity identity) throws TlsFailure {
        List<X509Certificate> chain = identity.used() ? chain(identity.certificateFile()) : List.of();
        if (chain.isEmpty()) {
            return null;
        }
        KeyFile file = new KeyFile(identity.keyFile(), identity.password());
        PrivateKey key = file.read();
        X509Certificate certificate = chain.get(0);
        boolean sameAlgorithm =
                key.getAlgorithm().equals(certificate.getPublicKey().getAlgorithm());
        if (!sameAlgorithm || !belongsTo(certificate, key, file)) {
            throw file.mismatch(sameAlgorithm);
        }
        return new ClientIdentity(chain, key);
    }

    private static List<X509Certificate> chain(String name) throws TlsFailure {
        try {
            Path file = NativeText.path(name);
            if (!Files.exists(file)) {
                if (!Files.notExists(file)) {
                    throw new TlsFailure("could not open certificate file \"" + name + "\": Permission denied");
                }
                return List.of();
            }
            List<X509Certificate> chain = CertificateFile.read(file).certificates();
            if (chain.isEmpty()) {
                throw unreadable(name, "no start line", null);
            }
            return chain;
        } catch (InvalidPathException e) {
            return List.of();
        } catch (CertificateFile.Malformed e) {
            throw unreadable(name, e.getMessage(), e);
        } catch (TlsFailure e) {
            throw e;
        } catch (IOException e) {
            throw unreadable(name, OpensslFileReason.of(e, "no start line"), e);
        }
    }

    private static TlsFailure unreadable(String name, String reason, Exception cause) {
        return new TlsFailure("could not read certificate file \"" + name + "\": " + reason, cause);
    }

    /** Checks that the keys match by signing something and verifying the signature, which works for all algorithms. */
    private static boolean belongsTo(X509Certificate certificate, PrivateKey key, KeyFile file) throws TlsFailure {
        byte[] something = certificate.getSignature();
        byte[] signed;
        try {
            Signature signer = signature(key);
            signer.initSign(key);
            signer.update(something);
            signed = signer.sign();
        } catch (GeneralSecurityException e) {
            // Java lacks some elliptic curves.
            throw file.unsupported(e);
        }
        try {
            Signature verifier = signature(key);
            verifier.initVerify(certificate.getPublicKey());
            verifier.update(something);
            return verifier.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static Signature signature(PrivateKey key) throws GeneralSecurityException {
        return switch (key.getAlgorithm()) {
            case "RSA" -> Signature.getInstance("SHA256withRSA");
            case "EC" -> Signature.getInstance("SHA256withECDSA");
            case "RSASSA-PSS" -> pss((RSAKey) key);
            default -> Signature.getInstance(key.getAlgorithm());
        };
    }

    private static Signature pss(RSAKey key) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("RSASSA-PSS");
        signature.setParameter(
                key.getParams() != null
                        ? key.getParams()
                        : new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
        return signature;
    }
}
