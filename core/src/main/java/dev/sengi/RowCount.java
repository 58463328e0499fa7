package dev.sengi;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * The number of a table's rows, or of large objects, in a database, archive or script. Immutable, and equal to a count
 * with the same number, or with the same reason for its absence. Only Sengi implements this; more methods may be added.
 */
public interface RowCount {

    /** {@return the number; empty if it could not be determined} */
    OptionalLong number();

    /** {@return why the number could not be determined; empty if it is known} */
    Optional<String> obstacle();
}
