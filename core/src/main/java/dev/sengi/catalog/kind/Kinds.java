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
    public static final IndexKind INDEX = new IndexKind();
    public static final IndexConstraintKind INDEX_CONSTRAINT = new IndexConstraintKind();
    public static final IndexAttachKind INDEX_ATTACH = new IndexAttachKind();
    public static final ForeignKeyKind FK_CONSTRAINT = new ForeignKeyKind();
    public static final TriggerKind TRIGGER = new TriggerKind();
    public static final RuleKind RULE = new RuleKind();
    public static final PolicyKind POLICY = new PolicyKind();

    /** Kinds that are read first, so that it can be decided which tables' details are needed. */
    public static final List<ObjectKind<?>> OUTLINE = List.of(EXTENSION, SCHEMA, TABLE);

    /** Kinds that are read once the tables to dump are locked. */
    public static final List<ObjectKind<?>> DETAILS =
            List.of(INDEX, INDEX_CONSTRAINT, INDEX_ATTACH, FK_CONSTRAINT, TRIGGER, RULE, POLICY);

    private Kinds() {}
}
