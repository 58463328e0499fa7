package dev.sengi.internal.dump;

import dev.sengi.DumpFlag;
import dev.sengi.ScriptFlag;
import dev.sengi.internal.catalog.Catalog;
import dev.sengi.internal.catalog.CatalogBuilder;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.ColumnPrivileges;
import dev.sengi.internal.catalog.Columns;
import dev.sengi.internal.catalog.Comments;
import dev.sengi.internal.catalog.Component;
import dev.sengi.internal.catalog.DatabaseFacts;
import dev.sengi.internal.catalog.DependRows;
import dev.sengi.internal.catalog.ExtensionMembers;
import dev.sengi.internal.catalog.FactSource;
import dev.sengi.internal.catalog.Inheritance;
import dev.sengi.internal.catalog.InitialPrivileges;
import dev.sengi.internal.catalog.QueryBatch;
import dev.sengi.internal.catalog.Roles;
import dev.sengi.internal.catalog.SecurityLabels;
import dev.sengi.internal.catalog.UpgradeFacts;
import dev.sengi.internal.kind.CatalogSource;
import dev.sengi.internal.kind.CatalogSource.ReadStep;
import dev.sengi.internal.kind.ExtensionKind;
import dev.sengi.internal.kind.ObjectKind;
import dev.sengi.internal.kind.SchemaKind;
import dev.sengi.internal.kind.operator.OperatorFamilyMembers;
import dev.sengi.internal.kind.table.ExtendedStatistics;
import dev.sengi.internal.kind.table.InterestingTables;
import dev.sengi.internal.kind.table.PartitionKeys;
import dev.sengi.internal.kind.table.SequencePositions;
import dev.sengi.internal.kind.table.Sequences;
import dev.sengi.internal.kind.table.TableDataKind;
import dev.sengi.internal.kind.table.TableDetails;
import dev.sengi.internal.kind.table.TableKind;
import dev.sengi.internal.select.Choices;
import dev.sengi.internal.select.DumpSelection;
import dev.sengi.internal.select.SchemaSelection;
import dev.sengi.internal.session.SnapshotTransaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Reads the catalogs in batches: first an outline, which determines what is dumped and which tables must be locked,
 * then everything else. Only the members of operator classes and families are read after that.
 */
public final class CatalogReader {
    /** The number of relations from which a database counts as large. */
    private static final int LARGE = 5_000;

    private static final List<FactSource> OUTLINE_FACTS =
            List.of(Roles.SOURCE, ExtensionMembers.SOURCE, Inheritance.SOURCE);

    private static final List<FactSource> FACTS = List.of(
            Columns.SOURCE,
            TableDetails.SOURCE,
            Comments.SOURCE,
            SecurityLabels.SOURCE,
            InitialPrivileges.SOURCE,
            ColumnPrivileges.SOURCE,
            PartitionKeys.SOURCE,
            DependRows::read,
            DependRows.MaterializedViews.SOURCE,
            DependRows.MemberKeys.SOURCE);

    private final SnapshotTransaction transaction;

    public CatalogReader(SnapshotTransaction transaction) {
        this.transaction = transaction;
    }

    /**
     * Reads roles, extensions, schemas, and relations without their details.
     *
     * @param selecting creates the choices that decide which objects are dumped
     */
    public Reading readOutline(Function<Catalog, Choices> selecting) {
        CatalogBuilder catalog = new CatalogBuilder();
        Choices choices = selecting.apply(catalog);
        catalog.put(DatabaseFacts.of(transaction.facts()));
        QueryBatch batch = batch(Map.of());
        List<ReadStep> steps = new ArrayList<>();
        OUTLINE_FACTS.forEach(fact -> steps.add(step(fact.read(batch))));
        for (ObjectKind<?> kind : Kinds.OUTLINE) {
            steps.add(kind.read(batch));
        }
        batch.run();
        steps.forEach(step -> step.addTo(catalog, choices));
        catalog.get(ExtensionMembers.class).warnOfUnknownExtensions(catalog);
        return new Reading(catalog.build(), choices.complete());
    }

    /**
     * The catalog as read so far.
     *
     * @param selection which of its objects are dumped
     */
    public record Reading(Catalog catalog, DumpSelection selection) {}

