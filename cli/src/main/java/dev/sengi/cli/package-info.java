/**
 * The commands {@code pg_dump}, {@code pg_dumpall}, {@code pg_restore} and {@code sengi}: they map options to calls of the
 * library, and its results to exit codes.
 */
package dev.sengi.cli;
