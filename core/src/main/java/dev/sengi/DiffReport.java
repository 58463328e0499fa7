package dev.sengi;

import java.util.List;

/** What a comparison found. Immutable. Only Sengi implements this interface, and it may get more methods. */
public interface DiffReport {

    /** {@return the objects that differ, by schema, name and type} */
    List<ObjectDifference> objects();

    /**
     * {@return the numbers of rows of all tables, by schema and name, and of large objects, whether equal or not; empty
     * unless {@link PgDiff#countRows()} was chosen} Foreign tables are included if one of the sides is a dump that contains
     * their rows.
     */
    List<TableRows> tables();

    /** {@return whether no difference was found} */
    default boolean isEqual() {
        return objects().isEmpty() && tables().stream().allMatch(TableRows::isEqual);
    }
}
