package dev.sengi;

import java.time.Duration;

/**
 * What a dump did.
 *
 * @param entries TOC entries written
 * @param tables tables whose data were dumped
 * @param dataBytes bytes of data before compression
 * @param roundTrips requests sent to the server before the first table's data
 * @param duration from connecting to the last byte
 */
public record DumpReport(int entries, int tables, long dataBytes, int roundTrips, Duration duration) {}
