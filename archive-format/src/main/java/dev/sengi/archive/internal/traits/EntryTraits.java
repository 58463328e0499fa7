package dev.sengi.archive.internal.traits;

import dev.sengi.archive.DataKind;
import dev.sengi.archive.EntryType;
import dev.sengi.archive.Section;
import dev.sengi.archive.TocEntry;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a type of TOC entry means to a restore, a verification or a comparison. {@link EntryType} assigns the traits,
 * and publishes only what applications need.
 */
public final class EntryTraits {
    private static Map<EntryType, EntryTraits> ofTypes = Map.of();

    private Set<Section> sections = Set.of();
    private Section inferred = Section.PRE_DATA;
    private DataKind data = DataKind.NOTHING;
    private Content content = Content.DEFINITION;
    private Pass pass = Pass.MAIN;
    private Owner owner = Owner.UNKNOWN;
    private Selector selector = Selector.NOTHING;
    private Belonging belonging = Belonging.NONE;
    private Group group = Group.NOTHING;
    private Weight weight = Weight.SMALL;
    private String relkinds = "";

    private @Nullable String settingForm;

    private boolean database;
    private boolean annotation;
    private boolean largeObject;
    private boolean constraint;
    private boolean table;
    private boolean readsRows;
    private boolean readsTables;
    private boolean noIfExists;

    private EntryTraits() {}

    /** Starts the traits of a type whose entries belong to the given sections. */
    public static Builder in(Section... sections) {
        Builder builder = new Builder();
        builder.traits.sections = Set.of(sections);
        return builder;
    }

    /** Starts the traits of a type whose entries may belong to any section, and have none in old archives. */
    public static Builder anywhere() {
        return in(Section.values()).inferred(Section.NONE);
    }

    /**
     * Makes the traits of all types available. Only {@link EntryType} calls this, while it is being initialized,
     * so that any code that has a type sees its traits.
     *
     * @param traits the traits of each type
     * @throws IllegalStateException if the types have traits already
     */
    public static void assign(Map<EntryType, EntryTraits> traits) {
        if (!ofTypes.isEmpty()) {
            throw new IllegalStateException("the traits have been assigned already");
        }
        ofTypes = Collections.unmodifiableMap(new EnumMap<>(traits));
    }

    /** Returns the traits of a type. */
    public static EntryTraits of(EntryType type) {
        return Objects.requireNonNull(ofTypes.get(type));
    }

    /** Returns the traits of an entry's type. */
    public static EntryTraits of(TocEntry entry) {
        return of(entry.type());
    }

    /** Returns the pass in which a restore creates an entry's object. */
    public static Pass passOf(TocEntry entry) {
        EntryTraits traits = of(entry);
        boolean late = entry.type() == EntryType.STATISTICS_DATA
                ? entry.section() == Section.POST_DATA
                : traits.annotation && entry.tag().startsWith(EntryType.EVENT_TRIGGER.desc() + " ");
        return late && traits.pass == Pass.MAIN ? Pass.POST_ACL : traits.pass;
    }

    /** Returns the sections to which pg_dump assigns such entries; none if unknown. */
    public Set<Section> sections() {
        return sections;
    }

    /** Returns the section of such entries in archives before version 1.11, which store no sections. */
    public Section inferredSection() {
        return inferred;
    }

    /** Returns what archives store for such entries. */
    public DataKind data() {
        return data;
    }

    /** Returns what an entry of this type counts as if the archive stores no data for it. */
    public Content content() {
        return content;
    }

    /** Returns how {@code ALTER … OWNER TO} names such an object. */
    public Owner owner() {
        return owner;
    }

    /** Returns which of pg_restore's options selects such an entry by name. */
    public Selector selector() {
        return selector;
    }

    /** Returns how to find the table, view or sequence to which such an entry belongs. */
    public Belonging belonging() {
        return belonging;
    }

