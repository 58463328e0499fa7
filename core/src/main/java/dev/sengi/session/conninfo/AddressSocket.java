package dev.sengi.session.conninfo;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;

/** A TCP socket that connects to a given address; of what it is told it takes the port. */
final class AddressSocket extends Socket {
    private final InetAddress address;
    private StartupOutput startup;

    AddressSocket(InetAddress address) {
        this.address = address;
    }

    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
        super.connect(new InetSocketAddress(address, ((InetSocketAddress) endpoint).getPort()), timeout);
        startup = new StartupOutput(super.getOutputStream());
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return startup == null ? super.getOutputStream() : startup;
    }
}
