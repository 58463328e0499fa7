package dev.sengi.internal.kind;

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
import dev.sengi.internal.select.Choices;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Extensions. Their members are not dumped, because CREATE EXTENSION creates them again, except for pg_upgrade. */
public final class ExtensionKind extends NamedKind<ExtensionKind.Row> {
    public static final ExtensionKind KIND = new ExtensionKind();

    private static final String QUERY = """
            select e.tableoid, e.oid, e.extname, n.nspname, e.extconfig, e.extcondition,
                e.extrelocatable, e.extversion, e.extconfig as config_text, e.extcondition as condition_text
            from pg_extension e
                join pg_namespace n on n.oid = e.extnamespace
            """;

    /**
     * @param nspname the schema that the extension's objects are in
     * @param extconfig OIDs of the extension's configuration tables, or null
     * @param extcondition for each of these tables, the condition that selects the user's rows
     * @param config_text the OIDs as the server writes the array, or null
     * @param condition_text the conditions likewise
     */
    public record Row(
            long tableoid,
            long oid,
            String extname,
            String nspname,
            long[] extconfig,
            String[] extcondition,
            boolean extrelocatable,
            String extversion,
            String config_text,
            String condition_text)
            implements CatalogRow {}

    ExtensionKind() {
        super(SortPriority.EXTENSION, SystemCatalogs.PG_EXTENSION, "EXTENSION");
    }

    @Override
    public ReadStep read(QueryBatch batch, Choices choices) {
        Rows<Row> rows = batch.add(QUERY, Row.class);
        return catalog -> rows.list().forEach(r -> catalog.add(this, r, r.extname(), null));
    }

    @Override
    public Set<Component> select(CatalogObject<Row> extension, Choices choices) {
        if (extension.oid() <= SystemCatalogs.LAST_BUILTIN_OID) {
            return EnumSet.of(Component.ACL);
        }
        Set<Long> included = choices.patterns().includeExtensions();
        boolean dumped = included.isEmpty() ? choices.everything() : included.contains(extension.oid());
        boolean excluded = choices.patterns().excludeExtensions().contains(extension.oid());
        return dumped && !excluded ? Component.ALL : Set.of();
    }

    @Override
    protected String define(CatalogObject<Row> extension, Emission out) {
        String name = out.id(extension.name());
        String schema = out.id(extension.row().nspname());
        return out.upgrade().areWanted()
                ? createEmpty(extension, name, out)
                : "CREATE EXTENSION IF NOT EXISTS " + name + " WITH SCHEMA " + schema + ";\n";
    }

    @Override
    protected boolean canJoinExtension() {
        return false;
    }

    @Override
    protected void annotate(CatalogObject<Row> extension, Target target, Emission out) {
        out.annotations().commentAndLabel(extension, target);
    }

    /**
     * Returns commands that create the extension without its members, which are dumped like other objects. The target
     * may already have the extension if every new database contains it and the user has dropped and recreated it.
     */
    private static String createEmpty(CatalogObject<Row> extension, String name, Emission out) {
        Row row = extension.row();
        String needed = out.graph().of(extension).stream()
                .map(out.catalog()::object)
                .filter(other -> other.kind() == KIND)
                .map(other -> out.literal(other.name()))
                .collect(Collectors.joining(","));
        return "-- For binary upgrade, create an empty extension and insert objects into it\n"
                + "DROP EXTENSION IF EXISTS " + name + ";\n"
                + "SELECT pg_catalog.binary_upgrade_create_empty_extension("
                + out.literal(extension.name()) + ", "
                + out.literal(row.nspname()) + ", "
                + row.extrelocatable() + ", "
                + out.literal(row.extversion()) + ", "
                + array(row.config_text(), out) + ", "
                + array(row.condition_text(), out) + ", "
                + "ARRAY[" + needed + "]::pg_catalog.text[]);\n";
    }

    private static String array(String text, Emission out) {
        return text == null || text.equals("{}") ? "NULL" : out.literal(text);
    }
}
