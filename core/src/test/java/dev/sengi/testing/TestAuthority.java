package dev.sengi.testing;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CRLConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * An authority that issues and revokes certificates.
 *
 * @param certificate its own
 */
@SuppressWarnings("JavaUtilDate") // The API for certificates uses Date.
public record TestAuthority(X509Certificate certificate, KeyPair keys, String signature) {
    private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();
    private static final AtomicLong SERIAL = new AtomicLong(1);
    private static final Duration VALID = Duration.ofDays(30);

    /** A certificate and its key. */
    public record Issued(X509Certificate certificate, KeyPair keys) {}

    /** Generates keys for an algorithm in Java's naming: EC, RSA or Ed25519. */
    public static KeyPair keys(String algorithm) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        if (algorithm.equals("EC")) {
            generator.initialize(256);
        } else if (algorithm.startsWith("RSA")) {
            generator.initialize(2048);
        }
        return generator.generateKeyPair();
    }

    /** Creates a self-signed authority. */
    public static TestAuthority root(String name, String algorithm, String signature) throws GeneralSecurityException {
        return root(name, keys(algorithm), signature);
    }

    /** Creates a self-signed authority with the given keys. */
    public static TestAuthority root(String name, KeyPair keys, String signature) throws GeneralSecurityException {
        X500Name subject = new X500Name("CN=" + name);
        return new TestAuthority(sign(subject, subject, keys, keys, signature, true), keys, signature);
    }

    public static TestAuthority root(String name) throws GeneralSecurityException {
        return root(name, "EC", "SHA256withECDSA");
    }

    /** Creates an authority whose certificate this one signs. */
    public TestAuthority intermediate(String name) throws GeneralSecurityException {
        KeyPair keys = keys("EC");
        return new TestAuthority(
                sign(subject(), new X500Name("CN=" + name), keys, this.keys, signature, true), keys, "SHA256withECDSA");
    }

    /** Issues a certificate with EC keys. */
    public Issued issue(String commonName, GeneralName... names) throws GeneralSecurityException {
        return issue(commonName, keys("EC"), signature, names);
    }

    /** Issues a certificate, signed with an algorithm that fits the authority's key. */
    public Issued issue(String commonName, KeyPair keys, String signature, GeneralName... names)
            throws GeneralSecurityException {
        X500Name subject = new X500Name("CN=" + commonName);
        return new Issued(sign(subject(), subject, keys, this.keys, signature, false, names), keys);
    }

    /** Returns a revocation list whose validity began an hour ago. */
    public X509CRL revoke(Duration validity, X509Certificate... revoked) throws GeneralSecurityException {
        Instant from = Instant.now().minus(Duration.ofHours(1));
        JcaX509v2CRLBuilder builder = new JcaX509v2CRLBuilder(certificate.getSubjectX500Principal(), Date.from(from));
        builder.setNextUpdate(Date.from(from.plus(validity)));
        for (X509Certificate each : revoked) {
            builder.addCRLEntry(each.getSerialNumber(), Date.from(from), 0);
        }
        return new JcaX509CRLConverter().getCRL(builder.build(signer(signature, keys)));
    }

    private X500Name subject() {
        return X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
    }

    private static X509Certificate sign(
            X500Name issuer,
            X500Name subject,
            KeyPair keys,
            KeyPair issuerKeys,
            String signature,
            boolean authority,
            GeneralName... names)
            throws GeneralSecurityException {
        Instant now = Instant.now();
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                issuer,
                BigInteger.valueOf(SERIAL.getAndIncrement()),
                Date.from(now.minus(VALID)),
                Date.from(now.plus(VALID)),
                subject,
                keys.getPublic());
        if (authority) {
            extend(builder, Extension.basicConstraints, new BasicConstraints(true));
            extend(builder, Extension.keyUsage, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        } else {
            extend(builder, Extension.keyUsage, new KeyUsage(KeyUsage.digitalSignature));
        }
        if (names.length > 0) {
            extend(builder, Extension.subjectAlternativeName, new GeneralNames(names));
        }
        return new JcaX509CertificateConverter().getCertificate(builder.build(signer(signature, issuerKeys)));
    }

    private static void extend(X509v3CertificateBuilder builder, ASN1ObjectIdentifier kind, ASN1Encodable value) {
        try {
            builder.addExtension(kind, false, value);
        } catch (CertIOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ContentSigner signer(String algorithm, KeyPair keys) {
        try {
            return new JcaContentSignerBuilder(algorithm).setProvider(PROVIDER).build(keys.getPrivate());
        } catch (OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }
}
