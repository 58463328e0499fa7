/** The comparison with PostgreSQL's own programs that {@code benchmarks/run} makes. */
package dev.sengi.benchmarks.suite;
