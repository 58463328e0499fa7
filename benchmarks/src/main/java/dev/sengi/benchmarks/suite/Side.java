package dev.sengi.benchmarks.suite;

/** Whose programs run. */
enum Side {
    REAL,
    OURS
}
