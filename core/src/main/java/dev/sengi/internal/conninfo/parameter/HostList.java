package dev.sengi.internal.conninfo.parameter;

import dev.sengi.SengiException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Pairs the comma-separated hosts, addresses and ports of a connection. */
final class HostList {
    /** Where Debian's libpq looks for a server if no host is given; others look in {@code /tmp}. */
    static final String DEFAULT_SOCKET_DIRECTORY = "/var/run/postgresql";

    private static final String DEFAULT_PORT = "5432";

    private HostList() {}

    static List<HostSpec> of(Map<ConninfoKeyword, String> parameters) {
        List<String> names = split(parameters.get(ConninfoKeyword.HOST));
        List<String> addresses = split(parameters.get(ConninfoKeyword.HOSTADDR));
        List<String> ports = split(parameters.get(ConninfoKeyword.PORT));
        int count = Math.max(1, addresses.isEmpty() ? names.size() : addresses.size());
        if (!addresses.isEmpty() && !names.isEmpty() && names.size() != count) {
            throw new SengiException(
                    "could not match " + names.size() + " host names to " + count + " hostaddr values");
        }
        if (ports.size() > 1 && ports.size() != count) {
            throw new SengiException("could not match " + ports.size() + " port numbers to " + count + " hosts");
        }
        List<HostSpec> hosts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String address = element(addresses, i);
            String name = element(names, i);
            String port = element(ports, ports.size() == 1 ? 0 : i);
            hosts.add(new HostSpec(
                    name.isEmpty() && address.isEmpty() ? DEFAULT_SOCKET_DIRECTORY : name,
                    address,
                    port.isEmpty() ? DEFAULT_PORT : port));
        }
        return List.copyOf(hosts);
    }

    private static List<String> split(String list) {
        return list == null || list.isEmpty() ? List.of() : List.of(list.split(",", -1));
    }

    private static String element(List<String> list, int index) {
        return index < list.size() ? list.get(index) : "";
    }
}
