package dev.sengi;

import java.util.Optional;
import java.util.Set;

/**
 * An object that only one of two sides has, or that differs between them. Only Sengi implements this; more methods may be
 * added.
 */
public interface ObjectDifference {

    /** {@return what happened to the object between the first side and the second} */
    Change change();

    /** {@return the name of its type in archives, such as {@code TABLE}} */
    String type();

    /** {@return the object's schema; empty if it has none} */
    Optional<String> schema();

    /**
     * {@return the object's name as archives' tables of contents contain it: constraints and triggers with their table,
     * functions with their arguments}
     */
    String name();

    /** {@return what differs} */
    Set<Aspect> aspects();

    /** {@return the commands that create it on the first side, with its owner as a comment; empty if it is added} */
    Optional<String> before();

    /** {@return the same on the second side; empty if it is removed} */
    Optional<String> after();

    /** What happened to an object. More constants may be added. */
    enum Change {
        /** Only the second side has it. */
        ADDED,
        /** Only the first side has it. */
        REMOVED,
        /** Both sides have it, but they differ. */
        CHANGED
    }

    /** What can differ between two objects; more may be added. */
    enum Aspect {
        /** The commands that create the object. */
        DEFINITION,
        /** The role that owns the object. */
        OWNER,
        /** The grants on the object and its columns, regardless of their order. */
        PRIVILEGES,
        /** The comments on the object and its columns. */
        COMMENT,
        /** The security labels of the object and its columns. */
        SECURITY_LABEL
    }
}
