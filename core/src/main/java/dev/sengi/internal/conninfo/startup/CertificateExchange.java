package dev.sengi.internal.conninfo.startup;

import java.io.IOException;

/** The certificates that server and client have exchanged on a connection: none if it is not encrypted. */
@FunctionalInterface
public interface CertificateExchange {
    CertificateExchange NONE = () -> null;

    /** Returns the hash of the server's certificate for channel binding, or null if the connection is not encrypted. */
    byte[] serverHash() throws IOException;

    /** Returns whether the server requested a certificate. */
    default boolean isClientRequested() {
        return false;
    }

    /** Returns whether the client had a certificate to present. */
    default boolean isClientPresented() {
        return false;
    }
}
