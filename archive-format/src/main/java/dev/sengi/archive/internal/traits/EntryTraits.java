package dev.sengi.archive.internal.traits;

import dev.sengi.archive.DataKind;
import dev.sengi.archive.EntryType;
import dev.sengi.archive.Section;
import dev.sengi.archive.TocEntry;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a type of TOC entry means to a restore, a verification or a comparison. {@link EntryType} assigns the traits,
 * and publishes only what applications need. Immutable.
 */
@SuppressWarnings("EnumOrdinal") // The numbers are never stored, and arrays and bits are faster than maps and sets.
public final class EntryTraits {
    /** By ordinal number: an archive may have a hundred thousand entries, each of which is asked several times. */
    private static EntryTraits[] ofTypes = {};

    private final Set<Section> sections;
    private final Section usual;
    private final Section inferred;
    /** A bit for each constant of {@link Trait}. */
    private final long traits;

    private final DataKind data;
    private final Content content;
    private final Pass pass;
    private final Pass passAfterData;
    private final Owner owner;
    private final Selector selector;
    private final Belonging belonging;
    private final Group group;
    private final Weight weight;
    private final Calls calls;
    private final LargeObjects largeObjects;
    private final Setting setting;
    private final @Nullable String settingForm;
    private final String relkinds;
    private final @Nullable String sqlName;
    private final @Nullable String obsoleteTag;

    EntryTraits(TraitsBuilder builder) {
        sections = builder.sections;
        usual = builder.usual;
        inferred = builder.inferred;
        long bits = 0;
        for (Trait trait : builder.traits) {
            bits |= bit(trait);
        }
        traits = bits;
        data = builder.data;
        content = builder.content;
        pass = builder.pass;
        passAfterData = builder.passAfterData;
        owner = builder.owner;
        selector = builder.selector;
        belonging = builder.belonging;
        group = builder.group;
        weight = builder.weight;
        calls = builder.calls;
        largeObjects = builder.largeObjects;
        setting = builder.setting;
        settingForm = builder.settingForm;
        relkinds = builder.relkinds;
        sqlName = builder.sqlName;
        obsoleteTag = builder.obsoleteTag;
    }

    /**
     * Makes the traits of all types available. Only {@link EntryType} calls this, while it is being initialized,
     * so that any code that has a type sees its traits.
     *
     * @param traits the traits of each type
     * @throws IllegalStateException if the types have traits already
     */
    public static void assign(Map<EntryType, EntryTraits> traits) {
        if (ofTypes.length > 0) {
            throw new IllegalStateException("the traits have been assigned already");
        }
        EntryTraits[] all = new EntryTraits[traits.size()];
        for (Map.Entry<EntryType, EntryTraits> type : traits.entrySet()) {
            all[type.getKey().ordinal()] = type.getValue();
        }
        ofTypes = all;
    }

    /** Returns the traits of a type. */
    public static EntryTraits of(EntryType type) {
        return ofTypes[type.ordinal()];
    }

    /** Returns the traits of an entry's type. */
    public static EntryTraits of(TocEntry entry) {
        return of(entry.type());
    }

    /**
     * Returns the traits of the object to which an annotation belongs, as far as its tag shows the object's type;
     * otherwise, and for entries that are not annotations, those of an unknown type.
     */
    public static EntryTraits ofAnnotated(TocEntry entry) {
        return of(isAnnotation(entry) ? AnnotationTag.typeOf(entry.tag()) : EntryType.UNKNOWN);
    }

    /** Returns the pass in which a restore creates an entry's object. */
    public static Pass passOf(TocEntry entry) {
        EntryTraits own = of(entry);
        Pass pass = entry.section() == Section.POST_DATA ? own.passAfterData : own.pass;
        boolean waitsForObject =
                pass == Pass.MAIN && own.is(Trait.ANNOTATION) && ofAnnotated(entry).pass == Pass.POST_ACL;
        return waitsForObject ? Pass.POST_ACL : pass;
    }

    /** Returns what an entry counts as if the archive stores no data for it. */
    public static Content contentOf(TocEntry entry) {
        EntryTraits own = of(entry);
        return own.is(Trait.ANNOTATION) ? ofAnnotated(entry).content : own.content;
    }

    /** Returns whether restores ignore an entry. */
    public static boolean isObsolete(TocEntry entry) {
        String tag = of(entry).obsoleteTag;
        return tag != null && tag.equals(entry.tag());
    }

    /** Returns whether a trait is true of such entries. */
    public boolean is(Trait trait) {
        return (traits & bit(trait)) != 0;
    }

    private static long bit(Trait trait) {
        return 1L << trait.ordinal();
    }

    private static boolean isAnnotation(TocEntry entry) {
        return of(entry).is(Trait.ANNOTATION);
    }

    /** Returns the sections to which pg_dump assigns such entries; none if unknown. */
    public Set<Section> sections() {
        return sections;
    }

    /** Returns the section to which pg_dump assigns such entries unless something requires another one. */
    public Section usualSection() {
        return usual;
    }

    /** Returns the section of such entries in archives before version 1.11, which store no sections. */
    public Section inferredSection() {
        return inferred;
    }

    /** Returns what archives store for such entries. */
    public DataKind data() {
        return data;
    }

    /** Returns what such an entry counts as, unless it is an annotation: see {@link #contentOf}. */
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

    /** Returns where the definition of such an object names the functions that are called. */
    public Calls calls() {
        return calls;
    }

    /** Returns how such an entry names large objects. */
    public LargeObjects largeObjects() {
        return largeObjects;
    }

    /** Returns what such an entry configures in the session that restores the archive. */
    public Setting setting() {
        return setting;
    }

    /** Returns the regular expression that the definition of a setting matches; null for other types. */
    public @Nullable String settingForm() {
        return settingForm;
    }

    /** Returns the values of {@link TocEntry#relkind()} that such entries may have apart from 0. */
    public String relkinds() {
        return relkinds;
    }

    /**
     * Returns the keywords by which {@code DROP} and {@code COMMENT} name the object of an entry of this type.
     *
     * @param desc the entry's {@code desc}
     */
    public String sqlName(String desc) {
        return sqlName == null ? desc : sqlName;
    }

    /** What an entry counts as when definitions, data or statistics are selected. */
    public enum Content {
        /** A definition. */
        DEFINITION,
        /** Data: the position of a sequence. */
        SEQUENCE,
        /** Data: a large object. */
        LARGE_OBJECT,
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

    /** Where the definition of an object names the functions that are called when it is created or filled. */
    public enum Calls {
        /** Anywhere. */
        ANYWHERE,
        /** In checks, generated columns and partition keys: loading rows uses no defaults. */
        IN_CHECKS,
        /** In expressions. Elsewhere, it names the types and operator classes of an extension. */
        IN_EXPRESSIONS
    }

    /** How an entry names the large objects that it concerns. */
    public enum LargeObjects {
        /** It concerns none. */
        NONE,
        /** Its tag is the OID of one. */
        BY_TAG,
        /** Its definition lists OIDs, one per line. */
        BY_LIST,
        /** Its data contain the OIDs. */
        BY_DATA
    }

    /** What an entry configures in the session that restores the archive. */
    public enum Setting {
        /** Nothing. */
        NONE,
        /** The encoding of the archive's text. */
        ENCODING,
        /** Whether backslashes in string literals are ordinary characters. */
        STANDARD_STRINGS,
        /** The search path. */
        SEARCH_PATH
    }
}
