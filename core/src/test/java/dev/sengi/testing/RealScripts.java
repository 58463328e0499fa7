package dev.sengi.testing;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Scripts of whole databases by the real pg_dump without options. Safe for use by several threads. */
public final class RealScripts {
    /** A server and a JVM have the samples once, and nobody modifies them. */
    private static final Map<String, byte[]> OF_SAMPLES = new ConcurrentHashMap<>();

    private RealScripts() {}

    /** Returns a sample's script, which is made once a server. */
    public static byte[] ofSample(TestServer server, String sample) {
        return OF_SAMPLES.computeIfAbsent(server.major() + "/" + sample, key -> of(server.sample(sample)));
    }

    /** Returns the script of a database as it is now. */
    public static byte[] of(TestDatabase database) {
        return RealClient.require()
                .run("pg_dump", "-d", database.connectionString())
                .assertSuccess()
                .stdout();
    }
}
