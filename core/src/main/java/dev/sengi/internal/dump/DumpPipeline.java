package dev.sengi.internal.dump;

import dev.sengi.ConnectionSource;
import dev.sengi.DumpFlag;
import dev.sengi.ProgressListener;
import dev.sengi.ProgressListener.Severity;
import dev.sengi.ScriptFlag;
import dev.sengi.SengiException;
import dev.sengi.Stage;
import dev.sengi.archive.ArchiveFormat;
import dev.sengi.archive.ArchiveHeader;
import dev.sengi.archive.Compression;
import dev.sengi.archive.EntryTraits.Data;
import dev.sengi.archive.SummerTime;
import dev.sengi.archive.TocEntry;
import dev.sengi.internal.catalog.Catalog;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.QueryBatch;
import dev.sengi.internal.ddl.Quoting;
import dev.sengi.internal.depend.DependencyGraph;
import dev.sengi.internal.depend.DumpOrder;
import dev.sengi.internal.emit.DataContext;
import dev.sengi.internal.emit.Emission;
import dev.sengi.internal.kind.ObjectKind;
import dev.sengi.internal.kind.table.InterestingTables;
import dev.sengi.internal.kind.table.TableKind;
import dev.sengi.internal.kind.table.TableSplitting;
import dev.sengi.internal.option.DumpOptions;
import dev.sengi.internal.progress.ProgressMeter;
import dev.sengi.internal.select.Choices;
import dev.sengi.internal.select.DumpSelection;
import dev.sengi.internal.select.MatchedPatterns;
import dev.sengi.internal.select.PatternMatching;
import dev.sengi.internal.session.BytewiseText;
import dev.sengi.internal.session.ProgressMeter;
import dev.sengi.internal.session.ReadableMessages;
import dev.sengi.internal.session.Sessions;
import dev.sengi.internal.session.SnapshotTransaction;
import dev.sengi.internal.session.TableLocks;
import java.io.IOException;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The stages of a dump: snapshot, selection, outline of the catalog, locks, details of the catalog, dependencies,
 * order, table of contents, output.
 *
 * <p>The catalog is read in two parts because PostgreSQL's deparsing functions see changes made since the snapshot: the
 * objects that they describe must be locked first, and the selection determines what to lock.
 */
public final class DumpPipeline {
    private static final String UNREADABLE = """
            select c.oid
            from pg_class c
            where c.oid = any (:tables)
                and not (has_schema_privilege(c.relnamespace, 'USAGE') and has_table_privilege(c.oid, 'SELECT'))""";

    private final ConnectionSource source;
    private final Consumer<Sessions> waitsFor;
    private final SnapshotTransaction transaction;
    private final DumpOptions options;
    private final ProgressListener listener;
    private final Narration narration;

    private DumpPipeline(
            ConnectionSource source,
            Consumer<Sessions> waitsFor,
            SnapshotTransaction transaction,
            DumpOptions options,
            ProgressListener listener) {
        this.source = source;
        this.waitsFor = waitsFor;
        this.transaction = transaction;
        this.options = options;
        this.listener = listener;
        this.narration = new Narration(listener);
    }

    /**
     * Dumps to the output, which is not closed.
     *
     * @param sessions receives the sessions that the dump waits for, the first before its first command
     */
    public static DumpOutcome run(
            ConnectionSource source,
            Consumer<Sessions> sessions,
            DumpOptions options,
            ProgressListener listener,
            DumpOutput output)
            throws IOException {
        ZonedDateTime started = ZonedDateTime.now(ZoneId.systemDefault());
        return SnapshotTransaction.run(
                source,
                sessions,
                settings(options),
                "pg_dump",
                transaction -> dump(source, sessions, transaction, options, listener, output, started));
    }

    private static DumpOutcome dump(
            ConnectionSource source,
            Consumer<Sessions> sessions,
            SnapshotTransaction transaction,
            DumpOptions chosen,
            ProgressListener listener,
            DumpOutput output,
            ZonedDateTime started)
            throws IOException {
        SnapshotTransaction.ServerFacts server = transaction.facts();
        // A standby has no rows of unlogged tables.
        DumpOptions options = server.inRecovery() ? chosen.with(DumpFlag.NO_UNLOGGED_TABLE_DATA) : chosen;
        if (!server.bytewise() && !server.encoding().equals(BytewiseText.NO_ENCODING)) {
            return new DumpPipeline(source, sessions, transaction, options, listener).run(output, started);
        }
        try {
            return new DumpPipeline(source, sessions, transaction, options, ReadableMessages.of(listener))
                    .run(output, started);
        } catch (SengiException e) {
            throw ReadableMessages.of(e);
        }
    }

