package dev.sengi.internal.emit;

/**
 * How a table's data are divided.
 *
 * @param pages the table's size in pages
 * @param perPart pages in each part
 */
public record Division(long pages, long perPart) {}
