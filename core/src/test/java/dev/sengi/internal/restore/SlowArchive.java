package dev.sengi.internal.restore;

import dev.sengi.testing.RealClient;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.nio.file.Path;

/** An archive with an index whose creation takes as many seconds as the database's setting {@code sengi.nap}. */
public final class SlowArchive {
    private static final String SLOW_INDEX = """
            CREATE FUNCTION nap(int) RETURNS int IMMUTABLE LANGUAGE plpgsql AS $$ BEGIN
                PERFORM pg_catalog.pg_sleep(pg_catalog.current_setting('sengi.nap', true)::float);
                RETURN $1;
            END $$;
            CREATE TABLE a AS SELECT 1 AS x;
            CREATE TABLE b AS SELECT 2 AS y;
            CREATE INDEX slow ON a (public.nap(x));""";

    private static final String BUILDING = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            + " AND state = 'active' AND query LIKE '%CREATE INDEX slow%' AND pid <> pg_backend_pid()";

    private SlowArchive() {}

    /** Writes the archive to a file, with options of pg_dump. */
    public static Path make(Path file, String... options) {
        try (TestDatabase source = TestServer.current().createDatabase()) {
            source.execute(SLOW_INDEX);
            String[] args = new String[options.length + 4];
            args[0] = "-Fc";
            args[1] = "-f";
            args[2] = file.toString();
            args[3] = source.connectionString();
            System.arraycopy(options, 0, args, 4, options.length);
            RealClient.require().run("pg_dump", args).assertSuccess();
        }
        return file;
    }

    /** Returns a database in which the index takes a minute. */
    public static TestDatabase target() {
        TestDatabase target = TestServer.current().createDatabase();
        target.execute("ALTER DATABASE " + target.name() + " SET sengi.nap = 60");
        return target;
    }

    /** Waits until the index is being built. */
    public static void awaitIndex(TestDatabase target) throws InterruptedException {
        target.await(BUILDING, "1");
    }

    /** Waits until no session is building the index: the server may take a moment to obey a cancel request. */
    public static void awaitEnd(TestDatabase target) throws InterruptedException {
        target.await(BUILDING, "0");
    }
}
