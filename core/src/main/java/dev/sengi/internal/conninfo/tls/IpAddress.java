package dev.sengi.internal.conninfo.tls;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.StringJoiner;

/** Parses and formats IP addresses as the C library does. */
final class IpAddress {
    static final int V4_LENGTH = 4;
    static final int V6_LENGTH = 16;

    private IpAddress() {}

    /** Returns whether a host is an address rather than a name. */
    static boolean isLiteral(String host) {
        return parse(host).isPresent();
    }

    /** Returns the bytes of an address, or nothing for a name. */
    static Optional<byte[]> parse(String host) {
        return host.indexOf(':') < 0 ? parseV4(host) : parseV6(host);
    }

    private static Optional<byte[]> parseV6(String host) {
        if (host.indexOf('%') >= 0) {
            return Optional.empty();
        }
        try {
            // Java does not look up a host with a colon that starts like an IPv6 address.
            return Optional.of(InetAddress.getByName(host))
                    .filter(address -> address instanceof Inet6Address)
                    .map(InetAddress::getAddress);
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
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
            // Long.decode would accept a sign.
            return digits.isEmpty() || !Character.isDigit(digits.charAt(0))
                    ? Optional.empty()
                    : Optional.of(Long.decode(digits));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    static String format(byte[] address) {
        return address.length == V4_LENGTH ? formatV4(address) : formatV6(address);
    }

    private static String formatV4(byte[] address) {
        StringJoiner text = new StringJoiner(".");
        for (byte octet : address) {
            text.add(Integer.toString(Byte.toUnsignedInt(octet)));
        }
        return text.toString();
    }

    /** Abbreviates the longest run of zeros, as RFC 5952 requires. */
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
