package dev.sengi.internal.conninfo.tls;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Compares a server's certificate with the name connected to, as libpq does: with the alternative names (RFC 5280,
 * section 4.2.1.6), and with the common name if no alternative name is of the host's kind, a name or an address.
 */
final class HostNameCheck {
    private static final String ALTERNATIVE_NAMES = "2.5.29.17";
    private static final String COMMON_NAME = "2.5.4.3";
    private static final int DNS_NAME = Der.CONTEXT + 2;
    private static final int IP_ADDRESS = Der.CONTEXT + 7;

    private final String host;
    private final List<String> names = new ArrayList<>();

    private HostNameCheck(String host) {
        this.host = host;
    }

    /** Fails with libpq's message if the certificate is for another host. */
    static void check(String host, X509Certificate certificate) throws TlsFailure {
        if (host.isEmpty()) {
            throw new TlsFailure("host name must be specified for a verified SSL connection");
        }
        HostNameCheck check = new HostNameCheck(host);
        try {
            if (!check.matches(certificate)) {
                throw check.mismatch();
            }
        } catch (IllegalArgumentException e) {
            throw new TlsFailure("could not get server's host name from server certificate", e);
        }
    }

    private boolean matches(X509Certificate certificate) throws TlsFailure {
        int ofHost = IpAddress.isLiteral(host) ? IP_ADDRESS : DNS_NAME;
        boolean commonNameCounts = true;
        for (Der name : alternativeNames(certificate)) {
            commonNameCounts &= name.tag() != ofHost;
            if (name.tag() == DNS_NAME ? matchesName(name.content()) : matchesAddress(name)) {
                return true;
            }
        }
        Optional<byte[]> commonName = commonNameCounts ? commonName(certificate) : Optional.empty();
        return commonName.isPresent() && matchesName(commonName.get());
    }

    private static List<Der> alternativeNames(X509Certificate certificate) {
        byte[] extension = certificate.getExtensionValue(ALTERNATIVE_NAMES);
        return extension == null
                ? List.of()
                : Der.read(Der.read(extension).content()).children();
    }

    private static Optional<byte[]> commonName(X509Certificate certificate) {
        return Der.read(certificate.getSubjectX500Principal().getEncoded()).children().stream()
                .flatMap(set -> set.children().stream())
                .filter(attribute -> attribute.child(0).objectIdentifier().equals(COMMON_NAME))
                .map(attribute -> attribute.child(1).content())
                .findFirst();
    }

    private boolean matchesName(byte[] bytes) throws TlsFailure {
        String name = new String(bytes, StandardCharsets.UTF_8);
        if (name.indexOf('\0') >= 0) {
            throw new TlsFailure("SSL certificate's name contains embedded null");
        }
        names.add(name);
        return equalsIgnoringCase(name, host) || matchesWildcard(name);
    }

    /** An asterisk matches exactly one label, and only the first. */
    private boolean matchesWildcard(String pattern) {
        if (!pattern.startsWith("*.") || pattern.length() < 3) {
            return false;
        }
        int dot = host.indexOf('.');
        return dot > 0 && equalsIgnoringCase(pattern.substring(1), host.substring(dot));
    }

    /** In host names, only ASCII letters are compared without regard to case. */
    private static boolean equalsIgnoringCase(String left, String right) {
        return lower(left).equals(lower(right));
    }

    private static String lower(String text) {
        StringBuilder lower = new StringBuilder(text.length());
        text.chars().forEach(c -> lower.append((char) (c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c)));
        return lower.toString();
    }

    private boolean matchesAddress(Der name) throws TlsFailure {
        if (name.tag() != IP_ADDRESS) {
            return false;
        }
        byte[] address = name.content();
        if (address.length != IpAddress.V4_LENGTH && address.length != IpAddress.V6_LENGTH) {
            throw new TlsFailure("certificate contains IP address with invalid length " + address.length);
        }
        names.add(IpAddress.format(address));
        return Arrays.equals(address, IpAddress.parse(host).orElse(null));
    }

    private TlsFailure mismatch() {
        if (names.isEmpty()) {
            return new TlsFailure("could not get server's host name from server certificate");
        }
        int others = names.size() - 1;
        String and = others == 0 ? "" : " (and " + others + " other " + (others == 1 ? "name" : "names") + ")";
        return new TlsFailure(
                "server certificate for \"" + names.get(0) + "\"" + and + " does not match host name \"" + host + "\"");
    }
}
