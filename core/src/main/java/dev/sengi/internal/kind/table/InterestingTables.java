package dev.sengi.internal.kind.table;

import dev.sengi.internal.catalog.Catalog;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.Component;
import dev.sengi.internal.catalog.SystemCatalogs;
import dev.sengi.internal.kind.ExtensionKind;
import dev.sengi.internal.kind.LargeObjectKind;
import dev.sengi.internal.select.DumpSelection;
import dev.sengi.internal.select.MatchedPatterns;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.LongStream;

/** The relations whose details are read: dumped ones, owners of dumped sequences, and parents of dumped tables. */
public final class InterestingTables {
    private final Catalog catalog;
    /** The selection without the data of extensions' configuration tables, which pg_dump does not lock. */
    private final DumpSelection first;

    private final DumpSelection selection;
    /** Ordered by OID, as the outline is. */
    private final List<CatalogObject<TableKind.Row>> relations;

    private InterestingTables(Catalog catalog, DumpSelection first, DumpSelection selection, BitSet dumpIds) {
        this.catalog = catalog;
        this.first = first;
        this.selection = selection;
        this.relations = catalog.all(TableKind.KIND).stream()
                .filter(relation -> dumpIds.get(relation.dumpId()))
                .toList();
    }

    /** Finds the relations and completes the selection: an owned sequence is dumped if its table is. */
    public static InterestingTables of(Catalog catalog, DumpSelection selection) {
        Search search = new Search(catalog, selection);
        search.run();
        return new InterestingTables(catalog, selection, selection.with(search.changes), search.dumpIds);
    }

    /** Returns which parts of the relations, and of everything read before them, are dumped. */
    public DumpSelection selection() {
        return selection;
    }

    /** Returns the relations' OIDs, ascending. */
    public long[] oids() {
        return oids(row -> true);
    }

    /** Returns the OIDs of those relations that fulfil a condition, ascending. */
    public long[] oids(Predicate<TableKind.Row> condition) {
        return relations.stream()
                .filter(relation -> condition.test(relation.row()))
                .mapToLong(CatalogObject::oid)
                .toArray();
    }

    /** Returns the OIDs of the relations whose columns are read: also that of a system catalog whose rows are dumped. */
    public long[] withColumns() {
        return LargeObjectKind.areUpgradedByFile(catalog, selection.options())
                ? LongStream.concat(LongStream.of(SystemCatalogs.PG_SHDEPEND), LongStream.of(oids()))
                        .toArray()
                : oids();
    }

    /** Returns the OIDs of the tables whose policies are dumped, ascending. */
    public long[] withPolicies() {
        return catalog.all(TableKind.KIND).stream()
                .filter(table -> table.row().relkind() == 'r' || table.row().isPartitioned())
                .filter(table -> selection.has(table, Component.POLICY))
                .mapToLong(CatalogObject::oid)
                .toArray();
    }

    /**
     * Returns the tables that must be locked before their details are read; other kinds of relations are not locked.
     */
    public List<CatalogObject<TableKind.Row>> toLock() {
        List<CatalogObject<TableKind.Row>> tables = new ArrayList<>();
        for (CatalogObject<TableKind.Row> table : catalog.all(TableKind.KIND)) {
            char relkind = table.row().relkind();
            if ((relkind == 'r' || relkind == 'p')
                    && (first.has(table, Component.DEFINITION) || first.has(table, Component.DATA))) {
                tables.add(table);
            }
        }
        return tables;
    }

    /** Finds the relations, and the parts of objects that are dumped only because of other objects. */
    private static final class Search {
        private final Catalog catalog;
        private final DumpSelection selection;
        private final Map<Integer, Set<Component>> changes = new HashMap<>();
        private final BitSet dumpIds = new BitSet();

        Search(Catalog catalog, DumpSelection selection) {
            this.catalog = catalog;
            this.selection = selection;
        }

        void run() {
            List<CatalogObject<TableKind.Row>> all = catalog.all(TableKind.KIND);
            for (CatalogObject<TableKind.Row> table : all) {
                if (isDumped(table)) {
                    dumpIds.set(table.dumpId());
                }
            }
            all.forEach(this::followOwner);
            catalog.all(ExtensionKind.KIND).forEach(this::addConfiguration);
            all.forEach(this::addParents);
        }

        private Set<Component> of(CatalogObject<?> object) {
            Set<Component> changed = changes.get(object.dumpId());
            return changed == null ? selection.of(object) : changed;
        }

        private boolean has(CatalogObject<?> object, Component component) {
            return of(object).contains(component);
        }

        private void include(CatalogObject<?> object, Set<Component> components) {
            if (!components.isEmpty()) {
                EnumSet<Component> more = EnumSet.copyOf(components);
                more.addAll(of(object));
                changes.put(object.dumpId(), more);
            }
        }

        private boolean isDumped(CatalogObject<TableKind.Row> table) {
            return has(table, Component.DEFINITION) || has(table, Component.DATA);
        }

        private void followOwner(CatalogObject<TableKind.Row> sequence) {
            CatalogObject<TableKind.Row> owner =
                    catalog.find(TableKind.KIND, sequence.row().owning_tab());
            if (!sequence.row().isSequence() || owner == null) {
                return;
            }
            if (sequence.row().is_identity_sequence()) {
                changes.put(sequence.dumpId(), of(owner));
            } else {
                include(sequence, of(owner));
            }
            if (!of(sequence).isEmpty()) {
                dumpIds.set(sequence.dumpId());
                dumpIds.set(owner.dumpId());
            }
        }

        /**
         * Rows that users have added to an extension's configuration tables are the users' data, and are dumped with
         * the extension.
         */
        private void addConfiguration(CatalogObject<ExtensionKind.Row> extension) {
            boolean dumped = has(extension, Component.DEFINITION);
            if (extension.row().extconfig() == null || isLeftOut(extension)) {
                return;
            }
            for (long oid : extension.row().extconfig()) {
                CatalogObject<TableKind.Row> table = catalog.find(TableKind.KIND, oid);
                MatchedPatterns patterns = selection.patterns();
                boolean wanted = table != null
                        && (dumped || patterns.includeTables().contains(oid) || has(table.namespace(), Component.DATA));
                if (wanted
                        && !patterns.excludeTables().contains(oid)
                        && !patterns.excludeSchemas().contains(table.row().relnamespace())
                        && RelationDataKind.hasDumpedData(table, selection.options(), patterns)) {
                    include(table, Set.of(Component.DATA));
                    dumpIds.set(table.dumpId());
                }
            }
        }

        /**
         * Patterns for extensions also apply to their data: patterns for tables and schemas do not bring the data back.
         */
        private boolean isLeftOut(CatalogObject<ExtensionKind.Row> extension) {
            Set<Long> included = selection.patterns().includeExtensions();
            return selection.patterns().excludeExtensions().contains(extension.oid())
                    || (!included.isEmpty() && !included.contains(extension.oid()));
        }

        private void addParents(CatalogObject<TableKind.Row> table) {
            if (table.row().isTable() && !of(table).isEmpty()) {
                catalog.parents(table).forEach(parent -> dumpIds.set(parent.dumpId()));
            }
        }
    }
}
