package dev.sengi.internal.kind;

import dev.sengi.DumpFlag;
import dev.sengi.archive.Section;
import dev.sengi.internal.catalog.Catalog;
import dev.sengi.internal.catalog.CatalogId;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.Component;
import dev.sengi.internal.catalog.QueryBatch;
import dev.sengi.internal.catalog.QueryBatch.Rows;
import dev.sengi.internal.catalog.ReadStep;
import dev.sengi.internal.catalog.SortPriority;
import dev.sengi.internal.catalog.SystemCatalogs;
import dev.sengi.internal.emit.Annotations.Target;
import dev.sengi.internal.emit.Emission;
import dev.sengi.internal.option.DumpOptions;
import dev.sengi.internal.select.Choices;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Large objects, grouped by owner and grants: their metadata. {@link LargeObjectDataKind} writes their contents.
 *
 * <p>A group has at most 1000 members, as in pg_dump's archives.
 */
public final class LargeObjectKind extends ObjectKind<LargeObjectKind.Group> {
    public static final LargeObjectKind KIND = new LargeObjectKind();

    private static final int MAX_GROUP = 1000;

    // pg_dump orders by the same cast, which may be user-defined.
    private static final String QUERY = """
            select m.oid, m.lomowner, m.lomacl, acldefault('L', m.lomowner) as acldefault,
                [[19: a.objoid is not null | false]] as annotated
            from pg_largeobject_metadata m
                [[19: left join (
                    select d.objoid from pg_description d where d.classoid = 'pg_largeobject'::regclass
                    union select l.objoid from pg_seclabel l where l.classoid = 'pg_largeobject'::regclass) a
                    on a.objoid = m.oid | ]]
            order by m.lomowner, m.lomacl::text, m.oid
            """;

    /** @param annotated whether it has a comment or a security label; false before 19 */
    record Row(long oid, long lomowner, String[] lomacl, String[] acldefault, boolean annotated) {

        private boolean isGroupedWith(Row other) {
            return lomowner == other.lomowner() && Arrays.equals(lomacl, other.lomacl());
        }
    }

    /** Large objects that belong together; at least one. */
    public record Group(long lomowner, String[] lomacl, String[] acldefault, List<Long> oids) {

        public Group {
            oids = List.copyOf(oids);
        }

        private String name() {
            long first = oids.get(0);
            return oids.size() == 1 ? Long.toString(first) : first + ".." + oids.get(oids.size() - 1);
        }
    }

    LargeObjectKind() {
        super(SortPriority.LARGE_OBJECT, 0);
    }

    @Override
    public ReadStep read(QueryBatch batch, Choices choices) {
        Rows<Row> rows = batch.add(QUERY, Row.class);
        return catalog -> {
            if (!areRead(choices.options(), choices.everything())) {
                return;
            }
            List<Row> dumped = areUpgradedByFile(catalog, choices.options())
                    ? rows.list().stream().filter(Row::annotated).toList()
                    : rows.list();
            for (Group group : groups(dumped)) {
                CatalogId id = new CatalogId(
                        SystemCatalogs.PG_LARGEOBJECT, group.oids().get(0));
                catalog.add(this, id, group.name(), null, group);
                catalog.add(LargeObjectDataKind.KIND, CatalogId.NONE, group.name(), null, group);
            }
        };
    }

    /**
     * Returns whether a dump for pg_upgrade contains only the comments and labels of large objects, and their rows of
     * {@code pg_shdepend}.
     */
    public static boolean areUpgradedByFile(Catalog catalog, DumpOptions options) {
        return options.has(DumpFlag.BINARY_UPGRADE) && catalog.database().upgradesLargeObjectsByFile();
    }

    /**
     * Returns whether large objects are read. {@code --large-objects} reads them even if no data are dumped: they take
     * dump IDs, but their entries are left out.
     *
     * @param everything whether nothing in particular is selected
     */
    public static boolean areRead(DumpOptions options, boolean everything) {
        boolean byDefault = everything && !options.schemaOnly() && !options.has(DumpFlag.NO_LARGE_OBJECTS);
        return byDefault || options.has(DumpFlag.LARGE_OBJECTS) || options.has(DumpFlag.BINARY_UPGRADE);
    }

    private static List<Group> groups(List<Row> rows) {
        List<Group> groups = new ArrayList<>();
        int start = 0;
        for (int end = 1; end <= rows.size(); end++) {
            Row first = rows.get(start);
            if (end == rows.size() || end - start == MAX_GROUP || !first.isGroupedWith(rows.get(end))) {
                List<Long> oids =
                        rows.subList(start, end).stream().map(Row::oid).toList();
                groups.add(new Group(first.lomowner(), first.lomacl(), first.acldefault(), oids));
                start = end;
            }
        }
        return groups;
    }

    @Override
    public Set<Component> select(CatalogObject<Group> group, Choices choices) {
        return Component.ALL;
    }

    @Override
    public void emit(CatalogObject<Group> object, Emission out) {
        Group group = object.row();
        String owner = out.role(group.lomowner());
        boolean byFile = areUpgradedByFile(out.catalog(), out.options());
        if (!byFile) {
            out.add(out.entry(object)
                    .desc("BLOB METADATA")
                    .section(Section.DATA)
                    .owner(owner)
                    .defn(group.oids().stream().map(oid -> oid + "\n").collect(Collectors.joining()))
                    .dropStmt("-- dummy"));
        }
        for (long oid : group.oids()) {
            Target target = new Target("LARGE OBJECT", Long.toString(oid), null, owner);
            CatalogId id = new CatalogId(SystemCatalogs.PG_LARGEOBJECT, oid);
            out.annotations().comment(target, id, 0, object.dumpId());
            out.annotations().securityLabels(target, id, object.dumpId(), null);
        }
        if (byFile) {
            return;
        }
        boolean single = group.oids().size() == 1;
        Target target = new Target("LARGE OBJECT", Long.toString(group.oids().get(0)), null, owner);
        String tag = (single ? "LARGE OBJECT " : "LARGE OBJECTS ") + object.name();
        out.annotations().acl(target, tag, null, group.lomacl(), group.acldefault(), null, List.of(object.dumpId()));
    }
}
