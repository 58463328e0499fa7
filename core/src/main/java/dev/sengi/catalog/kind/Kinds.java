package dev.sengi.catalog.kind;

import java.util.List;

/**
 * Every kind of object, in the order of reading.
 *
 * <p>The order is pg_dump's, because it numbers objects as it reads them: an archive's dump IDs, and with them the order
 * of what is otherwise equal, come from it.
 */
public final class Kinds {
    public static final ExtensionKind EXTENSION = new ExtensionKind();
    public static final SchemaKind SCHEMA = new SchemaKind();
    public static final TableKind TABLE = new TableKind();
    public static final ProceduralLanguageKind PROCEDURAL_LANGUAGE = new ProceduralLanguageKind();
    public static final OperatorKind OPERATOR = new OperatorKind();
    public static final AccessMethodKind ACCESS_METHOD = new AccessMethodKind();
    public static final OperatorClassKind OPERATOR_CLASS = new OperatorClassKind();
    public static final OperatorFamilyKind OPERATOR_FAMILY = new OperatorFamilyKind();
    public static final TextSearchParserKind TEXT_SEARCH_PARSER = new TextSearchParserKind();
    public static final TextSearchTemplateKind TEXT_SEARCH_TEMPLATE = new TextSearchTemplateKind();
    public static final TextSearchDictionaryKind TEXT_SEARCH_DICTIONARY = new TextSearchDictionaryKind();
    public static final TextSearchConfigurationKind TEXT_SEARCH_CONFIGURATION = new TextSearchConfigurationKind();
    public static final ForeignDataWrapperKind FOREIGN_DATA_WRAPPER = new ForeignDataWrapperKind();
    public static final ServerKind SERVER = new ServerKind();
    public static final DefaultAclKind DEFAULT_ACL = new DefaultAclKind();
    public static final CollationKind COLLATION = new CollationKind();
    public static final ConversionKind CONVERSION = new ConversionKind();
    public static final CastKind CAST = new CastKind();
    public static final TransformKind TRANSFORM = new TransformKind();
    public static final EventTriggerKind EVENT_TRIGGER = new EventTriggerKind();
    public static final StatisticsKind STATISTICS = new StatisticsKind();
    public static final PublicationKind PUBLICATION = new PublicationKind();
    public static final PublicationTableKind PUBLICATION_TABLE = new PublicationTableKind();
    public static final PublicationSchemaKind PUBLICATION_SCHEMA = new PublicationSchemaKind();
    public static final SubscriptionKind SUBSCRIPTION = new SubscriptionKind();

    /** Kinds that are read first, so that it can be decided which tables' details are needed. */
    public static final List<ObjectKind<?>> OUTLINE = List.of(EXTENSION, SCHEMA, TABLE);

    /** Kinds that are read once the tables to dump are locked. */
    public static final List<ObjectKind<?>> DETAILS = List.of(
            PROCEDURAL_LANGUAGE,
            OPERATOR,
            ACCESS_METHOD,
            OPERATOR_CLASS,
            OPERATOR_FAMILY,
            TEXT_SEARCH_PARSER,
            TEXT_SEARCH_TEMPLATE,
            TEXT_SEARCH_DICTIONARY,
            TEXT_SEARCH_CONFIGURATION,
            FOREIGN_DATA_WRAPPER,
            SERVER,
            DEFAULT_ACL,
            COLLATION,
            CONVERSION,
            CAST,
            TRANSFORM,
            EVENT_TRIGGER,
            STATISTICS,
            PUBLICATION,
            PUBLICATION_TABLE,
            PUBLICATION_SCHEMA,
            SUBSCRIPTION);

    private Kinds() {}
}
