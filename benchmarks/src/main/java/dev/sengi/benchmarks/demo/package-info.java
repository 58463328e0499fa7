/** The demonstration that {@code ./demo} runs. */
package dev.sengi.benchmarks.demo;
