package dev.sengi.catalog.kind;

import dev.sengi.catalog.QueryBatch;
import dev.sengi.catalog.SortPriority;
import dev.sengi.catalog.kind.ObjectKind.ReadStep;
import java.util.ArrayList;
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
    public static final FunctionKind FUNCTION = new FunctionKind();
    public static final TypeKind TYPE = new TypeKind();
    public static final ShellTypeKind SHELL_TYPE = new ShellTypeKind();
    public static final ImplicitTypeKind IMPLICIT_TYPE = new ImplicitTypeKind();
    public static final DomainConstraintKind DOMAIN_CONSTRAINT = new DomainConstraintKind();
    public static final ProceduralLanguageKind PROCEDURAL_LANGUAGE = new ProceduralLanguageKind();
    public static final AggregateKind AGGREGATE = new AggregateKind();
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
    public static final TableAttachKind TABLE_ATTACH = new TableAttachKind();
    public static final ColumnDefaultKind COLUMN_DEFAULT = new ColumnDefaultKind();
    public static final CheckConstraintKind CHECK_CONSTRAINT = new CheckConstraintKind();
    public static final IndexKind INDEX = new IndexKind();
    public static final IndexConstraintKind INDEX_CONSTRAINT = new IndexConstraintKind();
    public static final IndexAttachKind INDEX_ATTACH = new IndexAttachKind();
    public static final StatisticsKind STATISTICS = new StatisticsKind();
    public static final ForeignKeyKind FK_CONSTRAINT = new ForeignKeyKind();
    public static final TriggerKind TRIGGER = new TriggerKind();
    public static final RuleKind RULE = new RuleKind();
    public static final PolicyKind POLICY = new PolicyKind();
    public static final PublicationKind PUBLICATION = new PublicationKind();
    public static final PublicationTableKind PUBLICATION_TABLE = new PublicationTableKind();
    public static final PublicationSchemaKind PUBLICATION_SCHEMA = new PublicationSchemaKind();
    public static final SubscriptionKind SUBSCRIPTION = new SubscriptionKind();
    public static final TableDataKind TABLE_DATA = new TableDataKind(SortPriority.TABLE_DATA);
    public static final TableDataKind SEQUENCE_SET = new TableDataKind(SortPriority.SEQUENCE_SET);
    public static final TableDataKind MATERIALIZED_VIEW_DATA = new TableDataKind(SortPriority.MATERIALIZED_VIEW_DATA);
    public static final LargeObjectKind LARGE_OBJECT = new LargeObjectKind(SortPriority.LARGE_OBJECT);
    public static final LargeObjectKind LARGE_OBJECT_DATA = new LargeObjectKind(SortPriority.LARGE_OBJECT_DATA);
    public static final StatisticsDataKind STATISTICS_DATA = new StatisticsDataKind();
    public static final BoundaryKind PRE_DATA_BOUNDARY = new BoundaryKind(SortPriority.PRE_DATA_BOUNDARY);
    public static final BoundaryKind POST_DATA_BOUNDARY = new BoundaryKind(SortPriority.POST_DATA_BOUNDARY);

    /** Kinds that are read first, so that it can be decided which tables' details are needed. */
    public static final List<ObjectKind<?>> OUTLINE = List.of(EXTENSION, SCHEMA, TABLE);

    /** What is read once the tables to dump are locked. */
    public static final List<Source> DETAILS = List.of(
            FUNCTION,
            TYPE,
            SHELL_TYPE,
            IMPLICIT_TYPE,
            DOMAIN_CONSTRAINT,
            PROCEDURAL_LANGUAGE,
            AGGREGATE,
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
            TableDataKind::readConfiguration,
            TABLE_ATTACH,
            COLUMN_DEFAULT,
            CHECK_CONSTRAINT,
            InheritedColumns::read,
            INDEX,
            INDEX_CONSTRAINT,
            INDEX_ATTACH,
            STATISTICS,
            FK_CONSTRAINT,
            TRIGGER,
            RULE,
            POLICY,
            PUBLICATION,
            PUBLICATION_TABLE,
            PUBLICATION_SCHEMA,
            SUBSCRIPTION,
            TABLE_DATA,
            SEQUENCE_SET,
            MATERIALIZED_VIEW_DATA,
            LARGE_OBJECT,
            LARGE_OBJECT_DATA,
            STATISTICS_DATA,
            PRE_DATA_BOUNDARY,
            POST_DATA_BOUNDARY);

    private Kinds() {}

    /** Something that is read from the server, into the catalog. */
    @FunctionalInterface
    public interface Source {
        /**
         * Adds queries to a batch.
         *
         * @return what to do once the batch has run
         */
        ReadStep read(QueryBatch batch);
    }

    /** Returns every kind in the order of reading. */
    public static List<ObjectKind<?>> all() {
        List<ObjectKind<?>> kinds = new ArrayList<>(OUTLINE);
        for (Source source : DETAILS) {
            if (source instanceof ObjectKind<?> kind) {
                kinds.add(kind);
            }
        }
        return kinds;
    }
}
