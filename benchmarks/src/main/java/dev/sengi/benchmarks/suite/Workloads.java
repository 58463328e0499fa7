package dev.sengi.benchmarks.suite;

import static dev.sengi.benchmarks.suite.Goal.ratio;
import static dev.sengi.benchmarks.suite.Goal.value;
import static dev.sengi.benchmarks.suite.Metric.ELAPSED;
import static dev.sengi.benchmarks.suite.Metric.MEMORY;
import static dev.sengi.benchmarks.suite.Metric.PROCESSOR;
import static dev.sengi.benchmarks.suite.Metric.SIZE;

import dev.sengi.benchmarks.suite.Work.Bench;
import java.util.List;
import java.util.function.Function;

/** All lines of the comparison, with the project's goals. */
final class Workloads {
    private static final int START_UP_REPETITIONS = 3;
    /** The first Java with stored method profiles. */
    private static final int QUICK_JAVA = 25;

    private static final Goal MEMORY_LIMIT = value(MEMORY, 128);
    private static final Goal SAME_SIZE = ratio(SIZE, 1.02);

    static final List<Workload> ALL = List.of(
            new Workload(
                    "dump-none",
                    "dump of bench, `-Fc -Z none`",
                    dump("-Fc -Z none"),
                    ratio(ELAPSED, 1.00),
                    ratio(PROCESSOR, 1.3),
                    MEMORY_LIMIT,
                    SAME_SIZE),
            new Workload(
                    "dump-lz4",
                    "dump of bench, `-Fc -Z lz4`",
                    dump("-Fc -Z lz4"),
                    ratio(ELAPSED, 1.00),
                    ratio(PROCESSOR, 1.3),
                    MEMORY_LIMIT,
                    SAME_SIZE),
            new Workload(
                    "dump-gzip",
                    "dump of bench, `-Fc` (gzip)",
                    dump("-Fc"),
                    ratio(ELAPSED, 0.60),
                    MEMORY_LIMIT,
                    SAME_SIZE),
            new Workload(
                    "dump-zstd",
                    "dump of bench, `-Fc -Z zstd`",
                    dump("-Fc -Z zstd"),
                    ratio(ELAPSED, 0.75),
                    ratio(PROCESSOR, 1.1),
                    MEMORY_LIMIT,
                    SAME_SIZE),
            // The real pg_dump refuses -j for this format.
            new Workload(
                    "dump-gzip-j2",
                    "dump of bench, `-Fc -j2` (gzip); real: `-Fc`",
                    bench -> new Dump(bench, Source.BENCH, Route.DIRECT, "-Fc", "-Fc -j2"),
                    ratio(ELAPSED, 0.55),
                    MEMORY_LIMIT,
                    SAME_SIZE),
            new Workload(
                    "directory-zstd-j2",
                    "dump of bench, `-Fd -j2 -Z zstd`",
                    dump("-Fd -j2 -Z zstd"),
                    ratio(ELAPSED, 0.90),
                    MEMORY_LIMIT,
                    SAME_SIZE),
            new Workload(
                    "restore-j1",
                    "restore of bench, `-j1`",
                    restore(Source.BENCH, Route.DIRECT, "-j1"),
                    ratio(ELAPSED, 1.00),
                    MEMORY_LIMIT),
            new Workload(
                    "restore-j2",
                    "restore of bench, `-j2`",
                    restore(Source.BENCH, Route.DIRECT, "-j2"),
                    ratio(ELAPSED, 0.90),
                    MEMORY_LIMIT),
            new Workload(
                    "schema-many", "dump of many, `-s`", dump(Source.MANY, Route.DIRECT, "-s"), ratio(ELAPSED, 1.00)),
            new Workload(
                    "dump-many", "dump of many, `-Fc`", dump(Source.MANY, Route.DIRECT, "-Fc"), ratio(ELAPSED, 0.80)),
            new Workload(
                    "list-many",
                    "`pg_restore -l` of many",
                    bench -> new Listing(bench, Source.MANY),
                    ratio(ELAPSED, 1.50)),
            new Workload(
                            "schema-one",
                            "dump of one, `-s`",
                            dump(Source.ONE, Route.DIRECT, "-s"),
                            value(ELAPSED, Runtime.version().feature() >= QUICK_JAVA ? 0.35 : 0.60))
                    .repeated(START_UP_REPETITIONS),
            new Workload(
                    "socket-none",
                    "dump of bench over a Unix-domain socket, `-Fc -Z none`",
                    dump(Source.BENCH, Route.SOCKET, "-Fc -Z none"),
                    ratio(ELAPSED, 1.00),
                    MEMORY_LIMIT),
            new Workload(
                    "socket-lz4",
                    "dump of bench over a Unix-domain socket, `-Fc -Z lz4`",
                    dump(Source.BENCH, Route.SOCKET, "-Fc -Z lz4"),
                    ratio(ELAPSED, 1.00),
                    MEMORY_LIMIT),
            new Workload(
                    "socket-restore",
                    "restore of bench over a Unix-domain socket, `-j1`",
                    restore(Source.BENCH, Route.SOCKET, "-j1"),
                    ratio(ELAPSED, 1.00),
                    MEMORY_LIMIT),
            new Workload(
                    "link-schema-dump",
                    "dump of schema at 20 ms, `-s`",
                    dump(Source.SCHEMA, Route.SLOW, "-s"),
                    ratio(ELAPSED, 0.10)),
            new Workload(
                    "link-schema-restore",
                    "restore of schema at 20 ms, `-s`",
                    restore(Source.SCHEMA, Route.SLOW, "-s"),
                    ratio(ELAPSED, 0.04)),
            new Workload(
                    "link-small-dump",
                    "dump of small at 20 ms, `-Fc`",
                    dump(Source.SMALL, Route.SLOW, "-Fc"),
                    ratio(ELAPSED, 0.30)),
            new Workload(
                    "link-small-restore",
                    "restore of small at 20 ms, `-j1`",
                    restore(Source.SMALL, Route.SLOW, "-j1"),
                    ratio(ELAPSED, 0.15)),
            tls("none"),
            tls("lz4"),
            tls("gzip"),
            tls("zstd"));

    private Workloads() {}

    private static Workload tls(String compression) {
        return new Workload(
                "tls-" + compression,
                "dump of bench over TLS, `-Fc -Z " + compression + "`",
                dump(Source.BENCH, Route.TLS, "-Fc -Z " + compression),
                ratio(ELAPSED, 1.2),
                MEMORY_LIMIT);
    }

    private static Function<Bench, Work> dump(String options) {
        return dump(Source.BENCH, Route.DIRECT, options);
    }

    private static Function<Bench, Work> dump(Source source, Route route, String options) {
        return bench -> new Dump(bench, source, route, options, options);
    }

    private static Function<Bench, Work> restore(Source source, Route route, String option) {
        return bench -> new Restore(bench, source, route, option);
    }
}
