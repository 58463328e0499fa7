package dev.sengi.testing;

import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Dumps by the real pg_dump. Thread-safe. */
public final class RealScripts {
    /** Samples are loaded once per server and JVM, and never modified. Their scripts may be discarded to free memory. */
    private static final Map<String, SoftReference<byte[]>> OF_SAMPLES = new ConcurrentHashMap<>();

    private RealScripts() {}

    /** Returns a sample's script, which is created once per server if there is enough memory. */
    public static byte[] ofSample(TestServer server, String sample) {
        String key = server.major() + "/" + sample;
        SoftReference<byte[]> known = OF_SAMPLES.get(key);
        byte[] script = known == null ? null : known.get();
        if (script == null) {
            script = of(server.sample(sample));
            OF_SAMPLES.put(key, new SoftReference<>(script));
        }
        return script;
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
