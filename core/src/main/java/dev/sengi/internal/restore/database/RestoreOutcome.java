package dev.sengi.internal.restore.database;

/**
 * The result of a restore.
 *
 * @param errors number of errors that were reported and ignored
 * @param dataBytes number of data bytes sent
 */
public record RestoreOutcome(int errors, long dataBytes) {}
