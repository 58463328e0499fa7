package dev.sengi;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An object that only one of two sides has, or that differs between them.
 *
 * @param change what happened to the object from the first side to the second
 * @param type the name of its type in archives, such as {@code TABLE}
 * @param schema null if it is in none
 * @param name as archives' tables of contents contain it: constraints and triggers with their table, functions with
 *     their arguments
 * @param aspects what differs
 * @param before the commands that create it on the first side, with its owner as a comment; empty if it is added
 * @param after the same on the second side; empty if it is removed
 */
@SuppressWarnings("exports") // Checkers read the annotations by name.
public record ObjectDifference(
        Change change,
        String type,
        @Nullable String schema,
        String name,
        Set<Aspect> aspects,
        String before,
        String after) {

    /** What happened to an object. */
    public enum Change {
        /** Only the second side has it. */
        ADDED,
        /** Only the first side has it. */
        REMOVED,
        /** Both sides have it, but they differ. */
        CHANGED
    }

    /** What can differ between two objects; more may be added. */
    public enum Aspect {
        /** The commands that create the object. */
        DEFINITION,
        /** The role that owns the object. */
        OWNER,
        /** The grants on the object and its columns, in whatever order. */
        PRIVILEGES,
        /** The comments on the object and its columns. */
        COMMENT,
        /** The security labels of the object and its columns. */
        SECURITY_LABEL
    }
}