    /**
     * Reads everything else.
     *
     * @param outline the outline, whose tables are locked
     * @param tables the relations whose details are read
     */
    public Reading readDetails(Catalog outline, InterestingTables tables) {
        CatalogBuilder catalog = new CatalogBuilder(outline);
        Choices choices = Choices.continuing(tables.selection(), catalog, ObjectKind::chosen);
        boolean forUpgrade = choices.options().has(DumpFlag.BINARY_UPGRADE);
        long[] schemas = schemas(catalog, tables.selection());
        QueryBatch batch = batch(
                catalog.all(TableKind.KIND).size() >= LARGE,
                Map.of(
                        "tables", tables.oids(),
                        "columnTables", tables.withColumns(),
                        "policyTables", tables.withPolicies(),
                        "schemas", schemas,
                        // Definitions of a damaged database may be unreadable.
                        "definedSchemas", choices.options().dataOnly() ? new long[0] : schemas,
                        "extensions", forUpgrade ? oids(catalog.all(ExtensionKind.KIND)) : new long[0],
                        "sequences", oids(sequences(catalog, tables.selection(), Component.DATA))));
        List<ReadStep> steps = facts(batch, catalog, tables.selection());
        for (CatalogSource source : Kinds.DETAILS) {
            steps.add(source.read(batch));
        }
        batch.run();
        steps.forEach(step -> step.addTo(catalog, choices));
        if (!choices.options().has(ScriptFlag.NO_PRIVILEGES)) {
            catalog.initialPrivileges().warnOfOthers(catalog);
        }
        DumpSelection selection = choices.complete();
        QueryBatch members = batch(Map.of());
        catalog.put(OperatorFamilyMembers.read(members, catalog, selection));
        members.run();
        return new Reading(catalog.build(), selection);
    }

    private static List<ReadStep> facts(QueryBatch batch, Catalog outline, DumpSelection selection) {
        List<ReadStep> steps = new ArrayList<>();
        FACTS.forEach(fact -> steps.add(step(fact.read(batch))));
        if (!selection.options().dataOnly()) {
            steps.add(Sequences.read(batch, sequences(outline, selection, Component.DEFINITION)));
        }
        if (selection.options().has(DumpFlag.BINARY_UPGRADE)) {
            steps.add(step(UpgradeFacts.read(batch)));
        }
        steps.add(DatabaseProperties.read(batch));
        if (selection.options().statistics()) {
            steps.add(ExtendedStatistics.read(batch));
        }
        List<CatalogObject<TableKind.Row>> counted = sequences(outline, selection, Component.DATA);
        if (selection.options().sequenceData() && !counted.isEmpty()) {
            steps.add(SequencePositions.read(batch, counted));
        }
        return steps;
    }

    /** Returns the sequences for which the given component is dumped; a sequence's data is its current value. */
    private static List<CatalogObject<TableKind.Row>> sequences(
            Catalog catalog, DumpSelection selection, Component component) {
        return catalog.all(TableKind.KIND).stream()
                .filter(table -> table.row().isSequence() && selection.has(table, component))
                .filter(table -> component != Component.DATA
                        || TableDataKind.hasDumpedData(table, selection.options(), selection.patterns()))
                .toList();
    }

    /**
     * Returns the OIDs of the schemas whose objects are dumped: all if extensions' members are dumped, which may be in
     * any.
     */
    private static long[] schemas(Catalog catalog, DumpSelection selection) {
        boolean members = selection.options().has(DumpFlag.BINARY_UPGRADE)
                && catalog.all(ExtensionKind.KIND).stream().anyMatch(e -> selection.has(e, Component.DEFINITION));
        return oids(catalog.all(SchemaKind.KIND).stream()
                .filter(schema -> members
                        || SchemaSelection.contents(schema, selection.patterns())
                                .contains(Component.DEFINITION))
                .toList());
    }

    private static long[] oids(List<? extends CatalogObject<?>> objects) {
        return objects.stream().mapToLong(CatalogObject::oid).toArray();
    }

    /** Creates an empty batch for this transaction. */
    public QueryBatch batch(Map<String, long[]> parameters) {
        return batch(false, parameters);
    }

    private QueryBatch batch(boolean large, Map<String, long[]> parameters) {
        return QueryBatch.of(transaction, large, parameters);
    }

    private static ReadStep step(Supplier<?> fact) {
        return (catalog, choices) -> catalog.put(fact.get());
    }
}
