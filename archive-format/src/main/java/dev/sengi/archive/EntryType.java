package dev.sengi.archive;

import static dev.sengi.archive.Section.DATA;
import static dev.sengi.archive.Section.POST_DATA;
import static dev.sengi.archive.Section.PRE_DATA;
import static dev.sengi.archive.internal.traits.TraitsBuilder.anywhere;
import static dev.sengi.archive.internal.traits.TraitsBuilder.in;

import dev.sengi.archive.internal.traits.EntryTraits;
import dev.sengi.archive.internal.traits.EntryTraits.Belonging;
import dev.sengi.archive.internal.traits.EntryTraits.Calls;
import dev.sengi.archive.internal.traits.EntryTraits.Content;
import dev.sengi.archive.internal.traits.EntryTraits.Group;
import dev.sengi.archive.internal.traits.EntryTraits.LargeObjects;
import dev.sengi.archive.internal.traits.EntryTraits.Owner;
import dev.sengi.archive.internal.traits.EntryTraits.Pass;
import dev.sengi.archive.internal.traits.EntryTraits.Selector;
import dev.sengi.archive.internal.traits.EntryTraits.Setting;
import dev.sengi.archive.internal.traits.EntryTraits.Weight;
import dev.sengi.archive.internal.traits.Trait;
import dev.sengi.archive.internal.traits.TraitsBuilder;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The types of TOC entries and their traits: one line per type, and the only place that knows types by their {@code
 * desc}.
 *
 * <p>An archive may contain entries of types that are not listed here. They are {@link #UNKNOWN}, and are listed,
 * copied and restored like any definition. More types and traits may be added.
 *
 * <p>Facts: {@code _tocEntryRequired}, {@code _tocEntryRestorePass}, {@code _getObjectDescription} and {@code
 * _selectTocEntries} in PostgreSQL's {@code pg_backup_archiver.c}, and the sections to which pg_dump assigns entries.
 */
public enum EntryType {
    // Settings of the session in which the archive is restored.
    /** The encoding of the archive's text. */
    ENCODING("ENCODING", in(PRE_DATA).setting(Setting.ENCODING, "SET client_encoding = '[A-Za-z0-9_-]+';\n")),
    /** Whether backslashes in string literals are ordinary characters. */
    STDSTRINGS(
            "STDSTRINGS",
            in(PRE_DATA).setting(Setting.STANDARD_STRINGS, "SET standard_conforming_strings = '(on|off)';\n")),
    /** The search path that was active when the archive was created. */
    SEARCHPATH(
            "SEARCHPATH",
            in(PRE_DATA)
                    .setting(Setting.SEARCH_PATH, "SELECT pg_catalog\\.set_config\\('search_path', '.*', false\\);\n")),

    // The database itself.
    /** A database. */
    DATABASE("DATABASE", in(PRE_DATA).is(Trait.DATABASE, Trait.CREATES_DATABASE).owner(Owner.BY_NAME)),
    /** The settings and properties of a database. */
    DATABASE_PROPERTIES(
            "DATABASE PROPERTIES",
            in(PRE_DATA).is(Trait.DATABASE, Trait.NO_IF_EXISTS).owner(Owner.NONE)),

    // What belongs to no database, in an archive of roles and tablespaces.
    /** A tablespace. */
    TABLESPACE("TABLESPACE", in(PRE_DATA).group(Group.TABLESPACE)),
    /** The options of a tablespace. */
    TABLESPACE_OPTIONS("TABLESPACE OPTIONS", in(PRE_DATA).group(Group.TABLESPACE)),

    // Definitions that data need.
    /** A schema. */
    SCHEMA("SCHEMA", in(PRE_DATA).is(Trait.SCHEMA).owner(Owner.BY_NAME)),
    /** An extension. */
    EXTENSION("EXTENSION", in(PRE_DATA).is(Trait.EXTENSION)),
    /** A type, or the row type of a relation. */
    TYPE("TYPE", in(PRE_DATA).owner(Owner.BY_NAME)),
    /** A shell type, of which only the name is known so far. */
    SHELL_TYPE("SHELL TYPE", in(PRE_DATA)),
    /** A domain. */
    DOMAIN("DOMAIN", in(PRE_DATA).is(Trait.READS_TABLES).owner(Owner.BY_NAME).calls(Calls.IN_CHECKS)),
    /** A procedural language. */
    PROCEDURAL_LANGUAGE("PROCEDURAL LANGUAGE", in(PRE_DATA).owner(Owner.BY_NAME)),
    /** A function of a procedural language, in old archives. */
    FUNC_PROCEDURAL_LANGUAGE("FUNC PROCEDURAL LANGUAGE", in(PRE_DATA)),
    /** A function. */
    FUNCTION(
            "FUNCTION",
            in(PRE_DATA, POST_DATA)
                    .is(Trait.FUNCTION, Trait.ONE_COMMAND, Trait.READS_TABLES)
                    .owner(Owner.BY_DROP)
                    .selector(Selector.FUNCTION)),
    /** A procedure. */
    PROCEDURE(
            "PROCEDURE",
            in(PRE_DATA, POST_DATA).is(Trait.ONE_COMMAND).owner(Owner.BY_DROP).selector(Selector.FUNCTION)),
    /** An aggregate function. */
    AGGREGATE("AGGREGATE", in(PRE_DATA, POST_DATA).owner(Owner.BY_DROP).selector(Selector.FUNCTION)),
    /** A cast. */
    CAST("CAST", in(PRE_DATA).is(Trait.READS_TABLES).owner(Owner.NONE)),
    /** A transform. */
    TRANSFORM("TRANSFORM", in(PRE_DATA)),
    /** An operator. */
    OPERATOR("OPERATOR", in(PRE_DATA).is(Trait.READS_TABLES).owner(Owner.BY_DROP)),
    /** An operator class. */
    OPERATOR_CLASS("OPERATOR CLASS", in(PRE_DATA).is(Trait.READS_TABLES).owner(Owner.BY_DROP)),
    /** An operator family. */
    OPERATOR_FAMILY("OPERATOR FAMILY", in(PRE_DATA).is(Trait.READS_TABLES).owner(Owner.BY_DROP)),
    /** An access method. */
    ACCESS_METHOD("ACCESS METHOD", in(PRE_DATA)),
    /** A collation. */
    COLLATION("COLLATION", in(PRE_DATA).owner(Owner.BY_NAME)),
    /** A conversion between encodings. */
    CONVERSION("CONVERSION", in(PRE_DATA).owner(Owner.BY_NAME)),
    /** A text search parser. */
    TEXT_SEARCH_PARSER("TEXT SEARCH PARSER", in(PRE_DATA)),
    /** A text search dictionary. */
    TEXT_SEARCH_DICTIONARY("TEXT SEARCH DICTIONARY", in(PRE_DATA).owner(Owner.BY_NAME)),
    /** A text search template. */
    TEXT_SEARCH_TEMPLATE("TEXT SEARCH TEMPLATE", in(PRE_DATA)),
    /** A text search configuration. */
    TEXT_SEARCH_CONFIGURATION("TEXT SEARCH CONFIGURATION", in(PRE_DATA).owner(Owner.BY_NAME)),
    /** A foreign-data wrapper. */
    FOREIGN_DATA_WRAPPER("FOREIGN DATA WRAPPER", in(PRE_DATA).owner(Owner.BY_NAME)),
    /** A foreign server. */
    SERVER("SERVER", in(PRE_DATA).owner(Owner.BY_NAME)),
    /** A user mapping of a foreign server. */
    USER_MAPPING("USER MAPPING", in(PRE_DATA).owner(Owner.NONE)),

    // Relations.
    /** A table, partitioned or not. */
    TABLE(
            "TABLE",
            in(PRE_DATA, POST_DATA)
                    .is(Trait.TABLE, Trait.STORES_ROWS)
                    .owner(Owner.BY_NAME)
                    .selector(Selector.TABLE)
                    .relkinds("rp")
                    .calls(Calls.IN_CHECKS)),
    /** A foreign table. */
    FOREIGN_TABLE(
            "FOREIGN TABLE",
            in(PRE_DATA)
                    .is(Trait.TABLE)
                    .owner(Owner.BY_NAME)
                    .selector(Selector.TABLE)
                    .relkinds("f")
                    .calls(Calls.IN_CHECKS)),
    /** A view. */
    VIEW(
            "VIEW",
            in(PRE_DATA, POST_DATA)
                    .owner(Owner.BY_NAME)
                    .selector(Selector.TABLE)
                    .relkinds("v")),
    /** A materialized view, without its rows. */
    MATERIALIZED_VIEW(
            "MATERIALIZED VIEW",
            in(PRE_DATA, POST_DATA)
                    .is(Trait.STORES_ROWS)
                    .owner(Owner.BY_NAME)
                    .selector(Selector.TABLE)
                    .relkinds("m")),
    /** A sequence. */
    SEQUENCE(
            "SEQUENCE",
            in(PRE_DATA).owner(Owner.BY_NAME).selector(Selector.TABLE).of(Belonging.BY_DEPENDENCY)),
    /** The column that owns a sequence. */
    SEQUENCE_OWNED_BY("SEQUENCE OWNED BY", in(PRE_DATA).of(Belonging.BY_DEPENDENCY)),
    /** The attachment of a partition to its table. */
    TABLE_ATTACH("TABLE ATTACH", in(PRE_DATA).is(Trait.ATTACHES_TABLE).of(Belonging.BY_ALL)),
    /** The default of a column. */
    DEFAULT(
            "DEFAULT",
            in(PRE_DATA, POST_DATA).is(Trait.NO_IF_EXISTS).owner(Owner.NONE).of(Belonging.BY_TAG)),

    // Data.
    /** The rows of a table. */
    TABLE_DATA("TABLE DATA", in(DATA).inferred(DATA).data(DataKind.ROWS).selector(Selector.TABLE)),
    /** The position of a sequence. */
    SEQUENCE_SET(
            "SEQUENCE SET",
            in(DATA).content(Content.SEQUENCE).selector(Selector.TABLE).of(Belonging.BY_DEPENDENCY)),
    /** A large object, without its content. */
    BLOB(
            "BLOB",
            in(PRE_DATA, DATA)
                    .content(Content.LARGE_OBJECT)
                    .owner(Owner.LARGE_OBJECT)
                    .largeObjects(LargeObjects.BY_TAG)
                    .sqlName("LARGE OBJECT")),
    /** Large objects with the same owner and grants, without their content. */
    BLOB_METADATA(
            "BLOB METADATA",
            in(DATA).content(Content.LARGE_OBJECT)
                    .owner(Owner.LARGE_OBJECT)
                    .largeObjects(LargeObjects.BY_LIST)
                    .sqlName("LARGE OBJECTS")),
    /** The content of large objects. */
    BLOBS("BLOBS", in(DATA).inferred(DATA).data(DataKind.LARGE_OBJECTS).largeObjects(LargeObjects.BY_DATA)),
    /** The comments of large objects, in old archives. */
    BLOB_COMMENTS(
            "BLOB COMMENTS", in(DATA).inferred(DATA).data(DataKind.COMMANDS).largeObjects(LargeObjects.BY_DATA)),
    /** Settings of the large-object catalog that pg_upgrade keeps. */
    PG_LARGEOBJECT("pg_largeobject", in(PRE_DATA)),
    /** The planner's statistics of a relation. */
    STATISTICS_DATA(
            "STATISTICS DATA",
            in(DATA, POST_DATA)
                    .is(Trait.DEFINED_LATE)
                    .passAfterData(Pass.POST_ACL)
                    .content(Content.STATISTICS)
                    .group(Group.STATISTICS)
                    .selector(Selector.DEPENDENCY)
                    .of(Belonging.BY_DEPENDENCY)),
    /** The command that fills a materialized view. */
    MATERIALIZED_VIEW_DATA(
            "MATERIALIZED VIEW DATA",
            in(POST_DATA)
                    .is(Trait.FILLS_VIEW)
                    .pass(Pass.POST_ACL)
                    .selector(Selector.TABLE)
                    .weight(Weight.LARGE)),

    // Definitions that are better created after the data are loaded.
    /** A primary key, or a unique, exclusion or not-null constraint. */
    CONSTRAINT(
            "CONSTRAINT",
            in(POST_DATA)
                    .inferred(POST_DATA)
                    .constraint()
                    .is(Trait.READS_ROWS)
                    .weight(Weight.SORTED_ROWS)
                    .calls(Calls.IN_EXPRESSIONS)
                    .of(Belonging.BY_TAG)),
    /** A check constraint that is added to its table or domain. */
    CHECK_CONSTRAINT(
            "CHECK CONSTRAINT",
            in(POST_DATA, PRE_DATA)
                    .inferred(POST_DATA)
                    .constraint()
                    .is(Trait.READS_ROWS)
                    .of(Belonging.BY_TAG)),
    /** A foreign key. */
    FK_CONSTRAINT(
            "FK CONSTRAINT", in(POST_DATA).inferred(POST_DATA).constraint().of(Belonging.BY_TAG)),
    /** An index. */
    INDEX(
            "INDEX",
            in(POST_DATA)
                    .inferred(POST_DATA)
                    .is(Trait.INDEX, Trait.READS_ROWS)
                    .owner(Owner.NONE)
                    .selector(Selector.INDEX)
                    .weight(Weight.SORTED_ROWS)
                    .calls(Calls.IN_EXPRESSIONS)
                    .of(Belonging.BY_DEPENDENCY)),
    /** The attachment of an index to the partitioned table's index. */
    INDEX_ATTACH("INDEX ATTACH", in(POST_DATA).of(Belonging.BY_ALL)),
    /** Extended statistics. */
    STATISTICS("STATISTICS", in(POST_DATA).owner(Owner.BY_NAME).of(Belonging.BY_DEPENDENCY)),
    /** The values of extended statistics, since PostgreSQL 19. */
    EXTENDED_STATISTICS_DATA(
            "EXTENDED STATISTICS DATA",
            in(POST_DATA)
                    .content(Content.STATISTICS)
                    .group(Group.STATISTICS)
                    .owner(Owner.NONE)
                    .selector(Selector.DEPENDENCY)
                    .of(Belonging.BY_DEPENDENCY)),
    /** A rule. */
    RULE("RULE", in(POST_DATA).inferred(POST_DATA).owner(Owner.NONE).of(Belonging.BY_TAG)),
    /** A trigger. */
    TRIGGER(
            "TRIGGER",
            in(POST_DATA)
                    .inferred(POST_DATA)
                    .owner(Owner.NONE)
                    .selector(Selector.TRIGGER)
                    .of(Belonging.BY_TAG)),
    /** An event trigger. */
    EVENT_TRIGGER(
            "EVENT TRIGGER",
            in(POST_DATA).is(Trait.FIRES_FOR_COMMANDS).owner(Owner.BY_NAME).pass(Pass.POST_ACL)),
    /** A row security policy. */
    POLICY("POLICY", in(POST_DATA).owner(Owner.NONE).group(Group.POLICY).of(Belonging.BY_TAG)),
    /** The switch that enables a table's row security. */
    ROW_SECURITY(
            "ROW SECURITY", in(POST_DATA).owner(Owner.NONE).group(Group.POLICY).of(Belonging.BY_TAG)),
    /** A publication. */
    PUBLICATION("PUBLICATION", in(POST_DATA).owner(Owner.BY_NAME).group(Group.PUBLICATION)),
    /** A table of a publication. */
    PUBLICATION_TABLE("PUBLICATION TABLE", in(POST_DATA).group(Group.PUBLICATION)),
    /** A schema whose tables are in a publication. */
    PUBLICATION_SCHEMA("PUBLICATION TABLES IN SCHEMA", in(POST_DATA).group(Group.PUBLICATION)),
    /** A subscription. */
    SUBSCRIPTION("SUBSCRIPTION", in(POST_DATA).owner(Owner.BY_NAME).group(Group.SUBSCRIPTION)),
    /** The state of a table in a subscription, which pg_upgrade keeps. */
    SUBSCRIPTION_TABLE("SUBSCRIPTION TABLE", in(POST_DATA).group(Group.SUBSCRIPTION)),
    /** Default privileges. */
    DEFAULT_ACL(
            "DEFAULT ACL",
            in(POST_DATA).is(Trait.NAMED_PER_OWNER).group(Group.PRIVILEGE).pass(Pass.ACL)),

    // Entries that belong to another entry.
    /** A comment on another entry's object. */
    COMMENT("COMMENT", anywhere().is(Trait.ANNOTATION).group(Group.COMMENT)),
    /** A security label on another entry's object. */
    SECURITY_LABEL(
            "SECURITY LABEL", anywhere().is(Trait.ANNOTATION).inferred(PRE_DATA).group(Group.LABEL)),
    /** The grants on another entry's object. */
    ACL("ACL", anywhere().is(Trait.ANNOTATION).group(Group.PRIVILEGE).pass(Pass.ACL)),
    /** The grants on a procedural language, in old archives. */
    ACL_LANGUAGE("ACL LANGUAGE", anywhere().group(Group.PRIVILEGE).pass(Pass.ACL)),

    // Entries without an object.
    /** A warning from the dumping program, in old archives. */
    WARNING("WARNING", anywhere().is(Trait.WARNING).inferred(PRE_DATA)),
    /** The start of an archive, in old archives, or the highest OID of the dumped database, unused for a long time. */
    INIT("<Init>", anywhere().inferred(PRE_DATA).obsoleteTag("Max OID")),

    /** Any type that is not listed; treated as a definition without an owner. */
    UNKNOWN("", in());

    private static final Map<String, EntryType> BY_DESC = new HashMap<>();

    static {
        Map<EntryType, EntryTraits> traits = new EnumMap<>(EntryType.class);
        for (EntryType type : values()) {
            BY_DESC.put(type.desc, type);
            traits.put(type, type.traits);
        }
        EntryTraits.assign(traits);
    }

    private final String desc;

    @SuppressWarnings("ImmutableEnumChecker") // Never changes after construction.
    private final EntryTraits traits;

    EntryType(String desc, TraitsBuilder traits) {
        this.desc = desc;
        this.traits = traits.build();
    }

    /**
     * {@return the type with this name in archives; {@link #UNKNOWN} if none exists}
     *
     * @param desc the name of a type in archives
     */
    public static EntryType of(String desc) {
        return BY_DESC.getOrDefault(Objects.requireNonNull(desc, "desc"), UNKNOWN);
    }

    /** {@return the type's name in archives; empty for {@link #UNKNOWN}} */
    public String desc() {
        return desc;
    }

    /** {@return the sections to which pg_dump assigns such entries; none if unknown} */
    public Set<Section> sections() {
        return traits.sections();
    }

    /** {@return what archives store for such entries} */
    public DataKind data() {
        return traits.data();
    }

    /** {@return whether such an entry configures the session that restores the archive, and defines no object} */
    public boolean isSetting() {
        return traits.setting() != Setting.NONE;
    }

    /** {@return whether such an entry creates or alters the database itself} */
    public boolean isDatabase() {
        return traits.is(Trait.DATABASE);
    }

    /** {@return whether such an entry is restored only together with the entry on which it depends} */
    public boolean isAnnotation() {
        return traits.is(Trait.ANNOTATION);
    }

    /** {@return whether such an entry concerns large objects} */
    public boolean isLargeObject() {
        return traits.largeObjects() != LargeObjects.NONE;
    }

    /** {@return whether such an entry adds a constraint to a table or domain} */
    public boolean isConstraint() {
        return traits.is(Trait.CONSTRAINT);
    }

    /**
     * {@return whether the tag is the name of a table, view or sequence, by which {@code pg_restore -t} selects
     * entries}
     */
    public boolean hasTableName() {
        return traits.selector() == Selector.TABLE;
    }

    /** {@return whether other tables can be attached to such a relation or inherit from it} */
    public boolean isTable() {
        return traits.is(Trait.TABLE);
    }
}
