package dev.sengi.catalog;

import dev.sengi.catalog.kind.Kinds;
import dev.sengi.catalog.kind.ObjectKind;
import dev.sengi.catalog.kind.ObjectKind.ReadStep;
import dev.sengi.catalog.kind.OperatorFamilyMembers;
import dev.sengi.catalog.kind.TableKind;
import dev.sengi.select.DumpSelection;
import dev.sengi.select.InterestingTables;
import dev.sengi.session.SnapshotTransaction;
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
        SnapshotTransaction.ServerFacts server = transaction.facts();
        catalog.put(new DatabaseFacts(
                server.dbname(),
                server.version(),
                server.major(),
                server.encoding(),
                server.databaseEncoding(),
                server.bytewise(),
                server.standardStrings(),
                server.superuser()));
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
        List<CatalogObject<TableKind.Row>> sequences = selection.sequences(Component.DATA);
        boolean large = catalog.all(Kinds.TABLE).size() >= LARGE;
        QueryBatch batch = batch(
                large,
                Map.of(
                        "tables", interesting.oids(),
                        "policyTables", interesting.withPolicies(),
                        "schemas", selection.dumpedSchemas(),
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
            steps.add(Sequences.read(batch, selection.sequences(Component.DEFINITION)));
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
        for (Kinds.Source source : Kinds.DETAILS) {
            steps.add(source.read(batch));
        }
        batch.run();
        steps.forEach(step -> step.addTo(catalog));
        QueryBatch members = batch(Map.of());
        OperatorFamilyMembers.read(members, catalog);
        members.run();
    }

    /** Makes an empty batch for this transaction. */
    public QueryBatch batch(Map<String, long[]> parameters) {
        return batch(false, parameters);
    }

    private QueryBatch batch(boolean large, Map<String, long[]> parameters) {
        SnapshotTransaction.ServerFacts server = transaction.facts();
        return new QueryBatch(transaction.lent(), server.major(), server.superuser(), large, parameters);
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
