package dev.sengi.internal.conninfo.startup;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a server requests in order to authenticate the client: the codes at the start of its messages (PostgreSQL's
 * protocol, chapter "Message Formats", {@code AuthenticationOk} and those after it) and the SASL mechanisms that it
 * offers.
 */
final class AuthenticationRequest {
    static final int OK = 0;
    static final int KERBEROS_5 = 2;
    static final int PASSWORD = 3;
    static final int CRYPT = 4;
    static final int MD5 = 5;
    static final int GSS = 7;
    static final int GSS_CONTINUE = 8;
    static final int SSPI = 9;
    static final int SASL = 10;
    static final int SASL_CONTINUE = 11;
    static final int SASL_FINAL = 12;

    static final String SCRAM = "SCRAM-SHA-256";
    static final String SCRAM_PLUS = "SCRAM-SHA-256-PLUS";
    static final String OAUTH = "OAUTHBEARER";

    private AuthenticationRequest() {}

    /**
     * Returns the mechanism names of a {@link #SASL} request; each ends with a zero byte, and another zero byte ends
     * the list.
     *
     * @param rest the message after the request code
     */
    static List<String> mechanisms(ByteBuffer rest) {
        String all = StandardCharsets.US_ASCII.decode(rest).toString();
        List<String> names = new ArrayList<>();
        for (String name : all.split("\0", -1)) {
            if (!name.isEmpty()) {
                names.add(name);
            }
        }
        return names;
    }
}
