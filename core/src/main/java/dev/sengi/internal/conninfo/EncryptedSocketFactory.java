package dev.sengi.internal.conninfo;

import dev.sengi.internal.conninfo.socket.StartupSslSocket;
import dev.sengi.internal.conninfo.tls.TlsClient;
import java.io.IOException;
import java.net.Socket;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.SocketFactory;

/**
 * Creates sockets that start encryption as they connect.
 *
 * <p>pgjdbc creates the factory from its class name and a string, which cannot contain everything that
 * {@link TlsClient} needs. The string is therefore the key under which a factory was registered.
 */
public final class EncryptedSocketFactory extends UnconnectedSocketFactory {
    private static final Map<String, EncryptedSocketFactory> REGISTERED = new ConcurrentHashMap<>();

    private final SocketFactory connections;
    private final TlsClient client;

    private EncryptedSocketFactory(SocketFactory connections, TlsClient client) {
        this.connections = connections;
        this.client = client;
    }

    /** @param key a key that {@link #register} returned and that has not been released */
    public EncryptedSocketFactory(String key) {
        this(REGISTERED.get(key).connections, REGISTERED.get(key).client);
    }

    /** Registers a factory and returns the argument for the constructor. */
    static String register(SocketFactory connections, TlsClient client) {
        String key = UUID.randomUUID().toString();
        REGISTERED.put(key, new EncryptedSocketFactory(connections, client));
        return key;
    }

    static void release(String key) {
        REGISTERED.remove(key);
    }

    @Override
    public Socket createSocket() throws IOException {
        return new StartupSslSocket(connections.createSocket(), client);
    }
}
