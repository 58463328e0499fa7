package dev.sengi.session.conninfo;

import java.io.IOException;
import java.net.Socket;
import java.util.Properties;
import javax.net.ssl.SSLSocket;
import org.postgresql.ssl.DefaultJavaSSLFactory;

/** Encryption with the root certificates of the Java runtime, {@code sslrootcert=system}, under a {@link StartupOutput}. */
public final class SystemSslFactory extends DefaultJavaSSLFactory {

    /** Called by the driver, with its connection's properties. */
    public SystemSslFactory(Properties properties) {
        super(properties);
    }

    @Override
    public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
        return new StartupSslSocket((SSLSocket) super.createSocket(socket, host, port, autoClose));
    }
}
