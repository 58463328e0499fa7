package dev.sengi.testing;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Scripts of whole databases by the real pg_dump without options. Thread-safe. */
public final class RealScripts {
    /** Samples are loaded once per server and JVM, and never modified. */
    private static final Map<String, byte[]> OF_SAMPLES = new ConcurrentHashMap<>();

    private RealScripts() {}

    /** Returns a sample's script, which is created once per server. */
    public static byte[] ofSample(TestServer server, String sample) {
        return OF_SAMPLES.computeIfAbsent(server.major() + "/" + sample, key -> of(server.sample(sample)));
    }

    /** Returns the script of a database in its current state. */
    public static byte[] of(TestDatabase database) {
        return RealClient.requireFor(database.server())
                .run("pg_dump", "-d", database.connectionString())
                .assertSuccess()
                .stdout();
    }
}
