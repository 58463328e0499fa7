package dev.sengi.internal.conninfo.tls;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Decrypts PEM with RFC 1421 headers, as OpenSSL writes it: {@code DEK-Info} names the cipher and its initialisation
 * vector, whose first eight bytes are the salt. The key consists of MD5 hashes, each of the previous one, the password
 * and the salt.
 */
final class TraditionalEncryption {
    private static final int SALT_LENGTH = 8;

    private record Algorithm(String key, int keyLength) {}

    private static final Map<String, Algorithm> ALGORITHMS = Map.of(
            "AES-128-CBC", new Algorithm("AES", 16),
            "AES-192-CBC", new Algorithm("AES", 24),
            "AES-256-CBC", new Algorithm("AES", 32),
            "DES-EDE3-CBC", new Algorithm("DESede", 24));

    private TraditionalEncryption() {}

    /**
     * Returns the content, or nothing if the password is wrong.
     *
     * @throws GeneralSecurityException if the cipher is unknown
     */
    static Optional<byte[]> decrypt(PemBlock block, String password) throws GeneralSecurityException {
        String[] info = block.headers().getOrDefault("DEK-Info", "").split(",", -1);
        Algorithm algorithm = ALGORITHMS.get(info[0].strip().toUpperCase(Locale.ROOT));
        if (algorithm == null || info.length != 2) {
            throw new NoSuchAlgorithmException(info[0]);
        }
        byte[] vector = HexFormat.of().parseHex(info[1].strip());
        if (vector.length < SALT_LENGTH) {
            throw new IllegalArgumentException("initialisation vector too short");
        }
        Cipher cipher = Cipher.getInstance(algorithm.key() + "/CBC/PKCS5Padding");
        cipher.init(
                Cipher.DECRYPT_MODE,
                new SecretKeySpec(
                        key(password, Arrays.copyOf(vector, SALT_LENGTH), algorithm.keyLength()), algorithm.key()),
                new IvParameterSpec(vector));
        try {
            return Optional.of(cipher.doFinal(block.content()));
        } catch (BadPaddingException | IllegalBlockSizeException e) {
            return Optional.empty();
        }
    }

    private static byte[] key(String password, byte[] salt, int length) throws GeneralSecurityException {
        MessageDigest md5 = MessageDigest.getInstance("MD5");
        byte[] key = new byte[length];
        byte[] hash = {};
        for (int filled = 0; filled < length; filled += hash.length) {
            md5.update(hash);
            md5.update(password.getBytes(StandardCharsets.UTF_8));
            hash = md5.digest(salt);
            System.arraycopy(hash, 0, key, filled, Math.min(hash.length, length - filled));
        }
        return key;
    }
}
