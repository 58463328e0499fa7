package dev.sengi.benchmarks;

import dev.sengi.testing.ProjectLayout;
import dev.sengi.testing.RealClient;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Times dumps of a database with very many objects: tables with keys, checks, defaults, indexes and comments, a table
 * with many partitions, functions and views. PostgreSQL's own program and ours take turns, so that other load on the
 * machine slows both.
 *
 * <p>Needs the built commands and the real programs (see {@link RealClient}). Argument: the number of tables, by
 * default 20,000; there are a quarter as many functions, and a tenth as many partitions and views. To limit the memory
 * of our program, set {@code SENGI_JAVA_OPTS}, for example to {@code -Xmx400m}.
 */
public final class Scale {
    private static final int TABLES = 20_000;
    private static final int TABLES_A_TRANSACTION = 2_000;
    private static final int RUNS = 3;

    private static final String TABLE = """
            execute format('create table t%s (id int primary key, name text not null default ''x'' check (name <> ''''),
                price numeric(10,2), at timestamptz)', i);
            execute format('create index on t%s (name)', i);
            execute format('comment on table t%s is ''table %s''', i, i);""";
    private static final String PARTITION =
            "execute format('create table part_%s partition of part for values in (%s)', i, i);";
    private static final String FUNCTION = """
            execute format('create function f%s(a int, b text default ''x'') returns int language plpgsql
                as ''begin return a + %s; end''', i, i);""";
    private static final String VIEW = "execute format('create view v%s as select id, name from t%s', i, i);";

    private Scale() {}

    /** Prints the times, which include the start of each process, and their ratios. */
    public static void main(String[] args) throws IOException {
        int tables = args.length > 0 ? Integer.parseInt(args[0]) : TABLES;
        Commands real = RealClient.find()
                .map(client -> new Commands(client.program("pg_dump").getParent()))
                .orElseThrow(() -> new IllegalStateException("PostgreSQL's own programs are missing: set SENGI_PG18"));
        Path folder = ProjectLayout.root().resolve("benchmarks/target/scale");
        Files.createDirectories(folder);
        try (TestDatabase database = TestServer.current().createDatabase()) {
            fill(database, tables);
            compare("-s -Fp", database, real, folder);
            compare("-s -Fc", database, real, folder);
            compare("-Fc", database, real, folder);
        }
    }

    private static void compare(String options, TestDatabase database, Commands real, Path folder) {
        List<Double> theirs = new ArrayList<>();
        List<Double> mine = new ArrayList<>();
        for (int i = 0; i < RUNS; i++) {
            theirs.add(seconds(real, options, database, folder.resolve("real")));
            mine.add(seconds(Commands.built(), options, database, folder.resolve("ours")));
        }
        Collections.sort(theirs);
        Collections.sort(mine);
        line(options, "best", theirs.get(0), mine.get(0));
        line(options, "median", theirs.get(RUNS / 2), mine.get(RUNS / 2));
    }

    private static double seconds(Commands commands, String options, TestDatabase database, Path file) {
        List<String> arguments = new ArrayList<>(List.of(options.split(" ")));
        arguments.addAll(List.of("-f", file.toString(), "-d", database.connectionString()));
        return commands.run("pg_dump", arguments.toArray(String[]::new))
                        .duration()
                        .toNanos()
                / 1e9;
    }

    private static void line(String options, String which, double theirs, double mine) {
        System.out.printf(
                Locale.ROOT,
                "pg_dump %-6s %-6s: real %6.2f s, ours %6.2f s, ratio %.2f%n",
                options,
                which,
                theirs,
                mine,
                mine / theirs);
    }

    private static void fill(TestDatabase database, int tables) {
        for (int from = 1; from <= tables; from += TABLES_A_TRANSACTION) {
            repeat(database, from, Math.min(from + TABLES_A_TRANSACTION - 1, tables), TABLE);
        }
        database.execute("create table part (id bigint, kind int, primary key (id, kind)) partition by list (kind)");
        repeat(database, 1, tables / 10, PARTITION);
        repeat(database, 1, tables / 4, FUNCTION);
        repeat(database, 1, tables / 10, VIEW);
        database.execute("analyze");
    }

    private static void repeat(TestDatabase database, int from, int to, String command) {
        database.execute("do $$ begin for i in " + from + ".." + to + " loop\n" + command + "\nend loop; end $$");
    }
}
