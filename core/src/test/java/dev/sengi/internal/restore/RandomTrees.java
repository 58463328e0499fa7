package dev.sengi.internal.restore;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Scripts of random databases with trees of partitions and of inheriting tables. Any table may have objects that a
 * restore must not create before the rows exist: triggers and rules that write further rows, constraints that the rows
 * violate, policies, foreign keys. Rows take a while to load, to give parallel restores time for mistakes.
 */
final class RandomTrees {
    private static final int TABLES = 14;

    private final Random random;
    private final List<String> script = new ArrayList<>();
    /** How each table is partitioned; empty if it is not. */
    private final List<String> methods = new ArrayList<>();

    private final List<Integer> parents = new ArrayList<>();

    private RandomTrees(int seed) {
        random = new Random(seed);
    }

    /** Returns the commands that create the database for a seed. */
    static List<String> script(int seed) {
        RandomTrees trees = new RandomTrees(seed);
        trees.write();
        return trees.script;
    }

    private void write() {
        script.add("CREATE TYPE shade AS ENUM ('red', 'green', 'blue')");
        script.add("CREATE DOMAIN small AS int");
        script.add("CREATE TABLE audit (what text, a int)");
        script.add("CREATE TABLE ref (a int PRIMARY KEY)");
        script.add("INSERT INTO ref SELECT generate_series(1, 40)");
        script.add("CREATE FUNCTION log_it() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                + " INSERT INTO public.audit VALUES (TG_NAME, CASE TG_LEVEL WHEN 'ROW' THEN NEW.a END);"
                + " RETURN CASE TG_LEVEL WHEN 'ROW' THEN NEW END; END $$");
        for (int table = 0; table < TABLES; table++) {
            table(table);
        }
        for (int table = 0; table < TABLES; table++) {
            rows(table);
        }
        for (int i = 0; i < 3 * TABLES; i++) {
            finish(random.nextInt(TABLES), i);
        }
    }

    private void table(int table) {
        int above = random.nextInt(table + 2) - 2;
        if (above >= 0 && methods.get(above).isEmpty() && isPartition(above)) {
            above = parents.get(above);
        }
        if (above >= 0 && methods.get(above).startsWith("HASH")) {
            above = -1;
        }
        String name = "CREATE TABLE t" + table;
        String method = "";
        if (above < 0) {
            method = random.nextInt(3) > 0
                    ? List.of("RANGE (a)", "LIST (a)", "HASH (c)").get(random.nextInt(3))
                    : "";
            script.add(name + " (a small, b text, c shade, CHECK (pg_sleep(a % 4 * 0.004) IS NOT NULL))" + by(method));
        } else if (methods.get(above).isEmpty()) {
            script.add(name + " (x int) INHERITS (t" + above + ")");
        } else {
            method = random.nextInt(3) == 0 ? "HASH (c)" : "";
            script.add(name + " PARTITION OF t" + above + bounds(above, table) + by(method));
        }
        methods.add(method);
        parents.add(above);
        if (method.startsWith("HASH")) {
            // The hash of an enum depends on its OIDs: a restored row may belong to another partition.
            for (int remainder = 0; remainder < 3; remainder++) {
                script.add("CREATE TABLE t" + table + "_" + remainder + " PARTITION OF t" + table
                        + " FOR VALUES WITH (MODULUS 3, REMAINDER " + remainder + ")");
            }
        }
    }

    private boolean isPartition(int table) {
        return parents.get(table) >= 0 && !methods.get(parents.get(table)).isEmpty();
    }

    private static String by(String method) {
        return method.isEmpty() ? "" : " PARTITION BY " + method;
    }

    private String bounds(int above, int table) {
        return methods.get(above).startsWith("RANGE")
                ? " FOR VALUES FROM (" + table * 100 + ") TO (" + (table + 1) * 100 + ")"
                : " FOR VALUES IN (" + table * 100 + ", " + (table * 100 + 1) + ")";
    }

    private void rows(int table) {
        for (int member = table; member >= 0; member = parents.get(member)) {
            for (String shade : List.of("red", "green", "blue")) {
                for (int value = member * 100; value < member * 100 + 2; value++) {
                    // Not every row fits a partition.
                    script.add(passedOver(
                            "INSERT INTO t" + table + " VALUES (" + value + ", 'b" + table + "', '" + shade + "')"));
                }
            }
        }
    }

    private static String passedOver(String command) {
        return "DO $do$ BEGIN EXECUTE $sql$" + command + "$sql$; EXCEPTION WHEN others THEN NULL; END $do$";
    }

    private void finish(int table, int number) {
        String name = "x" + number;
        String on = " ON t" + table;
        String alter = "ALTER TABLE t" + table + " ADD CONSTRAINT " + name;
        String command =
                switch (random.nextInt(12)) {
                    case 0 ->
                        "CREATE TRIGGER " + name + " AFTER INSERT" + on + " FOR EACH ROW EXECUTE FUNCTION log_it()";
                    case 1 ->
                        "CREATE TRIGGER " + name + " BEFORE INSERT" + on
                                + " FOR EACH STATEMENT EXECUTE FUNCTION log_it()";
                    case 2 ->
                        "CREATE CONSTRAINT TRIGGER " + name + " AFTER INSERT" + on
                                + " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION log_it()";
                    case 3 ->
                        "CREATE RULE " + name + " AS ON INSERT TO t" + table + " DO ALSO INSERT INTO audit VALUES ('"
                                + name + "', NEW.a)";
                    case 4 -> alter + " CHECK (a < 0) NOT VALID";
                    case 5 -> alter + " FOREIGN KEY (a) REFERENCES ref (a) NOT VALID";
                    case 6 -> alter + " FOREIGN KEY (a) REFERENCES ref (a) DEFERRABLE INITIALLY DEFERRED NOT VALID";
                    case 7 -> alter + " NOT NULL b NOT VALID";
                    case 8 -> "CREATE POLICY " + name + on + " USING (false) WITH CHECK (false)";
                    case 9 -> "ALTER TABLE t" + table + " ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY";
                    case 10 -> "CREATE INDEX " + name + on + " (b)";
                    default -> "ALTER DOMAIN small ADD CONSTRAINT " + name + " CHECK (VALUE < 0) NOT VALID";
                };
        script.add(passedOver(command));
    }
}
