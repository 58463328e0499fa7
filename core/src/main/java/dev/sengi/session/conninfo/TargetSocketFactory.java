package dev.sengi.session.conninfo;

import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.file.Path;
import javax.net.SocketFactory;

/**
 * Makes sockets that connect to one given target, whatever address they are told: how pgjdbc is made to use a certain
 * address of a host, or a Unix-domain socket.
 *
 * <p>pgjdbc makes the factory from its class name and an argument, which is {@code tcp:} and an IP address or
 * {@code unix:} and a path.
 */
public final class TargetSocketFactory extends SocketFactory {
    private static final String TCP = "tcp:";
    private static final String UNIX = "unix:";

    private final String target;

    /** @param target the argument, in the form that {@link #argument(ConnectionTarget)} gives it */
    public TargetSocketFactory(String target) {
        this.target = target;
    }

    static String argument(ConnectionTarget target) {
        return target.address() == null
                ? UNIX + target.socketPath()
                : TCP + target.address().getHostAddress();
    }

    @Override
    public Socket createSocket() {
        if (target.startsWith(UNIX)) {
            return new UnixSocket(Path.of(target.substring(UNIX.length())));
        }
        try {
            return new AddressSocket(InetAddress.getByName(target.substring(TCP.length())));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(target, e);
        }
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
        throw new UnsupportedOperationException();
    }
}
