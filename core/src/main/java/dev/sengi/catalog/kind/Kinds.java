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
    public static final FunctionKind FUNCTION = new FunctionKind();
    public static final TypeKind TYPE = new TypeKind();
    public static final ShellTypeKind SHELL_TYPE = new ShellTypeKind();
    public static final ImplicitTypeKind IMPLICIT_TYPE = new ImplicitTypeKind();
    public static final DomainConstraintKind DOMAIN_CONSTRAINT = new DomainConstraintKind();
    public static final AggregateKind AGGREGATE = new AggregateKind();

    /** Kinds that are read first, so that it can be decided which tables' details are needed. */
    public static final List<ObjectKind<?>> OUTLINE = List.of(EXTENSION, SCHEMA, TABLE);

    /** Kinds that are read once the tables to dump are locked. */
    public static final List<ObjectKind<?>> DETAILS = List.of(FUNCTION, TYPE, SHELL_TYPE, IMPLICIT_TYPE, DOMAIN_CONSTRAINT, AGGREGATE);

    private Kinds() {}
}
