package dev.sengi.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Dumps by the real pg_dump. Thread-safe. */
public final class RealScripts {
    /** Samples are loaded once per server and JVM, and never modified. */
    private static final Map<String, byte[]> OF_SAMPLES = new ConcurrentHashMap<>();

    private RealScripts() {}

    /** Returns a sample's script, which is created once per server. */
    public static byte[] ofSample(TestServer server, String sample) {
        return OF_SAMPLES.computeIfAbsent(server.major() + "/" + sample, key -> of(server.sample(sample)));
    }

    /** Returns the script of a database in its current state, or what the options of pg_dump make of it. */
    public static byte[] of(TestDatabase database, String... options) {
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.addAll(List.of("-d", database.connectionString()));
        return RealClient.requireFor(database.server())
                .run("pg_dump", arguments.toArray(String[]::new))
                .assertSuccess()
                .stdout();
    }
}
