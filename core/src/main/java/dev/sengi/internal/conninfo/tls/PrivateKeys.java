package dev.sengi.internal.conninfo.tls;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Map;

/**
 * Reads private keys in DER: PKCS #8 (RFC 5208), which Java supports, and PKCS #1 (RFC 8017) and SEC 1 (RFC 5915),
 * which are wrapped to become PKCS #8.
 *
 * <p>All three are sequences that start with a version. They differ in the next element: an algorithm, which is a
 * sequence, in PKCS #8; a number in PKCS #1; an octet string in SEC 1.
 */
final class PrivateKeys {
    private static final Map<String, String> ALGORITHMS = Map.of(
            "1.2.840.113549.1.1.1", "RSA",
            "1.2.840.113549.1.1.10", "RSASSA-PSS",
            "1.2.840.10045.2.1", "EC",
            "1.3.101.112", "EdDSA",
            "1.3.101.113", "EdDSA");
    private static final Der RSA =
            Der.sequence(identifier(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1), new Der(Der.NULL, new byte[0]));
    private static final Der EC = identifier(0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1);
    private static final Der VERSION = new Der(Der.INTEGER, new byte[1]);
    private static final int CURVE = Der.CONTEXT + Der.CONSTRUCTED;

    private PrivateKeys() {}

    /**
     * Reads a key.
     *
     * @throws IllegalArgumentException if the bytes are not a private key
     * @throws GeneralSecurityException if Java does not support its algorithm
     */
    static PrivateKey ofDer(byte[] bytes) throws GeneralSecurityException {
        Der key = Der.read(bytes).expect(Der.SEQUENCE);
        key.child(0).expect(Der.INTEGER);
        return switch (key.child(1).tag()) {
            case Der.SEQUENCE -> ofPkcs8(key);
            case Der.INTEGER -> ofPkcs8(framed(RSA, key));
            case Der.OCTET_STRING -> ofPkcs8(framed(Der.sequence(EC, curve(key)), key));
            default -> throw new IllegalArgumentException("not a private key");
        };
    }

    private static Der curve(Der key) {
        return key.children().stream()
                .filter(child -> child.tag() == CURVE)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("EC key without a curve"))
                .child(0);
    }

    private static Der framed(Der algorithm, Der key) {
        return Der.sequence(VERSION, algorithm, new Der(Der.OCTET_STRING, key.encoded()));
    }

    private static PrivateKey ofPkcs8(Der key) throws GeneralSecurityException {
        String identifier = key.child(1).child(0).objectIdentifier();
        String algorithm = ALGORITHMS.get(identifier);
        if (algorithm == null) {
            throw new NoSuchAlgorithmException(identifier);
        }
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(key.encoded()));
    }

    private static Der identifier(int... bytes) {
        byte[] content = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            content[i] = (byte) bytes[i];
        }
        return new Der(Der.OBJECT_IDENTIFIER, content);
    }
}
