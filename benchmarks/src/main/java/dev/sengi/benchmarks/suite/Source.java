package dev.sengi.benchmarks.suite;

import dev.sengi.testing.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The databases that are dumped. Their content is always the same; a factor scales the numbers of tables and rows. */
enum Source {
    /** Few large tables: padded numbers, text, and bytes that do not compress. */
    BENCH("710 MB of COPY text in 5 tables"),

    /** Very many objects without rows. */
    MANY("20,000 empty tables, 2,500 functions, 1,250 views and 500 partitions"),

    /** So little data that the program's start takes most of the time. */
    ONE("one table"),

    /** A schema of about 3,000 entries, for slow links. */
    SCHEMA("300 empty tables with keys, indexes, checks, sequences, comments and views"),

    /** Many small tables with data, for slow links. */
    SMALL("1,000 tables of 20 rows");

    private static final String SCALED = """
            CREATE FUNCTION pg_temp.scaled(number int) RETURNS int LANGUAGE sql
            RETURN (number * current_setting('bench.scale')::numeric)::int""";

    private final String description;

    Source(String description) {
        this.description = description;
    }

    /** Returns what the reports call it. */
    String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns what the database contains at scale 1. */
    String description() {
        return description;
    }

    /** Fills an empty database. */
    void fill(TestDatabase database, double scale) {
        List<String> commands = new ArrayList<>();
        commands.add(String.format(Locale.ROOT, "SET bench.scale = '%f'", scale));
        commands.add(SCALED);
        // A command that commits must be the only one of its message.
        commands.addAll(List.of(script().split("\n\n", -1)));
        // A measured scan should neither have to set hint bits nor coincide with the writes of a checkpoint.
        commands.add("VACUUM (FREEZE)");
        commands.add("CHECKPOINT");
        database.execute(commands.toArray(String[]::new));
        database.analyze();
    }

    /** Returns commands separated by empty lines. */
    private String script() {
        try (InputStream in = Source.class.getResourceAsStream(title() + ".sql")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
