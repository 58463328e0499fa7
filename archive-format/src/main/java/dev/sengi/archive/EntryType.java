package dev.sengi.archive;

import static dev.sengi.archive.EntryTraits.anywhere;
import static dev.sengi.archive.EntryTraits.in;
import static dev.sengi.archive.Section.DATA;
import static dev.sengi.archive.Section.POST_DATA;
import static dev.sengi.archive.Section.PRE_DATA;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of the types of TOC entries: one line a type, and the only place that knows types by their {@code desc}.
 *
 * <p>An archive may contain entries of types that are not listed here. They are {@link #UNKNOWN}, and are listed, copied and
 * restored like any definition. More types and traits may be added.
 *
 * <p>Facts: {@code _tocEntryRequired}, {@code _tocEntryRestorePass}, {@code _getObjectDescription} and {@code
 * _selectTocEntries} in PostgreSQL's {@code pg_backup_archiver.c}, and the sections in which pg_dump puts entries.
 */
public enum EntryType {
    // Settings of the session in which the archive is restored.
    ENCODING("ENCODING", in(PRE_DATA).setting("SET client_encoding = '[A-Za-z0-9_-]+';\n")),
    STDSTRINGS("STDSTRINGS", in(PRE_DATA).setting("SET standard_conforming_strings = '(on|off)';\n")),
    SEARCHPATH("SEARCHPATH", in(PRE_DATA).setting("SELECT pg_catalog\\.set_config\\('search_path', '.*', false\\);\n")),

    // The database itself.
    DATABASE("DATABASE", in(PRE_DATA).database().owner(Owner.BY_NAME)),
    DATABASE_PROPERTIES(
            "DATABASE PROPERTIES", in(PRE_DATA).database().noIfExists().owner(Owner.NONE)),

    // Definitions that data need.
    SCHEMA("SCHEMA", in(PRE_DATA).owner(Owner.BY_NAME)),
    EXTENSION("EXTENSION", in(PRE_DATA)),
    TYPE("TYPE", in(PRE_DATA).owner(Owner.BY_NAME)),
    SHELL_TYPE("SHELL TYPE", in(PRE_DATA)),
    DOMAIN("DOMAIN", in(PRE_DATA).owner(Owner.BY_NAME).mayReadTables()),
    PROCEDURAL_LANGUAGE("PROCEDURAL LANGUAGE", in(PRE_DATA).owner(Owner.BY_NAME)),
    FUNC_PROCEDURAL_LANGUAGE("FUNC PROCEDURAL LANGUAGE", in(PRE_DATA)),
    FUNCTION(
            "FUNCTION",
            in(PRE_DATA, POST_DATA)
                    .owner(Owner.BY_DROP)
                    .selector(Selector.FUNCTION)
                    .mayReadTables()),
    PROCEDURE("PROCEDURE", in(PRE_DATA, POST_DATA).owner(Owner.BY_DROP).selector(Selector.FUNCTION)),
    AGGREGATE("AGGREGATE", in(PRE_DATA, POST_DATA).owner(Owner.BY_DROP).selector(Selector.FUNCTION)),
    CAST("CAST", in(PRE_DATA).owner(Owner.NONE).mayReadTables()),
    TRANSFORM("TRANSFORM", in(PRE_DATA)),
    OPERATOR("OPERATOR", in(PRE_DATA).owner(Owner.BY_DROP).mayReadTables()),
    OPERATOR_CLASS("OPERATOR CLASS", in(PRE_DATA).owner(Owner.BY_DROP).mayReadTables()),
    OPERATOR_FAMILY("OPERATOR FAMILY", in(PRE_DATA).owner(Owner.BY_DROP).mayReadTables()),
    ACCESS_METHOD("ACCESS METHOD", in(PRE_DATA)),
    COLLATION("COLLATION", in(PRE_DATA).owner(Owner.BY_NAME)),
    CONVERSION("CONVERSION", in(PRE_DATA).owner(Owner.BY_NAME)),
    TEXT_SEARCH_PARSER("TEXT SEARCH PARSER", in(PRE_DATA)),
    TEXT_SEARCH_DICTIONARY("TEXT SEARCH DICTIONARY", in(PRE_DATA).owner(Owner.BY_NAME)),
    TEXT_SEARCH_TEMPLATE("TEXT SEARCH TEMPLATE", in(PRE_DATA)),
    TEXT_SEARCH_CONFIGURATION("TEXT SEARCH CONFIGURATION", in(PRE_DATA).owner(Owner.BY_NAME)),
    FOREIGN_DATA_WRAPPER("FOREIGN DATA WRAPPER", in(PRE_DATA).owner(Owner.BY_NAME)),
    SERVER("SERVER", in(PRE_DATA).owner(Owner.BY_NAME)),
    USER_MAPPING("USER MAPPING", in(PRE_DATA).owner(Owner.NONE)),

    // Relations.
    TABLE(
            "TABLE",
            in(PRE_DATA, POST_DATA)
                    .owner(Owner.BY_NAME)
                    .selector(Selector.TABLE)
                    .relkinds("rp")
                    .tree()),
    FOREIGN_TABLE(
            "FOREIGN TABLE",
            in(PRE_DATA)
                    .owner(Owner.BY_NAME)
                    .selector(Selector.TABLE)
                    .relkinds("f")
                    .tree()),
    VIEW(
            "VIEW",
            in(PRE_DATA, POST_DATA)
                    .owner(Owner.BY_NAME)
                    .selector(Selector.TABLE)
                    .relkinds("v")),
    MATERIALIZED_VIEW(
            "MATERIALIZED VIEW",
            in(PRE_DATA, POST_DATA)
                    .owner(Owner.BY_NAME)
                    .selector(Selector.TABLE)
                    .relkinds("m")),
    SEQUENCE(
            "SEQUENCE",
            in(PRE_DATA).owner(Owner.BY_NAME).selector(Selector.TABLE).of(Belonging.BY_DEPENDENCY)),
    SEQUENCE_OWNED_BY("SEQUENCE OWNED BY", in(PRE_DATA).of(Belonging.BY_DEPENDENCY)),
    TABLE_ATTACH("TABLE ATTACH", in(PRE_DATA).of(Belonging.BY_ALL)),
    DEFAULT("DEFAULT", in(PRE_DATA, POST_DATA).owner(Owner.NONE).noIfExists().of(Belonging.BY_TAG)),

    // Data.
    TABLE_DATA("TABLE DATA", in(DATA).inferred(DATA).data(Data.ROWS).selector(Selector.TABLE)),
    SEQUENCE_SET(
            "SEQUENCE SET",
            in(DATA).content(Content.DATA).selector(Selector.TABLE).of(Belonging.BY_DEPENDENCY)),
    BLOB(
            "BLOB",
            in(PRE_DATA, DATA).content(Content.DATA).owner(Owner.LARGE_OBJECT).largeObjects()),
    BLOB_METADATA(
            "BLOB METADATA",
            in(DATA).content(Content.DATA).owner(Owner.LARGE_OBJECT).largeObjects()),
    BLOBS("BLOBS", in(DATA).inferred(DATA).data(Data.LARGE_OBJECTS).largeObjects()),
    BLOB_COMMENTS("BLOB COMMENTS", in(DATA).inferred(DATA).data(Data.COMMANDS).largeObjects()),
    PG_LARGEOBJECT("pg_largeobject", in(PRE_DATA)),
    STATISTICS_DATA(
            "STATISTICS DATA",
            in(DATA, POST_DATA)
                    .content(Content.STATISTICS)
                    .group(Group.STATISTICS)
                    .selector(Selector.DEPENDENCY)
                    .of(Belonging.BY_DEPENDENCY)),
    MATERIALIZED_VIEW_DATA(
            "MATERIALIZED VIEW DATA",
            in(POST_DATA).pass(Pass.POST_ACL).selector(Selector.TABLE).weight(Weight.LARGE)),

    // Definitions that are better made once the data are there.
    CONSTRAINT(
            "CONSTRAINT",
            in(POST_DATA).inferred(POST_DATA).constraint().mayReadRows().of(Belonging.BY_TAG)),
    CHECK_CONSTRAINT(
            "CHECK CONSTRAINT",
            in(PRE_DATA, POST_DATA)
                    .inferred(POST_DATA)
                    .constraint()
                    .mayReadRows()
                    .of(Belonging.BY_TAG)),
    FK_CONSTRAINT(
            "FK CONSTRAINT", in(POST_DATA).inferred(POST_DATA).constraint().of(Belonging.BY_TAG)),
    INDEX(
            "INDEX",
            in(POST_DATA)
                    .inferred(POST_DATA)
                    .owner(Owner.NONE)
                    .selector(Selector.INDEX)
                    .weight(Weight.ROWS)
                    .mayReadRows()
                    .of(Belonging.BY_DEPENDENCY)),
    INDEX_ATTACH("INDEX ATTACH", in(POST_DATA).of(Belonging.BY_ALL)),
    STATISTICS("STATISTICS", in(POST_DATA).owner(Owner.BY_NAME).of(Belonging.BY_DEPENDENCY)),
    RULE("RULE", in(POST_DATA).inferred(POST_DATA).owner(Owner.NONE).of(Belonging.BY_TAG)),
    TRIGGER(
            "TRIGGER",
            in(POST_DATA)
                    .inferred(POST_DATA)
                    .owner(Owner.NONE)
                    .selector(Selector.TRIGGER)
                    .of(Belonging.BY_TAG)),
    EVENT_TRIGGER("EVENT TRIGGER", in(POST_DATA).owner(Owner.BY_NAME).pass(Pass.POST_ACL)),
    POLICY("POLICY", in(POST_DATA).owner(Owner.NONE).group(Group.POLICY).of(Belonging.BY_TAG)),
    ROW_SECURITY(
            "ROW SECURITY", in(POST_DATA).owner(Owner.NONE).group(Group.POLICY).of(Belonging.BY_TAG)),
    PUBLICATION("PUBLICATION", in(POST_DATA).owner(Owner.BY_NAME).group(Group.PUBLICATION)),
    PUBLICATION_TABLE("PUBLICATION TABLE", in(POST_DATA).group(Group.PUBLICATION)),
    PUBLICATION_SCHEMA("PUBLICATION TABLES IN SCHEMA", in(POST_DATA).group(Group.PUBLICATION)),
    SUBSCRIPTION("SUBSCRIPTION", in(POST_DATA).owner(Owner.BY_NAME).group(Group.SUBSCRIPTION)),
    SUBSCRIPTION_TABLE("SUBSCRIPTION TABLE", in(POST_DATA)),
    DEFAULT_ACL("DEFAULT ACL", in(POST_DATA).group(Group.PRIVILEGE).pass(Pass.ACL)),

    // What goes with another entry.
    COMMENT("COMMENT", anywhere().group(Group.COMMENT).annotation()),
    SECURITY_LABEL(
            "SECURITY LABEL", anywhere().inferred(PRE_DATA).group(Group.LABEL).annotation()),
    ACL("ACL", anywhere().group(Group.PRIVILEGE).pass(Pass.ACL).annotation()),
    ACL_LANGUAGE("ACL LANGUAGE", anywhere().group(Group.PRIVILEGE).pass(Pass.ACL)),

    // Of no object.
    WARNING("WARNING", anywhere().inferred(PRE_DATA)),
    INIT("<Init>", anywhere().inferred(PRE_DATA)),

    /** Any type that is not listed: its traits are those of a definition without an owner. */
    UNKNOWN("", in());

    private static final Map<String, EntryType> BY_DESC = new HashMap<>();

    static {
        for (EntryType type : values()) {
            BY_DESC.put(type.desc, type);
        }
    }

    /** What an archive stores for an entry beside its line in the table of contents. */
    public enum Data {
        NOTHING,
        /** Rows, as COPY or INSERT commands take them. */
        ROWS,
        /** Large objects, each with its OID. */
        LARGE_OBJECTS,
        /** Commands, in archives from before 1.12. */
        COMMANDS
    }

    /** What an entry counts as where definitions, data and statistics are chosen. */
    public enum Content {
        DEFINITION,
        DATA,
        STATISTICS
    }

    /** How {@code ALTER … OWNER TO} names the object. */
    public enum Owner {
        /** Not known: such an object cannot be given to an owner. */
        UNKNOWN,
        /** Not at all: such objects have no owner of their own. */
        NONE,
        /** By its type and qualified name. */
        BY_NAME,
        /** As the command that drops it does, with arguments or an access method. */
        BY_DROP,
        /** By the large object's number. */
        LARGE_OBJECT
    }

    /** The passes of a restore over the whole table of contents, in their order. */
    public enum Pass {
        MAIN,
        /** Grants, once their objects and the data are there. */
        ACL,
        /** What needs the grants, or would be set off by what comes before. */
        POST_ACL;

        /** Returns the pass after this one. */
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
        NOTHING,
        TABLE,
        INDEX,
        FUNCTION,
        TRIGGER,
        /** The option that selects the entry on which this one depends. */
        DEPENDENCY
    }

    /** How the table, view or sequence is found that an entry belongs to, if it belongs to one. */
    public enum Belonging {
        /** The entry is an object of its own. */
        NONE,
        /** It is any on which the entry depends. */
        BY_DEPENDENCY,
        /** It is the one on which the entry depends and whose tag begins the entry's. */
        BY_TAG,
        /** The entry connects all on which it depends. */
        BY_ALL
    }

    /** What an option such as {@code --no-comments} leaves out. */
    public enum Group {
        NOTHING,
        PRIVILEGE,
        COMMENT,
        LABEL,
        POLICY,
        PUBLICATION,
        SUBSCRIPTION,
        STATISTICS
    }

    /** How long it may take to restore an entry that has no data. */
    public enum Weight {
        /** No time to speak of. */
        SMALL,
        /** As long as it takes to read the rows of its table. */
        ROWS,
        /** Any time. */
        LARGE
    }

    private final String desc;

    @SuppressWarnings("ImmutableEnumChecker") // Nothing changes them once the type has been made.
    private final EntryTraits traits;

    EntryType(String desc, EntryTraits traits) {
        this.desc = desc;
        this.traits = traits;
    }

    /** Returns the type that archives call so; {@link #UNKNOWN} if there is none. */
    public static EntryType of(String desc) {
        return BY_DESC.getOrDefault(desc, UNKNOWN);
    }

    /** Returns the type's name in archives; empty for {@link #UNKNOWN}. */
    public String desc() {
        return desc;
    }

    /** Returns the sections in which pg_dump puts such entries; none if that is not known. */
    public Set<Section> sections() {
        return traits.sections;
    }

    /** Returns the section of such entries in archives that store no sections, which are those before 1.11. */
    public Section inferredSection() {
        return traits.inferred;
    }

    /** Returns what archives store for such entries. */
    public Data data() {
        return traits.data;
    }

    /** Returns what an entry of this type counts as if the archive stores no data for it. */
    public Content content() {
        return traits.content;
    }

    /** Returns the pass in which a restore makes an entry. */
    static Pass passOf(TocEntry entry) {
        EntryType type = entry.type();
        boolean late = type == STATISTICS_DATA
                ? entry.section() == POST_DATA
                : type.isAnnotation() && entry.tag().startsWith(EVENT_TRIGGER.desc + " ");
        return late && type.traits.pass == Pass.MAIN ? Pass.POST_ACL : type.traits.pass;
    }

    public Owner owner() {
        return traits.owner;
    }

    public Selector selector() {
        return traits.selector;
    }

    public Belonging belonging() {
        return traits.belonging;
    }

    public Group group() {
        return traits.group;
    }

    public Weight weight() {
        return traits.weight;
    }

    /** Returns the values of {@link TocEntry#relkind()} that such entries may have beside 0. */
    public String relkinds() {
        return traits.relkinds;
    }

    /** Returns whether such an entry is about the session that restores the archive, and defines no object. */
    public boolean isSetting() {
        return traits.settingForm != null;
    }

    /** Returns the regular expression that the definition of a setting matches; null for other types. */
    public String settingForm() {
        return traits.settingForm;
    }

    /** Returns whether such an entry makes or alters the database itself. */
    public boolean isDatabase() {
        return traits.database;
    }

    /** Returns whether such an entry is restored only with the one that it depends on. */
    public boolean isAnnotation() {
        return traits.annotation;
    }

    /** Returns whether such an entry is about large objects. */
    public boolean isLargeObject() {
        return traits.largeObject;
    }

    /** Returns whether such an entry adds a constraint to a table or domain. */
    public boolean isConstraint() {
        return traits.constraint;
    }

    /** Returns whether other tables can be attached to such a relation, or inherit from it. */
    public boolean isTable() {
        return traits.table;
    }

    /** Returns whether making such an object may call functions for each row of its table. */
    public boolean mayReadRows() {
        return traits.readsRows;
    }

    /** Returns whether such an object, when it is used in an expression, may read tables that the expression does not name. */
    public boolean mayReadTables() {
        return traits.readsTables;
    }

    /** Returns whether the command that drops such an object has no place for {@code IF EXISTS}. */
    public boolean lacksIfExists() {
        return traits.noIfExists;
    }

    /** Returns what follows {@code DROP} in the command that drops the object of an entry of this type. */
    public String dropped(String descOfEntry) {
        return traits.constraint ? "CONSTRAINT" : descOfEntry;
    }
}
