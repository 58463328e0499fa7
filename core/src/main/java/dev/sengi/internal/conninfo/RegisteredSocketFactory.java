package dev.sengi.internal.conninfo;

import java.io.IOException;
import java.net.Socket;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Passes on sockets that somebody else creates.
 *
 * <p>pgjdbc creates the factory from its class name and a string, which cannot contain what the creation of the sockets
 * needs. The string is therefore the key under which {@link Sockets} were registered.
 */
public final class RegisteredSocketFactory extends UnconnectedSocketFactory {
    private static final Map<String, Sockets> REGISTERED = new ConcurrentHashMap<>();
    private static final AtomicLong LAST_KEY = new AtomicLong();

    private final Sockets sockets;

    /** @param key a key that {@link #register} returned and that has not been released */
    public RegisteredSocketFactory(String key) {
        sockets = Objects.requireNonNull(REGISTERED.get(key));
    }

    /** Creates sockets, which the driver connects unless they are connected already. */
    @FunctionalInterface
    interface Sockets {
        Socket create() throws IOException;
    }

    /** Returns the argument for the constructor. */
    static String register(Sockets sockets) {
        String key = Long.toString(LAST_KEY.incrementAndGet());
        REGISTERED.put(key, sockets);
        return key;
    }

    static void release(String key) {
        REGISTERED.remove(key);
    }

    @Override
    public Socket createSocket() throws IOException {
        return sockets.create();
    }
}
