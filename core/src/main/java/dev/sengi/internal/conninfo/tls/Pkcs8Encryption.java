package dev.sengi.internal.conninfo.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.Optional;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Decrypts an EncryptedPrivateKeyInfo (RFC 5208): an algorithm and the encrypted octets.
 *
 * <p>PBES2 (RFC 8018) is decrypted step by step, because Java supports it with AES of certain key lengths only; older
 * algorithms are left to Java.
 */
final class Pkcs8Encryption {
    private static final String PBES2 = "1.2.840.113549.1.5.13";
    private static final String PBKDF2 = "1.2.840.113549.1.5.12";
    private static final String HMAC = "1.2.840.113549.2.";
    private static final Map<String, String> FUNCTIONS = Map.of(
            HMAC + "7", "PBKDF2WithHmacSHA1",
            HMAC + "8", "PBKDF2WithHmacSHA224",
            HMAC + "9", "PBKDF2WithHmacSHA256",
            HMAC + "10", "PBKDF2WithHmacSHA384",
            HMAC + "11", "PBKDF2WithHmacSHA512");

    private record Scheme(String key, int keyLength) {}

    private static final Map<String, Scheme> SCHEMES = Map.of(
            "2.16.840.1.101.3.4.1.2", new Scheme("AES", 16),
            "2.16.840.1.101.3.4.1.22", new Scheme("AES", 24),
            "2.16.840.1.101.3.4.1.42", new Scheme("AES", 32),
            "1.2.840.113549.3.7", new Scheme("DESede", 24));

    private Pkcs8Encryption() {}

    /**
     * Returns the PKCS #8 key, or nothing if the password is wrong.
     *
     * @throws GeneralSecurityException if the algorithm is unknown
     */
    static Optional<byte[]> decrypt(byte[] encrypted, String password) throws GeneralSecurityException {
        Der algorithm = Der.read(encrypted).child(0);
        try {
            if (algorithm.child(0).objectIdentifier().equals(PBES2)) {
                byte[] octets = Der.read(encrypted).child(1).content();
                return Optional.of(pbes2(algorithm.child(1), password).doFinal(octets));
            }
            return Optional.of(decryptByJava(encrypted, password));
        } catch (BadPaddingException | IllegalBlockSizeException e) {
            return Optional.empty();
        }
    }

    private static Cipher pbes2(Der parameters, String password) throws GeneralSecurityException {
        Der derivation = parameters.child(0);
        Der encryption = parameters.child(1);
        Scheme scheme = SCHEMES.get(encryption.child(0).objectIdentifier());
        if (scheme == null || !derivation.child(0).objectIdentifier().equals(PBKDF2)) {
            throw new NoSuchAlgorithmException("unsupported PBES2 algorithms");
        }
        Cipher cipher = Cipher.getInstance(scheme.key() + "/CBC/PKCS5Padding");
        cipher.init(
                Cipher.DECRYPT_MODE,
                new SecretKeySpec(pbkdf2(derivation.child(1), password, scheme.keyLength()), scheme.key()),
                new IvParameterSpec(encryption.child(1).expect(Der.OCTET_STRING).content()));
        return cipher;
    }

    private static byte[] pbkdf2(Der parameters, String password, int keyLength) throws GeneralSecurityException {
        byte[] salt = parameters.child(0).expect(Der.OCTET_STRING).content();
        int iterations = parameters.child(1).intValue();
        String function = parameters.children().stream()
                .filter(child -> child.tag() == Der.SEQUENCE)
                .findFirst()
                .map(child -> FUNCTIONS.get(child.child(0).objectIdentifier()))
                // RFC 8018 defines this default.
                .orElse(FUNCTIONS.get(HMAC + "7"));
        PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, iterations, keyLength * Byte.SIZE);
        return SecretKeyFactory.getInstance(function).generateSecret(spec).getEncoded();
    }

    private static byte[] decryptByJava(byte[] encrypted, String password) throws GeneralSecurityException {
        try {
            EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(encrypted);
            Key key = SecretKeyFactory.getInstance(info.getAlgName())
                    .generateSecret(new PBEKeySpec(password.toCharArray()));
            Cipher cipher = Cipher.getInstance(info.getAlgName());
            cipher.init(Cipher.DECRYPT_MODE, key, info.getAlgParameters());
            return cipher.doFinal(info.getEncryptedData());
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
