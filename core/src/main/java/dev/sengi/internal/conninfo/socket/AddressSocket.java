package dev.sengi.internal.conninfo.socket;

import dev.sengi.SengiException;
import dev.sengi.internal.conninfo.parameter.ConninfoKeyword;
import dev.sengi.internal.conninfo.parameter.IntegerParameter;
import dev.sengi.internal.conninfo.startup.StartupFailure;
import dev.sengi.internal.conninfo.startup.StartupOutput;
import dev.sengi.internal.session.Connecting;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketOption;
import java.net.SocketTimeoutException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import jdk.net.ExtendedSocketOptions;

/** A TCP socket that connects to a fixed address; only the port of the endpoint passed to {@code connect} is used. */
public final class AddressSocket extends Socket {
    /** In seconds; assumed if the JDK cannot report the system's value. */
    private static final int DEFAULT_IDLE = 7200;

    /** In milliseconds; Linux does not check the user timeout earlier. */
    private static final int FIRST_RETRANSMISSION = 1000;

    private static final int MOST_KEEPALIVES = 127;

    private final InetAddress address;
    private final Map<String, String> options;
    private boolean keepAlive;
    private StartupOutput startup;
    private UserTimeout userTimeout;

    /** @param options values of connection parameters, by name */
    public AddressSocket(InetAddress address, Map<String, String> options) {
        this.address = address;
        this.options = options;
    }

    @Override
    @SuppressForbidden("only jdk.net has options for keepalive times")
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
        Connecting.through(this);
        keepAlive = number(ConninfoKeyword.KEEPALIVES, 1) != 0;
        if (keepAlive) {
            set(ConninfoKeyword.KEEPALIVES_IDLE, "TCP_KEEPIDLE", ExtendedSocketOptions.TCP_KEEPIDLE);
            set(ConninfoKeyword.KEEPALIVES_INTERVAL, "TCP_KEEPINTVL", ExtendedSocketOptions.TCP_KEEPINTERVAL);
            set(ConninfoKeyword.KEEPALIVES_COUNT, "TCP_KEEPCNT", ExtendedSocketOptions.TCP_KEEPCOUNT);
        }
        int userTimeout = keepAlive ? Math.max(0, number(ConninfoKeyword.TCP_USER_TIMEOUT, 0)) : 0;
        connect(((InetSocketAddress) endpoint).getPort(), timeout, userTimeout);
        if (userTimeout > 0) {
            watch(userTimeout);
        }
        startup = new StartupOutput(plainOutput());
    }

    private void connect(int port, int timeout, int userTimeout) throws IOException {
        int limit = Math.max(userTimeout, FIRST_RETRANSMISSION);
        boolean shorter = userTimeout > 0 && (timeout == 0 || limit < timeout);
        try {
            super.connect(new InetSocketAddress(address, port), shorter ? limit : timeout);
        } catch (SocketTimeoutException e) {
            if (shorter) {
                throw (ConnectException) new ConnectException(UserTimeout.TIMED_OUT).initCause(e);
            }
            throw e;
        } catch (SocketException e) {
            throw (ConnectException) new ConnectException(e.getMessage()).initCause(e);
        }
    }

    @SuppressForbidden("only jdk.net has options for keepalive times")
    private void watch(int timeout) throws IOException {
        long idle = DEFAULT_IDLE;
        if (supportedOptions().contains(ExtendedSocketOptions.TCP_KEEPIDLE)) {
            idle = getOption(ExtendedSocketOptions.TCP_KEEPIDLE);
            // The timeout must end the connection, not the number of unanswered probes.
            setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, MOST_KEEPALIVES);
        }
        userTimeout = UserTimeout.watch(this, timeout, TimeUnit.SECONDS.toMillis(idle));
    }

    private InputStream plainInput() throws IOException {
        InputStream in = super.getInputStream();
        return userTimeout == null ? in : userTimeout.input(in);
    }

    private OutputStream plainOutput() throws IOException {
        OutputStream out = super.getOutputStream();
        return userTimeout == null ? out : userTimeout.output(out);
    }

    private int number(ConninfoKeyword keyword, int otherwise) throws StartupFailure {
        String text = options.get(keyword.label());
        try {
            return text == null ? otherwise : IntegerParameter.parse(keyword, text);
        } catch (SengiException e) {
            throw StartupFailure.unconnected(e.getMessage());
        }
    }

    private void set(ConninfoKeyword keyword, String name, SocketOption<Integer> option) throws StartupFailure {
        if (!options.containsKey(keyword.label())) {
            return;
        }
        int value = number(keyword, 0);
        try {
            setOption(option, value);
        } catch (IOException | IllegalArgumentException e) {
            throw StartupFailure.unconnected("setsockopt(" + name + ") failed: Invalid argument");
        } catch (UnsupportedOperationException e) {
            throw unsupported(keyword);
        }
    }

    private static StartupFailure unsupported(ConninfoKeyword keyword) {
        return new StartupFailure("connection option \"" + keyword.label() + "\" is not supported");
    }

    /** Enables keepalives only if the {@code keepalives} parameter allows them, although the driver requests them. */
    @Override
    public void setKeepAlive(boolean on) throws SocketException {
        super.setKeepAlive(on && keepAlive);
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return startup == null ? plainInput() : startup.answers(plainInput());
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return startup == null ? plainOutput() : startup;
    }
}
