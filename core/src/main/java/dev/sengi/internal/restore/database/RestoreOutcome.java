package dev.sengi.internal.restore.database;

/**
 * What came of a restore.
 *
 * @param errors reported and passed over
 * @param dataBytes bytes of data sent
 */
public record RestoreOutcome(int errors, long dataBytes) {}
