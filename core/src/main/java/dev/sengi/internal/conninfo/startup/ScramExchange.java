package dev.sengi.internal.conninfo.startup;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The client side of SCRAM-SHA-256 (RFC 5802 and 7677) for a password given as bytes.
 *
 * <p>The messages are lists of attributes, {@code r=…,s=…,i=…}. The user name stays empty, because the server already
 * knows it.
 */
final class ScramExchange {
    private static final String HMAC = "HmacSHA256";
    private static final int NONCE_LENGTH = 18;

    private final byte[] password;
    private final Binding binding;
    private final byte[] bindingData;
    private final String firstBare;
    private String nonce;
    private byte[] serverSignature;
    private boolean verified;

    /** What the messages state about channel binding. */
    enum Binding {
        /** The client does not use it on this connection. */
        NONE("n,,"),
        /**
         * The client supports it, but the server does not offer it. A server that did offer it can then detect
         * tampering.
         */
        NOT_OFFERED("y,,"),
        /** The exchange is bound to the server's certificate. */
        SERVER_END_POINT("p=tls-server-end-point,,");

        private final String flag;

        Binding(String flag) {
            this.flag = flag;
        }
    }

    /**
     * @param password as {@link SaslPrep} prepares it
     * @param bindingData the hash of the server's certificate if the exchange is bound to it, otherwise empty
     */
    ScramExchange(byte[] password, Binding binding, byte[] bindingData) {
        this.password = password.clone();
        this.binding = binding;
        this.bindingData = bindingData.clone();
        byte[] random = new byte[NONCE_LENGTH];
        new SecureRandom().nextBytes(random);
        this.nonce = Base64.getEncoder().encodeToString(random);
        this.firstBare = "n=,r=" + nonce;
    }

    String first() {
        return binding.flag + firstBare;
    }

    /** Returns the final message, with the proof that the server requests. */
    String last(String serverFirst) throws IOException {
        Map<Character, String> attributes = attributes(serverFirst);
        String both = attributes.getOrDefault('r', "");
        if (!both.startsWith(nonce)) {
            throw new StartupFailure("invalid SCRAM response (nonce mismatch)");
        }
        nonce = both;
        byte[] salt = decoded(attributes.getOrDefault('s', ""), "invalid salt");
        int iterations = iterations(attributes.getOrDefault('i', ""));
        ByteArrayOutputStream channel = new ByteArrayOutputStream();
        channel.writeBytes(binding.flag.getBytes(StandardCharsets.US_ASCII));
        channel.writeBytes(bindingData);
        String bare = "c=" + Base64.getEncoder().encodeToString(channel.toByteArray()) + ",r=" + nonce;
        byte[] messages = (firstBare + "," + serverFirst + "," + bare).getBytes(StandardCharsets.UTF_8);
        try {
            byte[] salted = salted(salt, iterations);
            byte[] clientKey = hmac(salted, "Client Key".getBytes(StandardCharsets.US_ASCII));
            byte[] storedKey = MessageDigest.getInstance("SHA-256").digest(clientKey);
            byte[] proof = hmac(storedKey, messages);
            xor(proof, clientKey);
            serverSignature = hmac(hmac(salted, "Server Key".getBytes(StandardCharsets.US_ASCII)), messages);
            return bare + ",p=" + Base64.getEncoder().encodeToString(proof);
        } catch (GeneralSecurityException e) {
            throw new IOException("could not calculate client proof: " + e.getMessage(), e);
        }
    }

    /** Checks that the server also knows the password. */
    void verify(String serverLast) throws IOException {
        Map<Character, String> attributes = attributes(serverLast);
        if (attributes.containsKey('e')) {
            throw new StartupFailure("error received from server in SCRAM exchange: " + attributes.get('e'));
        }
        byte[] signature = decoded(attributes.getOrDefault('v', ""), "invalid server signature");
        if (serverSignature == null || !MessageDigest.isEqual(signature, serverSignature)) {
            throw new StartupFailure("incorrect server signature");
        }
        verified = true;
    }

    /** Returns whether the server has proved that it knows the password. */
    boolean isVerified() {
        return verified;
    }

    /** Derives the key with PBKDF2; Java's implementation does not accept a password of bytes. */
    private byte[] salted(byte[] salt, int iterations) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(HMAC);
        mac.init(new SecretKeySpec(password, HMAC));
        mac.update(salt);
        byte[] block = mac.doFinal(new byte[] {0, 0, 0, 1});
        byte[] key = block.clone();
        for (int i = 1; i < iterations; i++) {
            block = mac.doFinal(block);
            xor(key, block);
        }
        return key;
    }

    private static byte[] hmac(byte[] key, byte[] message) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(HMAC);
        mac.init(new SecretKeySpec(key, HMAC));
        return mac.doFinal(message);
    }

    private static void xor(byte[] target, byte[] with) {
        for (int i = 0; i < target.length; i++) {
            target[i] ^= with[i];
        }
    }

    private static Map<Character, String> attributes(String message) throws StartupFailure {
        Map<Character, String> attributes = new HashMap<>();
        for (String attribute : message.split(",", -1)) {
            if (attribute.length() < 2 || attribute.charAt(1) != '=') {
                throw malformed("attribute expected");
            }
            attributes.put(attribute.charAt(0), attribute.substring(2));
        }
        return attributes;
    }

    private static byte[] decoded(String text, String problem) throws StartupFailure {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            if (bytes.length > 0) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            throw malformed(problem);
        }
        throw malformed(problem);
    }

    private static int iterations(String text) throws StartupFailure {
        try {
            int iterations = Integer.parseInt(text);
            if (iterations > 0) {
                return iterations;
            }
        } catch (NumberFormatException e) {
            throw malformed("invalid iteration count");
        }
        throw malformed("invalid iteration count");
    }

    private static StartupFailure malformed(String problem) {
        return new StartupFailure("malformed SCRAM message (" + problem + ")");
    }
}
