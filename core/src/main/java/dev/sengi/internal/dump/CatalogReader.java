package dev.sengi.internal.dump;

import static java.util.Map.entry;

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
import dev.sengi.internal.catalog.Inheritance;
import dev.sengi.internal.catalog.InitialPrivileges;
import dev.sengi.internal.catalog.QueryBatch;
import dev.sengi.internal.catalog.ReadStep;
import dev.sengi.internal.catalog.RelationFiles;
import dev.sengi.internal.catalog.Roles;
import dev.sengi.internal.catalog.SecurityLabels;
import dev.sengi.internal.kind.CatalogSource;
import dev.sengi.internal.kind.ExtensionKind;
import dev.sengi.internal.kind.LargeObjectFiles;
import dev.sengi.internal.kind.ObjectKind;
import dev.sengi.internal.kind.SchemaKind;
import dev.sengi.internal.kind.operator.OperatorFamilyMembers;
import dev.sengi.internal.kind.table.ExtendedStatistics;
import dev.sengi.internal.kind.table.InterestingTables;
import dev.sengi.internal.kind.table.MissingValues;
import dev.sengi.internal.kind.table.PartitionKeys;
import dev.sengi.internal.kind.table.SequencePositions;
import dev.sengi.internal.kind.table.Sequences;
import dev.sengi.internal.kind.table.TableDetails;
import dev.sengi.internal.kind.table.TableKind;
import dev.sengi.internal.select.Choices;
import dev.sengi.internal.select.DumpSelection;
import dev.sengi.internal.select.SchemaSelection;
import dev.sengi.internal.session.SnapshotTransaction;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Reads the catalogs in batches: first an outline, which determines what is dumped and which tables must be locked,
 * then everything else. Only the members of operator classes and families are read after that.
 */
public final class CatalogReader {
    /** The number of relations from which a database counts as large. */
    private static final int LARGE = 5_000;

    private static final List<CatalogSource> OUTLINE_FACTS = List.of(
            CatalogSource.of(Roles.SOURCE),
            CatalogSource.of(ExtensionMembers.SOURCE),
            CatalogSource.of(Inheritance.SOURCE));

    private static final List<CatalogSource> FACTS = List.of(
            CatalogSource.of(Columns.SOURCE),
            CatalogSource.of(TableDetails.SOURCE),
            CatalogSource.of(Comments.SOURCE),
            CatalogSource.of(SecurityLabels.SOURCE),
            CatalogSource.of(InitialPrivileges.SOURCE),
            CatalogSource.of(ColumnPrivileges.SOURCE),
            CatalogSource.of(PartitionKeys.SOURCE),
            CatalogSource.of(DependRows.SOURCE),
            Sequences::read,
            CatalogSource.ofUpgrade(RelationFiles.SOURCE),
            CatalogSource.ofUpgrade(LargeObjectFiles.SOURCE),
            CatalogSource.ofUpgrade(MissingValues.SOURCE),
            CatalogSource.of(DatabaseProperties.SOURCE),
            ExtendedStatistics::read,
            SequencePositions::read);

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
        read(Stream.concat(OUTLINE_FACTS.stream(), Kinds.OUTLINE.stream()), batch(Map.of()), catalog, choices);
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
                Map.ofEntries(
                        entry("tables", tables.oids()),
                        entry("columnTables", tables.withColumns()),
                        entry("detailedTables", tables.oids(TableKind.Row::hasDetails)),
                        entry("partitions", tables.oids(TableKind.Row::relispartition)),
                        entry("securedTables", tables.oids(TableKind.Row::hasRowSecurity)),
                        entry("triggeredTables", tables.oids(TableKind.Row::relhastriggers)),
                        entry("policyTables", tables.withPolicies()),
                        entry("schemas", schemas),
                        // Definitions of a damaged database may be unreadable.
                        entry("definedSchemas", choices.options().dataOnly() ? new long[0] : schemas),
                        entry("extensions", forUpgrade ? oids(catalog.all(ExtensionKind.KIND)) : new long[0]),
                        entry("sequences", oids(SequencePositions.dumped(choices)))));
        read(Stream.concat(FACTS.stream(), Kinds.DETAILS.stream()), batch, catalog, choices);
        if (!choices.options().has(ScriptFlag.NO_PRIVILEGES)) {
            catalog.initialPrivileges().warnOfOthers(catalog);
        }
        DumpSelection selection = choices.complete();
        read(Stream.of(OperatorFamilyMembers::read), batch(Map.of()), catalog, choices);
        return new Reading(catalog.build(), selection);
    }

    /** Reads in as few round trips as possible, then adds everything to the catalog in the order of the sources. */
    private static void read(
            Stream<? extends CatalogSource> sources, QueryBatch batch, CatalogBuilder catalog, Choices choices) {
        List<ReadStep> steps =
                sources.map(source -> source.read(batch, choices)).toList();
        batch.run();
        steps.forEach(step -> step.addTo(catalog));
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
}
