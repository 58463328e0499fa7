package dev.sengi.archive.internal.charset;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How an encoding of PostgreSQL differs from a charset of Java. Immutable once it is read. */
final class Corrections {
    private static final String RESOURCE = "corrections.txt";

    private final String charset;
    private final Map<Integer, Integer> read = new HashMap<>();
    private final Map<Integer, byte[]> written = new HashMap<>();
    private final Map<Integer, byte[]> prefixes = new HashMap<>();
    private final BitSet refused = new BitSet();

    private Corrections(String charset) {
        this.charset = charset;
    }

    /** Returns the corrections of all encodings that need any, by PostgreSQL's names. */
    static Map<String, Corrections> all() {
        try (InputStream resource = Corrections.class.getResourceAsStream(RESOURCE);
                BufferedReader lines = new BufferedReader(
                        new InputStreamReader(Objects.requireNonNull(resource, RESOURCE), StandardCharsets.US_ASCII))) {
            Map<String, Corrections> all = new HashMap<>();
            Corrections current = null;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty() || line.startsWith("#")) {
                    continue;
                }
                int space = line.indexOf(' ');
                if (space > 0) {
                    current = new Corrections(line.substring(space + 1));
                    all.put(line.substring(0, space), current);
                } else {
                    Objects.requireNonNull(current, line).add(line);
                }
            }
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(String line) {
        if (line.startsWith("!")) {
            int dash = line.indexOf('-');
            int first = Integer.parseInt(line.substring(1, dash < 0 ? line.length() : dash), 16);
            refused.set(first, dash < 0 ? first + 1 : Integer.parseInt(line.substring(dash + 1), 16) + 1);
            return;
        }
        int middle = 0;
        while (Character.digit(line.charAt(middle), 16) >= 0) {
            middle++;
        }
        byte[] bytes = HexFormat.of().parseHex(line.substring(0, middle));
        String other = line.substring(middle + 1);
        char sign = line.charAt(middle);
        if (sign == '~') {
            prefixes.put(key(bytes, bytes.length), HexFormat.of().parseHex(other));
            return;
        }
        int character = Integer.parseInt(other, 16);
        if (sign != '<') {
            read.put(key(bytes, bytes.length), character);
        }
        if (sign != '>') {
            written.put(character, bytes);
        }
    }

    private static int key(byte[] bytes, int length) {
        int key = 0;
        for (int i = 0; i < length; i++) {
            key = (key << Byte.SIZE) | (bytes[i] & 0xff);
        }
        return key;
    }

    /** Returns the name of Java's charset. */
    String charset() {
        return charset;
    }

    /** Returns the character that the bytes stand for, or null if no correction applies. */
    @Nullable
    Integer character(byte[] bytes) {
        return read.get(key(bytes, bytes.length));
    }

    /** Returns the bytes that Java reads as PostgreSQL reads the given ones. */
    byte[] toJava(byte[] bytes) {
        byte[] prefix = bytes.length > 2 ? prefixes.get(key(bytes, 2)) : null;
        return prefix == null ? bytes : exchanged(bytes, prefix);
    }

    private static byte[] exchanged(byte[] bytes, byte[] prefix) {
        byte[] other = new byte[bytes.length - 2 + prefix.length];
        System.arraycopy(prefix, 0, other, 0, prefix.length);
        System.arraycopy(bytes, 2, other, prefix.length, bytes.length - 2);
        return other;
    }

    /** Returns the bytes that stand for the character, or null if no correction applies. */
    byte @Nullable [] bytes(int character) {
        return written.get(character);
    }

    /** Returns what PostgreSQL writes instead of the bytes that Java would. */
    byte[] fromJava(byte[] bytes) {
        if (bytes.length > 2) {
            int prefix = key(bytes, 2);
            for (Map.Entry<Integer, byte[]> exchange : prefixes.entrySet()) {
                byte[] own = exchange.getValue();
                if (own.length == 2 && key(own, 2) == prefix) {
                    int wanted = exchange.getKey();
                    return exchanged(bytes, new byte[] {(byte) (wanted >> Byte.SIZE), (byte) wanted});
                }
            }
        }
        return bytes;
    }

    /** Returns whether PostgreSQL cannot write a character that Java may know. */
    boolean refuses(int character) {
        return refused.get(character);
    }
}
