package dev.sengi.internal.conninfo.tls;

import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.StandardConstants;

/** A host's name as the SNI extension sends it, including names that Java considers malformed. */
final class ServerName extends SNIServerName {
    private ServerName(String host) {
        super(StandardConstants.SNI_HOST_NAME, host.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the name, or none for an address. */
    static List<SNIServerName> of(String host) {
        boolean address = host.indexOf(':') >= 0 || host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
        return address ? List.of() : List.of(new ServerName(host));
    }
}
