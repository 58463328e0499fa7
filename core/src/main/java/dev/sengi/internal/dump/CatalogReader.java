package dev.sengi.internal.dump;

import dev.sengi.internal.catalog.Catalog;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.ColumnPrivileges;
import dev.sengi.internal.catalog.Columns;
import dev.sengi.internal.catalog.Comments;
import dev.sengi.internal.catalog.Component;
import dev.sengi.internal.catalog.DatabaseFacts;
import dev.sengi.internal.catalog.DependRows;
import dev.sengi.internal.catalog.ExtensionMembers;
import dev.sengi.internal.catalog.Inheritance;
import dev.sengi.internal.catalog.InitialPrivileges;
import dev.sengi.internal.catalog.QueryBatch;
import dev.sengi.internal.catalog.Roles;
import dev.sengi.internal.catalog.SecurityLabels;
import dev.sengi.internal.kind.CatalogSource;
import dev.sengi.internal.kind.CatalogSource.ReadStep;
import dev.sengi.internal.kind.ObjectKind;
import dev.sengi.internal.kind.SchemaKind;
import dev.sengi.internal.kind.operator.OperatorFamilyMembers;
import dev.sengi.internal.kind.table.InterestingTables;
import dev.sengi.internal.kind.table.PartitionKeys;
import dev.sengi.internal.kind.table.SequencePositions;
import dev.sengi.internal.kind.table.Sequences;
import dev.sengi.internal.kind.table.TableDetails;
import dev.sengi.internal.kind.table.TableKind;
import dev.sengi.internal.select.DumpSelection;
import dev.sengi.internal.select.SchemaSelection;
import dev.sengi.internal.session.SnapshotTransaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Reads the catalogs in batches: first an outline, from which it follows what is dumped and which tables must be locked,
 * then all the rest; only the members of operator classes and families come after those.
 */
public final class CatalogReader {
    /** So many relations make a database large. */
    private static final int LARGE = 5_000;

    private final SnapshotTransaction transaction;

    public CatalogReader(SnapshotTransaction transaction) {
        this.transaction = transaction;
    }

    /** Reads roles, extensions, schemas, and relations without their details, into an empty catalog. */
    public void readOutline(Catalog catalog, DumpSelection selection) {
        catalog.put(selection);
        catalog.put(DatabaseFacts.of(transaction.facts()));
        QueryBatch batch = batch(Map.of());
        List<ReadStep> steps = new ArrayList<>();
        steps.add(fact(batch, Roles.QUERY, Roles.Row.class, Roles::new));
        steps.add(fact(
                batch,
                ExtensionMembers.QUERY,
                ExtensionMembers.Row.class,
                rows -> new ExtensionMembers(catalog, rows)));
        steps.add(fact(batch, Inheritance.QUERY, Inheritance.Row.class, rows -> new Inheritance(catalog, rows)));
        for (ObjectKind<?> kind : Kinds.OUTLINE) {
            steps.add(kind.read(batch));
        }
        batch.run();
        steps.forEach(step -> step.addTo(catalog));
    }

    /** Reads everything else into a catalog whose outline has been read, and whose tables are locked. */
    public void readDetails(Catalog catalog, DumpSelection selection, InterestingTables interesting) {
        List<CatalogObject<TableKind.Row>> sequences = sequences(catalog, selection, Component.DATA);
        boolean large = catalog.all(TableKind.KIND).size() >= LARGE;
        QueryBatch batch = batch(
                large,
                Map.of(
                        "tables", interesting.oids(),
                        "policyTables", interesting.withPolicies(),
                        "schemas", dumpedSchemas(catalog, selection),
                        "sequences",
                                sequences.stream().mapToLong(CatalogObject::oid).toArray()));
        List<ReadStep> steps = new ArrayList<>();
        steps.add(largeFact(batch, Columns.QUERY, Columns.Column.class, Columns::new));
        steps.add(fact(batch, TableDetails.QUERY, TableDetails.Row.class, TableDetails::new));
        steps.add(largeFact(batch, Comments.QUERY, Comments.Row.class, Comments::new));
        steps.add(fact(batch, SecurityLabels.QUERY, SecurityLabels.Row.class, SecurityLabels::new));
        steps.add(fact(batch, InitialPrivileges.QUERY, InitialPrivileges.Row.class, InitialPrivileges::new));
        steps.add(fact(batch, ColumnPrivileges.QUERY, ColumnPrivileges.Row.class, ColumnPrivileges::new));
        if (!selection.options().dataOnly()) {
            steps.add(Sequences.read(batch, sequences(catalog, selection, Component.DEFINITION)));
        }
        steps.add(fact(batch, PartitionKeys.QUERY, PartitionKeys.Row.class, PartitionKeys::new));
        steps.add(largeFact(batch, DependRows.QUERY, DependRows.Row.class, DependRows::new));
        steps.add(fact(
                batch, DependRows.MATERIALIZED_VIEWS, DependRows.DataRow.class, DependRows.MaterializedViews::new));
        steps.add(fact(batch, DependRows.MEMBER_KEYS, DependRows.DataRow.class, DependRows.MemberKeys::new));
        steps.add(DatabaseProperties.read(batch));
        if (selection.options().sequenceData() && !sequences.isEmpty()) {
            Runnable positions = SequencePositions.read(batch, sequences, catalog);
            steps.add(c -> positions.run());
        }
        for (CatalogSource source : Kinds.DETAILS) {
            steps.add(source.read(batch));
        }
        batch.run();
        steps.forEach(step -> step.addTo(catalog));
        QueryBatch members = batch(Map.of());
        OperatorFamilyMembers.read(members, catalog);
        members.run();
    }

    /** Returns the sequences of which that part is dumped: their data are their positions. */
    private static List<CatalogObject<TableKind.Row>> sequences(
            Catalog catalog, DumpSelection selection, Component component) {
        return catalog.all(TableKind.KIND).stream()
                .filter(table -> table.row().isSequence() && selection.has(table, component))
                .toList();
    }

    /** Returns the OIDs of the schemas whose objects are dumped. */
    private static long[] dumpedSchemas(Catalog catalog, DumpSelection selection) {
        return catalog.all(SchemaKind.KIND).stream()
                .filter(schema -> SchemaSelection.contents(schema, selection).contains(Component.DEFINITION))
                .mapToLong(CatalogObject::oid)
                .toArray();
    }

    /** Makes an empty batch for this transaction. */
    public QueryBatch batch(Map<String, long[]> parameters) {
        return batch(false, parameters);
    }

    private QueryBatch batch(boolean large, Map<String, long[]> parameters) {
        return QueryBatch.of(transaction, large, parameters);
    }

    private static <T> ReadStep fact(
            QueryBatch batch, String query, Class<T> recordType, Function<List<T>, Object> fact) {
        return put(batch.add(query, recordType), fact);
    }

    private static <T> ReadStep largeFact(
            QueryBatch batch, String query, Class<T> recordType, Function<List<T>, Object> fact) {
        return put(batch.addLarge(query, recordType), fact);
    }

    private static <T> ReadStep put(QueryBatch.Rows<T> rows, Function<List<T>, Object> fact) {
        return catalog -> catalog.put(fact.apply(rows.list()));
    }
}
