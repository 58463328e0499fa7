package dev.sengi.internal.compare;

import dev.sengi.RowCount;
import dev.sengi.TableRows;
import java.util.Optional;

/** The numbers of rows of a table, or of large objects, on two sides. */
public record TablePair(
        Optional<String> schema, Optional<String> table, Optional<RowCount> first, Optional<RowCount> second)
        implements TableRows {}
