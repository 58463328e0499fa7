/** Benchmarks of the archive format alone, and of whole dumps and restores compared with PostgreSQL's own programs. */
package dev.sengi.benchmarks;