    private DumpOutcome run(DumpOutput output, ZonedDateTime started) throws IOException {
        CatalogReader reader = new CatalogReader(transaction);
        listener.stageStarted(Stage.CATALOG);
        narration.start();
        MatchedPatterns patterns = match(reader);
        narration.outline();
        CatalogReader.Reading outline =
                reader.readOutline(catalog -> new Choices(catalog, options, patterns, ObjectKind::chosen));
        InterestingTables tables = InterestingTables.of(outline.catalog(), outline.selection());
        lock(tables, reader);
        TableKind.checkOwners(outline.catalog());
        outline.catalog().checkParents(TableKind.KIND);
        CatalogReader.Reading whole = reader.readDetails(outline.catalog(), tables);
        Catalog catalog = whole.catalog();
        DumpSelection selection = whole.selection();
        tellWarnings(catalog.warnings());
        narration.details(catalog, options);
        DependencyGraph dependencies = Dependencies.of(catalog, selection);
        DumpOrder order = DumpOrder.of(
                catalog, dependencies, graph -> new LoopRepair(catalog, selection, graph, listener)::repair);
        narration.settings(catalog, options);
        Emission emission = new Emission(
                catalog, selection, order.graph(), TableSplitting.divisions(transaction, catalog, options), listener);
        List<TocEntry> entries = TocAssembler.assemble(order, emission);
        SectionOrder.check(entries, listener);
        EncodingCheck.check(entries, catalog.database());
        List<TocEntry> stored = StoredEntries.inArchive(entries, options);
        DataContext context = emission.dataContext();
        Map<Integer, Long> sizes = context.sources().sizes(stored);
        ProgressListener meter = new ProgressMeter(
                listener, sizes.size(), sizes, context.sources().rowCounts(stored));
        DataSessions data = new DataSessions(
                source,
                transaction,
                settings(options),
                context.sources(),
                sizes,
                session -> new DumpData(session, context, new Narration(meter), meter),
                meter,
                waitsFor,
                options.jobs(),
                options.format());
        listener.stageStarted(Stage.DATA);
        long dataBytes;
        try {
            dataBytes = output.write(header(catalog, started), entries, data, options, meter);
        } finally {
            data.leader().close();
        }
        // A divided table has several entries.
        long dumped = stored.stream()
                .filter(e -> e.type().data() == Data.ROWS)
                .map(e -> Arrays.asList(e.namespace(), e.tag()))
                .distinct()
                .count();
        return new DumpOutcome(stored.size(), (int) dumped, dataBytes);
    }

    private void tellWarnings(List<String> warnings) {
        warnings.forEach(warning -> listener.message(Severity.WARNING, warning));
    }

    private static SnapshotTransaction.Settings settings(DumpOptions options) {
        return new SnapshotTransaction.Settings(
                options.role(),
                options.encoding(),
                options.has(ScriptFlag.ENABLE_ROW_SECURITY),
                options.has(DumpFlag.QUOTE_ALL_IDENTIFIERS),
                options.has(DumpFlag.SERIALIZABLE_DEFERRABLE),
                options.extraFloatDigits(),
                options.snapshot());
    }

    private MatchedPatterns match(CatalogReader reader) {
        return PatternMatching.match(reader.batch(Map.of()), options, transaction.facts());
    }

    private void lock(InterestingTables tables, CatalogReader reader) {
        Quoting quoting = Quoting.of(options.has(DumpFlag.QUOTE_ALL_IDENTIFIERS));
        List<CatalogObject<TableKind.Row>> locked = tables.toLock();
        if (options.locksOnlyReadable()) {
            Set<Long> unreadable = unreadable(locked, reader);
            locked = locked.stream()
                    .filter(table -> !unreadable.contains(table.oid()))
                    .toList();
        }
        List<String> names = locked.stream()
                .map(table -> quoting.qualified(table.schemaName(), table.name()))
                .toList();
        TableLocks.lock(transaction, names, options.lockWaitTimeout());
    }

    private record Unreadable(long oid) {}

    private static Set<Long> unreadable(List<CatalogObject<TableKind.Row>> tables, CatalogReader reader) {
        long[] oids = tables.stream().mapToLong(CatalogObject::oid).toArray();
        QueryBatch batch = reader.batch(Map.of("tables", oids));
        QueryBatch.Rows<Unreadable> unreadable = batch.add(UNREADABLE, Unreadable.class);
        batch.run();
        return unreadable.list().stream().map(Unreadable::oid).collect(Collectors.toSet());
    }

    private ArchiveHeader header(Catalog catalog, ZonedDateTime started) {
        Compression compression = options.compression();
        ArchiveFormat format =
                switch (options.format()) {
                    case PLAIN, CUSTOM -> ArchiveFormat.CUSTOM;
                    case DIRECTORY -> ArchiveFormat.DIRECTORY;
                    case TAR -> ArchiveFormat.TAR;
                };
        return ArchiveHeader.builder(format)
                .compression(compression.algorithm())
                .created(started.toLocalDateTime().truncatedTo(ChronoUnit.SECONDS))
                .summerTime(SummerTime.at(started))
                .dbname(catalog.database().stored(transaction.facts().dbname()))
                .serverVersion(transaction.facts().version())
                .dumpVersion(catalog.database().dumpVersion())
                .build();
    }

    /**
     * The result of a dump.
     *
     * @param entries number of TOC entries
     * @param tables number of tables whose data was dumped
     * @param dataBytes bytes of data before compression
     */
    public record DumpOutcome(int entries, int tables, long dataBytes) {

        /** Returns the result of both dumps together. */
        public DumpOutcome plus(DumpOutcome other) {
            return new DumpOutcome(entries + other.entries, tables + other.tables, dataBytes + other.dataBytes);
        }
    }
}
