package dev.sengi.archive;

import java.util.Optional;

/**
 * The values of the traits that {@link EntryType} assigns to each type of TOC entries. More traits and values may be
 * added.
 */
public final class EntryTraits {
    private EntryTraits() {}

    /** What an archive stores for an entry in addition to its line in the table of contents. */
    public enum Data {
        /** No data. */
        NOTHING,
        /** Rows, as COPY or INSERT commands supply them. */
        ROWS,
        /** Large objects, each with its OID. */
        LARGE_OBJECTS,
        /** Commands, in archives from before 1.12. */
        COMMANDS
    }

    /** What an entry counts as when definitions, data or statistics are selected. */
    public enum Content {
        /** A definition. */
        DEFINITION,
        /** Data. */
        DATA,
        /** The planner's statistics. */
        STATISTICS
    }

    /** How {@code ALTER … OWNER TO} names the object. */
    public enum Owner {
        /** Unknown: the object's owner cannot be set. */
        UNKNOWN,
        /** The object has no owner of its own. */
        NONE,
        /** By its type and qualified name. */
        BY_NAME,
        /** Like the command that drops it, with arguments or an access method. */
        BY_DROP,
        /** By the large object's OID. */
        LARGE_OBJECT
    }

    /** The passes of a restore over the whole table of contents, in their order. */
    public enum Pass {
        /** Definitions and data. */
        MAIN,
        /** Grants, once their objects and the data exist. */
        ACL,
        /** Entries that need the grants, or that earlier commands would trigger. */
        POST_ACL;

        /** {@return the pass after this one} */
        public Optional<Pass> next() {
            return switch (this) {
                case MAIN -> Optional.of(ACL);
                case ACL -> Optional.of(POST_ACL);
                case POST_ACL -> Optional.empty();
            };
        }
    }

    /** Which of pg_restore's options {@code -t}, {@code -I}, {@code -P} and {@code -T} selects such entries by name. */
    public enum Selector {
        /** None of them. */
        NOTHING,
        /** {@code -t}. */
        TABLE,
        /** {@code -I}. */
        INDEX,
        /** {@code -P}. */
        FUNCTION,
        /** {@code -T}. */
        TRIGGER,
        /** The option that selects the entry on which this one depends. */
        DEPENDENCY
    }

    /** How to find the table, view or sequence to which an entry belongs, if any. */
    public enum Belonging {
        /** The entry is an object of its own. */
        NONE,
        /** The entry belongs to any relation on which it depends. */
        BY_DEPENDENCY,
        /** The entry belongs to the relation on which it depends and whose tag begins the entry's tag. */
        BY_TAG,
        /** The entry connects all relations on which it depends. */
        BY_ALL
    }

    /** What an option such as {@code --no-comments} leaves out. */
    public enum Group {
        /** No option leaves it out. */
        NOTHING,
        /** {@code --no-privileges}. */
        PRIVILEGE,
        /** {@code --no-comments}. */
        COMMENT,
        /** {@code --no-security-labels}. */
        LABEL,
        /** {@code --no-policies}. */
        POLICY,
        /** {@code --no-publications}. */
        PUBLICATION,
        /** {@code --no-subscriptions}. */
        SUBSCRIPTION,
        /** {@code --no-tablespaces}. */
        TABLESPACE,
        /** {@code --no-statistics}. */
        STATISTICS
    }

    /** How long it may take to restore an entry that has no data. */
    public enum Weight {
        /** Negligible time. */
        SMALL,
        /** As long as reading the rows of its table. */
        ROWS,
        /** As long as reading and sorting the rows of its table. */
        SORTED_ROWS,
        /** Any amount of time. */
        LARGE
    }
}
