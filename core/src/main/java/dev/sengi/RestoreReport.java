package dev.sengi;

import java.time.Duration;

/**
 * What a restore did.
 *
 * @param entries TOC entries restored, those that failed included
 * @param errors errors reported and passed over
 * @param dataBytes bytes of data sent, before any transport's compression
 * @param duration from the first byte read to the last statement's end
 */
public record RestoreReport(int entries, int errors, long dataBytes, Duration duration) {}
