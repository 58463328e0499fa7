package dev.sengi.internal.kind.type;

import dev.sengi.internal.catalog.Catalog;
import dev.sengi.internal.catalog.CatalogBuilder;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.CatalogRow;
import dev.sengi.internal.catalog.Component;
import dev.sengi.internal.catalog.QueryBatch;
import dev.sengi.internal.catalog.QueryBatch.Rows;
import dev.sengi.internal.catalog.ReadStep;
import dev.sengi.internal.catalog.SortPriority;
import dev.sengi.internal.catalog.SystemCatalogs;
import dev.sengi.internal.emit.Annotations.Target;
import dev.sengi.internal.emit.Emission;
import dev.sengi.internal.kind.NamedKind;
import dev.sengi.internal.kind.SchemaKind;
import dev.sengi.internal.kind.table.TableKind;
import dev.sengi.internal.select.Choices;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Data types: base types, domains, composite, enum and range types, and types that are only declared.
 *
 * <p>Reading adds, with each type, what belongs to it: a domain's constraints and a base or range type's shell. Types
 * that are created with something else, such as a table's row type, are added as {@link ImplicitTypeKind}.
 */
public final class TypeKind extends NamedKind<TypeKind.Row> {
    public static final TypeKind KIND = new TypeKind();

    private static final String QUERY = """
            select t.tableoid, t.oid, t.typname, t.typnamespace, t.typowner, t.typtype, t.typisdefined,
                t.typrelid, t.typelem, t.typarray,
                t.typacl,
                acldefault('T', t.typowner) as acldefault
            from pg_type t
            """;

    /**
     * @param typtype {@code b}ase, {@code c}omposite, {@code d}omain, {@code e}num, {@code m}ultirange,
     *     {@code p}seudo or {@code r}ange
     * @param typisdefined whether there is more to the type than its name
     * @param typrelid OID of the relation whose rows are of this type, or 0
     * @param typelem OID of the type of elements, or 0
     * @param typarray OID of the type of arrays of this type, or 0
     */
    public record Row(
            long tableoid,
            long oid,
            String typname,
            long typnamespace,
            long typowner,
            char typtype,
            boolean typisdefined,
            long typrelid,
            long typelem,
            long typarray,
            String[] typacl,
            String[] acldefault)
            implements CatalogRow {
        @Override
        public long ownerOid() {
            return typowner;
        }

        public boolean isDomain() {
            return typtype == 'd';
        }

        private boolean hasShell() {
            return typtype == 'b' || typtype == 'r';
        }
    }

    TypeKind() {
        super(SortPriority.TYPE, SystemCatalogs.PG_TYPE, "TYPE");
    }

    @Override
    public boolean mayHaveInitialPrivileges() {
        return true;
    }

    @Override
    public ReadStep read(QueryBatch batch, Choices choices) {
        Rows<Row> types = batch.addLarge(QUERY, Row.class);
        Rows<BaseTypes.Row> bases = batch.add(BaseTypes.QUERY, BaseTypes.Row.class);
        Rows<CompositeTypes.Row> composites = batch.addIf(
                TableKind.hasAny(choices.catalog(), TableKind.Row::isCompositeType),
                CompositeTypes.QUERY,
                CompositeTypes.Row.class);
        Rows<DomainTypes.Row> domains = batch.add(DomainTypes.QUERY, DomainTypes.Row.class);
        Rows<DomainConstraints.Row> constraints = batch.add(DomainConstraints.QUERY, DomainConstraints.Row.class);
        Rows<EnumTypes.Row> labels = batch.add(EnumTypes.QUERY, EnumTypes.Row.class);
        Rows<RangeTypes.Row> ranges = batch.add(RangeTypes.QUERY, RangeTypes.Row.class);
        return catalog -> {
            catalog.put(new BaseTypes(bases.list()));
            catalog.put(new CompositeTypes(composites.list()));
            catalog.put(new DomainTypes(domains.list()));
            catalog.put(new EnumTypes(labels.list()));
            catalog.put(new RangeTypes(ranges.list()));
            DomainConstraints ofDomains = new DomainConstraints(constraints.list());
            catalog.put(ofDomains);
            Map<Long, Long> elements = elements(types.list());
            for (Row row : types.list()) {
                boolean isArray = row.typelem() != 0
                        && row.typname().startsWith("_")
                        && row.typelem() == elements.getOrDefault(row.oid(), 0L);
                add(catalog, choices, row, isArray, ofDomains);
            }
        };
    }

