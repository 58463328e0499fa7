package dev.sengi.internal.compare;

import dev.sengi.RowCount;
import dev.sengi.TableRows;

/** The numbers of rows of a table, or of large objects, on two sides. */
public record TablePair(String schema, String table, RowCount first, RowCount second) implements TableRows {}
