package dev.sengi;

import java.time.Duration;

/**
 * What a dump did.
 *
 * @param entries TOC entries written
 * @param tables tables whose data were dumped
 * @param dataBytes bytes of data before compression
 * @param duration from connecting to the last byte
 */
public record DumpReport(int entries, int tables, long dataBytes, Duration duration) {}