    /** Returns the group of options that leave such an entry out. */
    public Group group() {
        return group;
    }

    /** Returns how long it may take to restore such an entry. */
    public Weight weight() {
        return weight;
    }

    /** Returns the values of {@link TocEntry#relkind()} that such entries may have apart from 0. */
    public String relkinds() {
        return relkinds;
    }

    /** Returns the regular expression that the definition of a setting matches; null for other types. */
    public @Nullable String settingForm() {
        return settingForm;
    }

    /** Returns whether such an entry configures the session that restores the archive, and defines no object. */
    public boolean isSetting() {
        return settingForm != null;
    }

    /** Returns whether such an entry creates or alters the database itself. */
    public boolean isDatabase() {
        return database;
    }

    /** Returns whether such an entry is restored only together with the entry on which it depends. */
    public boolean isAnnotation() {
        return annotation;
    }

    /** Returns whether such an entry concerns large objects. */
    public boolean isLargeObject() {
        return largeObject;
    }

    /** Returns whether such an entry adds a constraint to a table or domain. */
    public boolean isConstraint() {
        return constraint;
    }

    /** Returns whether other tables can be attached to such a relation or inherit from it. */
    public boolean isTable() {
        return table;
    }

    /** Returns whether creating such an object may call functions for each row of its table. */
    public boolean mayReadRows() {
        return readsRows;
    }

    /** Returns whether such an object, if used in an expression, may read tables that the expression does not name. */
    public boolean mayReadTables() {
        return readsTables;
    }

    /** Returns whether the command that drops such an object does not accept {@code IF EXISTS}. */
    public boolean lacksIfExists() {
        return noIfExists;
    }

    /**
     * Returns the keywords after {@code DROP} in the command that drops the object of an entry of this type.
     *
     * @param descOfEntry the entry's {@code desc}
     */
    public String dropped(String descOfEntry) {
        return constraint ? "CONSTRAINT" : descOfEntry;
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
        /** The object has no separate owner. */
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

    /** Collects the traits of a type. Methods without a parameter set traits that most types lack. */
    public static final class Builder {
        private final EntryTraits traits = new EntryTraits();

        private Builder() {}

        /** Returns the traits. The builder must not be used afterwards. */
        public EntryTraits build() {
            return traits;
        }

        public Builder inferred(Section section) {
            traits.inferred = section;
            return this;
        }

        public Builder data(DataKind value) {
            traits.data = value;
            return this;
        }

        public Builder content(Content value) {
            traits.content = value;
            return this;
        }

        public Builder pass(Pass value) {
            traits.pass = value;
            return this;
        }

        public Builder owner(Owner value) {
            traits.owner = value;
            return this;
        }

        public Builder selector(Selector value) {
            traits.selector = value;
            return this;
        }

        public Builder of(Belonging value) {
            traits.belonging = value;
            return this;
        }

        public Builder group(Group value) {
            traits.group = value;
            return this;
        }

        public Builder weight(Weight value) {
            traits.weight = value;
            return this;
        }

        public Builder relkinds(String value) {
            traits.relkinds = value;
            return this;
        }

        public Builder setting(String form) {
            traits.settingForm = form;
            return this;
        }

        public Builder database() {
            traits.database = true;
            return this;
        }

        public Builder annotation() {
            traits.annotation = true;
            return this;
        }

        public Builder largeObjects() {
            traits.largeObject = true;
            return this;
        }

        public Builder constraint() {
            traits.constraint = true;
            traits.owner = Owner.NONE;
            traits.weight = Weight.ROWS;
            return this;
        }

        public Builder tree() {
            traits.table = true;
            return this;
        }

        public Builder mayReadRows() {
            traits.readsRows = true;
            return this;
        }

        public Builder mayReadTables() {
            traits.readsTables = true;
            return this;
        }

        public Builder noIfExists() {
            traits.noIfExists = true;
            return this;
        }
    }
}
