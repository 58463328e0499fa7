package dev.sengi.internal.conninfo;

import dev.sengi.internal.conninfo.parameter.Conninfo;
import dev.sengi.internal.conninfo.parameter.ConninfoKeyword;
import dev.sengi.internal.conninfo.socket.AddressSocket;
import dev.sengi.internal.conninfo.socket.UnixSocket;
import dev.sengi.internal.conninfo.startup.PackedText;
import dev.sengi.internal.text.NativeText;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Creates sockets that connect to one given target and ignore the address passed to them. This makes pgjdbc use a
 * specific address of a host, or a Unix-domain socket.
 *
 * <p>pgjdbc creates the factory from its class name and an argument, which is a {@link PackedText}: the address or the
 * path, and the values of parameters that concern the socket.
 */
public final class TargetSocketFactory extends UnconnectedSocketFactory {
    private static final String TCP = "tcp";
    private static final String UNIX = "unix";
    private static final List<ConninfoKeyword> TCP_OPTIONS = List.of(
            ConninfoKeyword.KEEPALIVES,
            ConninfoKeyword.KEEPALIVES_IDLE,
            ConninfoKeyword.KEEPALIVES_INTERVAL,
            ConninfoKeyword.KEEPALIVES_COUNT,
            ConninfoKeyword.TCP_USER_TIMEOUT);

    private final Map<String, String> target;

    /** @param argument a result of {@link #argument} */
    public TargetSocketFactory(String argument) {
        this.target = PackedText.read(argument);
    }

    static String argument(ConnectionTarget target, Conninfo conninfo) {
        Map<String, String> argument = new LinkedHashMap<>();
        if (target.isLocal()) {
            argument.put(UNIX, target.socketPath());
            put(argument, conninfo, ConninfoKeyword.REQUIREPEER);
        } else {
            argument.put(TCP, target.address().getHostAddress());
            TCP_OPTIONS.forEach(option -> put(argument, conninfo, option));
        }
        return PackedText.of(argument);
    }

    private static void put(Map<String, String> argument, Conninfo conninfo, ConninfoKeyword keyword) {
        conninfo.given(keyword).ifPresent(value -> argument.put(keyword.label(), value));
    }

    @Override
    public Socket createSocket() {
        if (target.containsKey(UNIX)) {
            return new UnixSocket(
                    NativeText.path(target.get(UNIX)), target.getOrDefault(ConninfoKeyword.REQUIREPEER.label(), ""));
        }
        try {
            return new AddressSocket(InetAddress.getByName(target.get(TCP)), target);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(target.get(TCP), e);
        }
    }
}
