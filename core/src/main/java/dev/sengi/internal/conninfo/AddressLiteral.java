package dev.sengi.internal.conninfo;

import dev.sengi.internal.conninfo.tls.IpAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * An IP address given in place of a host name, which needs no lookup.
 *
 * <p>Java interprets some texts differently from the C library: {@code [::1]} as an address, {@code 0x7f.1} as a name,
 * and {@code 0177.1} as decimal numbers.
 */
final class AddressLiteral {
    private static final String ZONE_NUMBER = "0*[0-9]{1,10}";
    private static final long LARGEST_ZONE = 0xffffffffL;

    private AddressLiteral() {}

    /** Returns the address, or nothing if the text is not one. */
    static Optional<InetAddress> parse(String text) {
        int percent = text.indexOf(':') < 0 ? -1 : text.indexOf('%');
        Optional<byte[]> bytes = IpAddress.parse(percent < 0 ? text : text.substring(0, percent));
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        try {
            if (text.indexOf(':') < 0) {
                return Optional.of(InetAddress.getByAddress(bytes.get()));
            }
            // Unlike InetAddress, this does not turn an IPv4-mapped address into an IPv4 address.
            Inet6Address address = Inet6Address.getByAddress(null, bytes.get(), -1);
            return percent < 0 ? Optional.of(address) : zoned(address, text.substring(percent + 1));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    private static Optional<InetAddress> zoned(Inet6Address address, String zone) throws UnknownHostException {
        boolean linkLocal = address.isLinkLocalAddress() || address.isMCLinkLocal();
        NetworkInterface named = linkLocal ? networkInterface(zone) : null;
        if (named != null) {
            return Optional.of(Inet6Address.getByAddress(null, address.getAddress(), named.getIndex()));
        }
        if (!zone.matches(ZONE_NUMBER) || Long.parseLong(zone) > LARGEST_ZONE) {
            return Optional.empty();
        }
        return Optional.of(Inet6Address.getByAddress(null, address.getAddress(), (int) Long.parseLong(zone)));
    }

    private static NetworkInterface networkInterface(String name) {
        try {
            return name.isEmpty() ? null : NetworkInterface.getByName(name);
        } catch (SocketException e) {
            return null;
        }
    }

    /**
     * Returns whether text that is not an address may be looked up as a host name: unless Java might mistake it for an
     * address, or it may be the rest of a password.
     */
    static boolean mayBeName(String text) {
        return !isNumeric(text) && !text.startsWith("[") && text.indexOf(':') < 0 && text.indexOf('@') < 0;
    }

    private static boolean isNumeric(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '.' && (c < '0' || c > '9')) {
                return false;
            }
        }
        return !text.isEmpty();
    }
}
