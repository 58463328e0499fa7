package dev.sengi.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** A separate server with roles, tablespaces and databases of every kind that it supports. */
public final class SampleCluster implements AutoCloseable {
    private final TestServer server;

    private SampleCluster(TestServer server) {
        this.server = server;
    }

    /** Starts a server of the major version and creates everything in it. */
    public static SampleCluster start(int major) {
        TestServer server = TestServer.startOwn(major);
        SampleCluster cluster = new SampleCluster(server);
        cluster.run("1-roles");
        cluster.run("2-tablespaces");
        cluster.makeTablespaceInFolder();
        cluster.run("3-databases");
        if (major < 19) {
            cluster.run("before-19");
        }
        for (int since = 15; since <= 17; since++) {
            if (major >= since) {
                cluster.run("since-" + since);
            }
        }
        server.database("zulu")
                .execute(
                        "CREATE TABLE item (id int PRIMARY KEY, name text)",
                        "INSERT INTO item VALUES (1, 'x'), (2, 'ü')",
                        "ALTER TABLE item OWNER TO plain");
        server.database("template1").execute("CREATE TABLE in_template1 (x int)");
        return cluster;
    }

    public TestServer server() {
        return server;
    }

    /** Executes each statement of a script separately, because some must not be in a transaction. */
    private void run(String script) {
        server.maintenance()
                .execute(Stream.of(resource(script + ".sql").split(";\n")).toArray(String[]::new));
    }

    private void makeTablespaceInFolder() {
        TestDatabase database = server.maintenance();
        // The program reads its input to the end: otherwise the server may fail to write to it.
        database.execute("COPY (SELECT 1) TO PROGRAM 'cat > /dev/null && mkdir \"a folder\"'");
        String folder = database.value("SHOW data_directory") + "/a folder";
        database.execute("CREATE TABLESPACE in_folder LOCATION '" + folder + "'");
    }

    private static String resource(String name) {
        try (InputStream in = SampleCluster.class.getResourceAsStream("cluster/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.stop();
    }
}
