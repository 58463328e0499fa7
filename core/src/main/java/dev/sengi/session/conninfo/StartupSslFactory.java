package dev.sengi.session.conninfo;

import java.io.IOException;
import java.net.Socket;
import java.util.Properties;
import javax.net.ssl.SSLSocket;
import org.postgresql.ssl.LibPQFactory;
import org.postgresql.util.PSQLException;

/** The driver's own encryption, with certificates as libpq has them, under a {@link StartupOutput}. */
public final class StartupSslFactory extends LibPQFactory {

    /** Called by the driver, with its connection's properties. */
    public StartupSslFactory(Properties properties) throws PSQLException {
        super(properties);
    }

    @Override
    public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
        return new StartupSslSocket((SSLSocket) super.createSocket(socket, host, port, autoClose));
    }
}
