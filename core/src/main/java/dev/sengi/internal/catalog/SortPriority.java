package dev.sengi.internal.catalog;

/**
 * The order in which kinds are dumped unless a dependency requires a different one. It is pg_dump's: objects that
 * others need come early, and objects that are cheaper to create after the data come late.
 *
 * <p>Source: the order of entries in pg_dump 18's archives.
 */
public enum SortPriority {
    SCHEMA,
    PROCEDURAL_LANGUAGE,
    COLLATION,
    TRANSFORM,
    EXTENSION,
    TYPE,
    CAST,
    FUNCTION,
    AGGREGATE,
    ACCESS_METHOD,
    OPERATOR,
    OPERATOR_FAMILY,
    CONVERSION,
    TEXT_SEARCH_PARSER,
    TEXT_SEARCH_TEMPLATE,
    TEXT_SEARCH_DICTIONARY,
    TEXT_SEARCH_CONFIGURATION,
    FOREIGN_DATA_WRAPPER,
    SERVER,
    TABLE,
    TABLE_ATTACH,
    /** Row types of tables and array types, which are never written. */
    IMPLICIT_TYPE,
    DEFAULT,
    PRE_DATA_BOUNDARY,
    TABLE_DATA,
    SEQUENCE_SET,
    LARGE_OBJECT,
    LARGE_OBJECT_DATA,
    STATISTICS_DATA,
    POST_DATA_BOUNDARY,
    CONSTRAINT,
    INDEX,
    INDEX_ATTACH,
    STATISTICS,
    RULE,
    TRIGGER,
    FK_CONSTRAINT,
    POLICY,
    PUBLICATION,
    PUBLICATION_TABLE,
    PUBLICATION_SCHEMA,
    SUBSCRIPTION,
    SUBSCRIPTION_TABLE,
    DEFAULT_ACL,
    EVENT_TRIGGER,
    MATERIALIZED_VIEW_DATA;

    /** Returns whether objects of this priority are the boundaries of sections. */
    public boolean isBoundary() {
        return this == PRE_DATA_BOUNDARY || this == POST_DATA_BOUNDARY;
    }
}