    /** Returns the element types of all array types, by OID. */
    private static Map<Long, Long> elements(List<Row> types) {
        Map<Long, Long> elements = new HashMap<>(types.size());
        for (Row type : types) {
            if (type.typarray() != 0) {
                elements.put(type.typarray(), type.oid());
            }
        }
        return elements;
    }

    private void add(CatalogBuilder catalog, Choices choices, Row row, boolean isArray, DomainConstraints constraints) {
        boolean isRowType = isRowType(catalog, row);
        boolean isImplicit = isRowType || isArray || row.typtype() == 'm';
        CatalogObject<Row> type = catalog.add(
                isImplicit ? ImplicitTypeKind.KIND : this,
                row,
                row.typname(),
                SchemaKind.of(catalog, row.typnamespace()));
        boolean defined = !isRowType && choices.has(type, Component.DEFINITION);
        if (defined && row.isDomain()) {
            constraints.addTo(catalog, type);
        } else if (defined && row.hasShell()) {
            ShellTypeKind.KIND.add(catalog, type);
        }
    }

    /** Returns whether the type is the row type of something that is not itself a type. */
    private static boolean isRowType(CatalogBuilder catalog, Row row) {
        if (row.typrelid() == 0) {
            return false;
        }
        CatalogObject<TableKind.Row> relation = catalog.find(TableKind.KIND, row.typrelid());
        return relation == null || !relation.row().isCompositeType();
    }

    @Override
    protected boolean hasEntries(CatalogObject<Row> type, Emission out) {
        boolean isWritable = isWritable(type.row());
        if (!isWritable && isDefined(type, out)) {
            out.warn("typtype of data type \"" + type.name() + "\" appears to be invalid");
        }
        return isWritable;
    }

    @Override
    protected String desc(CatalogObject<Row> type) {
        return type.row().isDomain() ? "DOMAIN" : super.desc(type);
    }

    @Override
    protected String drop(CatalogObject<Row> type, Emission out) {
        String cascade = type.row().typtype() == 'b' ? " CASCADE" : "";
        return "DROP " + desc(type) + " " + out.qualified(type) + cascade + ";\n";
    }

    @Override
    protected void annotate(CatalogObject<Row> type, Target target, Emission out) {
        Row row = type.row();
        out.annotations().commentAndLabel(type, target);
        Target granted = new Target("TYPE", target.name(), type.schemaName(), target.owner());
        out.annotations().acl(type, granted, row.typacl(), row.acldefault());
        if (row.isDomain()) {
            out.catalog().get(DomainConstraints.class).emitInlineComments(type, out);
        } else if (row.typtype() == 'c') {
            out.catalog().get(CompositeTypes.class).emitColumnComments(type, out);
        }
    }

    /** Returns whether a script can define such a type: of pseudo-types, only shells. */
    private static boolean isWritable(Row row) {
        return switch (row.typtype()) {
            case 'b', 'c', 'd', 'e', 'r' -> true;
            case 'p' -> !row.typisdefined();
            default -> false;
        };
    }

    @Override
    protected String define(CatalogObject<Row> type, Emission out) {
        Catalog catalog = out.catalog();
        return switch (type.row().typtype()) {
            case 'b' -> catalog.get(BaseTypes.class).definition(type, out);
            case 'c' -> catalog.get(CompositeTypes.class).definition(type, out);
            case 'd' -> catalog.get(DomainTypes.class).definition(type, out);
            case 'e' -> catalog.get(EnumTypes.class).definition(type, out);
            case 'r' -> catalog.get(RangeTypes.class).definition(type, out);
            default ->
                out.upgrade().typeOids(type.oid(), type.row().typarray()) + "CREATE TYPE " + out.qualified(type)
                        + ";\n";
        };
    }

    /** Lays out {@code CREATE TYPE name <kind> (} with one option per line. */
    static String createWithOptions(CatalogObject<Row> type, String kind, List<String> options, Emission out) {
        return "CREATE TYPE " + out.qualified(type) + kind + " (\n    " + String.join(",\n    ", options) + "\n);\n";
    }
}
