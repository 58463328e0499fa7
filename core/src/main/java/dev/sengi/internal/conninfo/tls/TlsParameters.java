package dev.sengi.internal.conninfo.tls;

import java.util.Optional;

/**
 * How to encrypt a connection. File names are kept as the user specified them, because messages quote them.
 *
 * @param host the name or address that the certificate must be for and that SNI sends; empty if only {@code hostaddr}
 *     was given
 * @param direct whether the handshake starts without asking the server first ({@code sslnegotiation=direct})
 * @param sni whether to send the host's name to the server
 */
public record TlsParameters(
        String host, boolean direct, boolean sni, ProtocolRange protocols, Trust trust, Identity identity) {

    /**
     * Which server certificates are accepted.
     *
     * @param rootRequired whether a missing file of root certificates is an error; if not, nothing is verified without
     *     it
     * @param nameVerified whether the certificate must be for {@code host}
     * @param rootFile the file of root certificates, or {@code system}
     * @param crlFile the file of revocation lists, or empty
     * @param crlDirectory the directory of revocation lists, or empty
     * @param systemFile {@code SSL_CERT_FILE}
     * @param systemDirectories {@code SSL_CERT_DIR}: directories, separated by colons
     */
    public record Trust(
            boolean rootRequired,
            boolean nameVerified,
            String rootFile,
            String crlFile,
            String crlDirectory,
            Optional<String> systemFile,
            Optional<String> systemDirectories) {}

    /**
     * What the client presents.
     *
     * @param used whether to send a certificate at all
     * @param certificateFile the file with the certificate; if it is missing, there is no certificate to present
     * @param password the password of the key file, or empty
     */
    public record Identity(boolean used, String certificateFile, String keyFile, String password) {
        @Override
        public String toString() {
            return "Identity[" + certificateFile + "]";
        }
    }
}
