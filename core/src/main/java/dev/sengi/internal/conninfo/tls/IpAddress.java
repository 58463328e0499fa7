package dev.sengi.internal.conninfo.tls;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.StringJoiner;

/** Parses IP addresses as the C library does, and formats them as libpq does. */
public final class IpAddress {
    static final int V4_LENGTH = 4;
    static final int V6_LENGTH = 16;

    private static final String DECIMAL = "0123456789";
    private static final String HEXADECIMAL = DECIMAL + "ABCDEFabcdef";
    private static final int LONGEST_GROUP = 4;
    private static final int LONGEST_OCTET = 3;
    /** Precedes the IPv4 address in an IPv4-mapped IPv6 address. */
    private static final int MAPPED = 0xffff;

    private IpAddress() {}

    /** Returns whether a host is an address rather than a name. */
    static boolean isLiteral(String host) {
        return parse(host).isPresent();
    }

    /** Returns the bytes of an address without a zone, or nothing for a name. */
    public static Optional<byte[]> parse(String host) {
        return host.indexOf(':') < 0 ? parseV4(host) : parseV6(host);
    }

    /** Like {@code inet_pton}. */
    private static Optional<byte[]> parseV6(String host) {
        int gap = host.indexOf("::");
        if (gap < 0) {
            return groups(host, true).filter(address -> address.length == V6_LENGTH);
        }
        Optional<byte[]> head = gap == 0 ? Optional.of(new byte[0]) : groups(host.substring(0, gap), false);
        String rest = host.substring(gap + 2);
        Optional<byte[]> tail = rest.isEmpty() ? Optional.of(new byte[0]) : groups(rest, true);
        if (head.isEmpty() || tail.isEmpty() || head.get().length + tail.get().length >= V6_LENGTH) {
            return Optional.empty();
        }
        ByteBuffer address = ByteBuffer.allocate(V6_LENGTH);
        address.put(head.get());
        address.position(V6_LENGTH - tail.get().length).put(tail.get());
        return Optional.of(address.array());
    }

    /**
     * Returns the bytes of groups separated by colons.
     *
     * @param last whether these are the last groups of the address, which may end with an IPv4 address
     */
    private static Optional<byte[]> groups(String text, boolean last) {
        String[] groups = text.split(":", -1);
        if (groups.length > V6_LENGTH / 2) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.allocate(V6_LENGTH + V4_LENGTH);
        for (int i = 0; i < groups.length; i++) {
            if (consistsOf(HEXADECIMAL, groups[i]) && groups[i].length() <= LONGEST_GROUP) {
                bytes.putShort((short) Integer.parseInt(groups[i], 16));
                continue;
            }
            Optional<byte[]> v4 = last && i == groups.length - 1 ? dotted(groups[i]) : Optional.empty();
            if (v4.isEmpty()) {
                return v4;
            }
            bytes.put(v4.get());
        }
        return Optional.of(Arrays.copyOf(bytes.array(), bytes.position()));
    }

    /** Parses four decimal numbers. */
    private static Optional<byte[]> dotted(String text) {
        String[] octets = text.split("\\.", -1);
        byte[] address = new byte[V4_LENGTH];
        if (octets.length != V4_LENGTH) {
            return Optional.empty();
        }
        for (int i = 0; i < V4_LENGTH; i++) {
            if (!isOctet(octets[i]) || Integer.parseInt(octets[i]) > 0xff) {
                return Optional.empty();
            }
            address[i] = (byte) Integer.parseInt(octets[i]);
        }
        return Optional.of(address);
    }

    /** Like {@code inet_aton}, accepts one to four numbers, the last of which fills the remaining bytes. */
    private static Optional<byte[]> parseV4(String host) {
        String[] parts = host.split("\\.", -1);
        if (parts.length > V4_LENGTH) {
            return Optional.empty();
        }
        long address = 0;
        for (int i = 0; i < parts.length; i++) {
            boolean last = i == parts.length - 1;
            int bytes = last ? V4_LENGTH - i : 1;
            Optional<Long> number = number(parts[i]).filter(value -> value >> (bytes * Byte.SIZE) == 0);
            if (number.isEmpty()) {
                return Optional.empty();
            }
            address = (address << (bytes * Byte.SIZE)) | number.get();
        }
        return Optional.of(
                new byte[] {(byte) (address >> 24), (byte) (address >> 16), (byte) (address >> 8), (byte) address});
    }

    private static Optional<Long> number(String digits) {
        try {
            // Long.decode would accept a sign, and digits of other scripts.
            return isNumber(digits) ? Optional.of(Long.decode(digits)) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static boolean isNumber(String digits) {
        return consistsOf(HEXADECIMAL + "Xx", digits) && DECIMAL.indexOf(digits.charAt(0)) >= 0;
    }

    private static boolean isOctet(String digits) {
        return consistsOf(DECIMAL, digits)
                && digits.length() <= LONGEST_OCTET
                && (digits.length() == 1 || digits.charAt(0) != '0');
    }

    /** Returns whether the text is not empty and has only these characters. */
    private static boolean consistsOf(String characters, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (characters.indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** Returns the text of an address, without a zone. */
    public static String format(byte[] address) {
        return address.length == V4_LENGTH ? formatV4(address) : formatV6(address);
    }

    private static String formatV4(byte[] address) {
        StringJoiner text = new StringJoiner(".");
        for (byte octet : address) {
            text.add(Integer.toString(Byte.toUnsignedInt(octet)));
        }
        return text.toString();
    }

    /**
     * Abbreviates the longest run of zeros, as RFC 5952 requires. An address that contains an IPv4 address ends with
     * that.
     */
    private static String formatV6(byte[] address) {
        int[] words = new int[V6_LENGTH / 2];
        for (int i = 0; i < words.length; i++) {
            words[i] = (Byte.toUnsignedInt(address[2 * i]) << Byte.SIZE) | Byte.toUnsignedInt(address[2 * i + 1]);
        }
        int start = -1;
        int length = 1;
        for (int i = 0; i < words.length; i++) {
            int run = zeros(words, i);
            if (run > length) {
                start = i;
                length = run;
            }
        }
        if (start == 0 && (length == 6 || (length == 5 && words[5] == MAPPED))) {
            String v4 = formatV4(Arrays.copyOfRange(address, V6_LENGTH - V4_LENGTH, V6_LENGTH));
            return length == 6 ? "::" + v4 : "::" + Integer.toHexString(MAPPED) + ":" + v4;
        }
        return start < 0
                ? hex(words, 0, words.length)
                : hex(words, 0, start) + "::" + hex(words, start + length, words.length);
    }

    private static int zeros(int[] words, int from) {
        int end = from;
        while (end < words.length && words[end] == 0) {
            end++;
        }
        return end - from;
    }

    private static String hex(int[] words, int from, int to) {
        StringJoiner text = new StringJoiner(":");
        for (int i = from; i < to; i++) {
            text.add(Integer.toHexString(words[i]));
        }
        return text.toString();
    }
}
