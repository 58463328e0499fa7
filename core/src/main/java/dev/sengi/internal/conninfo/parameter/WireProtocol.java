package dev.sengi.internal.conninfo.parameter;

import dev.sengi.SengiException;
import java.util.Map;
import java.util.Optional;

/** The protocol versions that {@code min_protocol_version} and {@code max_protocol_version} allow. */
public final class WireProtocol {
    private static final String LATEST = "3.2";
    private static final Map<String, Integer> CODES = Map.of("3.0", 3 << 16, LATEST, 3 << 16 | 2);

    private WireProtocol() {}

    /** Returns a version as messages encode it. */
    public static int code(String version) {
        return CODES.get(name(version));
    }

    public static String name(String version) {
        return version.equals("latest") ? LATEST : version;
    }

    /** Fails if the minimum is above the maximum; both must be known versions. */
    static void check(Optional<String> least, Optional<String> greatest) {
        if (least.isPresent() && greatest.isPresent() && code(least.get()) > code(greatest.get())) {
            throw new SengiException("\"min_protocol_version\" is greater than \"max_protocol_version\"");
        }
    }

    /**
     * Returns the version to request, or empty for the driver's default, which is 3.0 as in libpq 18. That version is
     * never named, because old drivers have another name for it.
     */
    public static Optional<String> requested(Optional<String> least, Optional<String> greatest) {
        return greatest.or(() -> least).map(WireProtocol::name).filter(LATEST::equals);
    }
}
