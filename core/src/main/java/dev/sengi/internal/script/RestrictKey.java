package dev.sengi.internal.script;

import dev.sengi.SengiException;
import java.security.SecureRandom;

/** The key of psql's {@code \restrict}, which must be known only to the script's author. */
public final class RestrictKey {
    private static final String ALPHANUMERICS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int LENGTH = 63;

    private RestrictKey() {}

    /** Returns the given key, or a random one if it is null. */
    public static String orRandom(String given) {
        if (given == null) {
            SecureRandom random = new SecureRandom();
            StringBuilder key = new StringBuilder(LENGTH);
            while (key.length() < LENGTH) {
                key.append(ALPHANUMERICS.charAt(random.nextInt(ALPHANUMERICS.length())));
            }
            return key.toString();
        }
        if (given.isEmpty() || !given.chars().allMatch(c -> ALPHANUMERICS.indexOf(c) >= 0)) {
            throw new SengiException("invalid restrict key");
        }
        return given;
    }
}
