/** What is measured: the archive format by itself, and whole dumps and restores beside PostgreSQL's own programs. */
package dev.sengi.benchmarks;
