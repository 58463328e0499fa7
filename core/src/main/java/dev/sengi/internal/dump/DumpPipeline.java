package dev.sengi.internal.dump;

import dev.sengi.ConnectionSource;
import dev.sengi.DumpFlag;
import dev.sengi.ProgressListener;
import dev.sengi.ProgressListener.Severity;
import dev.sengi.ScriptFlag;
import dev.sengi.SengiException;
import dev.sengi.Stage;
import dev.sengi.archive.ArchiveHeader;
import dev.sengi.archive.TocEntry;
import dev.sengi.internal.catalog.Catalog;
import dev.sengi.internal.depend.DependencyGraph;
import dev.sengi.internal.depend.DumpOrder;
import dev.sengi.internal.emit.DataContext;
import dev.sengi.internal.emit.EntrySource;
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
import dev.sengi.internal.session.ReadableMessages;
import dev.sengi.internal.session.ServerFacts;
import dev.sengi.internal.session.Sessions;
import dev.sengi.internal.session.SnapshotSettings;
import dev.sengi.internal.session.SnapshotSource;
import dev.sengi.internal.session.SnapshotTransaction;
import java.io.IOException;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The stages of a dump: snapshot, selection, outline of the catalog, locks, details of the catalog, dependencies,
 * order, table of contents, output.
 *
 * <p>The catalog is read in two parts, because PostgreSQL's deparsing functions see changes made since the snapshot.
 * The objects that they describe must be locked first, and the selection determines what to lock.
 */
public final class DumpPipeline {
    private final SnapshotSource source;
    private final Consumer<Sessions> waitsFor;
    private final SnapshotTransaction transaction;
    private final DumpOptions options;
    private final ProgressListener listener;
    private final Narration narration;

    private DumpPipeline(
            SnapshotSource source,
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
            ConnectionSource connections,
            Consumer<Sessions> sessions,
            DumpOptions options,
            ProgressListener listener,
            DumpOutput output)
            throws IOException {
        ZonedDateTime started = ZonedDateTime.now(ZoneId.systemDefault());
        SnapshotSource source = new SnapshotSource(connections, settings(options));
        AtomicBoolean connected = new AtomicBoolean();
        Consumer<Sessions> opened = session -> {
            connected.set(true);
            sessions.accept(session);
        };
        try {
            return source.run(opened, "pg_dump", transaction -> {
                connected.set(false);
                return dump(source, sessions, transaction, options, listener, output, started);
            });
        } catch (SengiException e) {
            if (connected.get()) {
                // pg_dump's first query precedes the settings, one of which has failed.
                new Narration(listener).connected();
            }
            throw e;
        }
    }

    private static DumpOutcome dump(
            SnapshotSource source,
            Consumer<Sessions> sessions,
            SnapshotTransaction transaction,
            DumpOptions chosen,
            ProgressListener listener,
            DumpOutput output,
            ZonedDateTime started)
            throws IOException {
        ServerFacts server = transaction.facts();
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
        return write(contents(), output, started);
    }

    /** Returns the table of contents. The catalog is not needed any longer: the data may take hours. */
    private TocAssembler.Contents contents() {
        CatalogReader.Reading read = readCatalog();
        DumpOrder order = order(read.catalog(), read.selection());
        return assemble(read.catalog(), read.selection(), order);
    }

    private CatalogReader.Reading readCatalog() {
        CatalogReader reader = new CatalogReader(transaction);
        listener.stageStarted(Stage.CATALOG);
        narration.start();
        MatchedPatterns patterns = PatternMatching.match(reader.batch(Map.of()), options, transaction.facts());
        narration.outline();
        CatalogReader.Reading outline =
                reader.readOutline(catalog -> new Choices(catalog, options, patterns, ObjectKind::chosen));
        InterestingTables tables = InterestingTables.of(outline.catalog(), outline.selection());
        TableLocking.lock(transaction, tables, options);
        TableKind.checkOwners(outline.catalog());
        outline.catalog().checkParents(TableKind.KIND);
        CatalogReader.Reading whole = reader.readDetails(outline.catalog(), tables);
        whole.catalog().warnings().forEach(warning -> listener.message(Severity.WARNING, warning));
        narration.details(whole.catalog(), options);
        return whole;
    }

    private DumpOrder order(Catalog catalog, DumpSelection selection) {
        DependencyGraph dependencies = Dependencies.of(catalog, selection);
        return DumpOrder.of(
                catalog,
                object -> !selection.of(object).isEmpty(),
                dependencies,
                graph -> new LoopRepair(catalog, selection, graph, listener)::repair);
    }

    private TocAssembler.Contents assemble(Catalog catalog, DumpSelection selection, DumpOrder order) {
        narration.settings(catalog, options);
        return TocAssembler.assemble(
                catalog, selection, order, TableSplitting.divisions(transaction, catalog, options), listener);
    }

    private DumpOutcome write(TocAssembler.Contents contents, DumpOutput output, ZonedDateTime started)
            throws IOException {
        List<TocEntry> entries = contents.entries();
        DataContext context = contents.data();
        List<TocEntry> withData =
                contents.stored().stream().filter(TocEntry::hadDumper).toList();
        ProgressListener meter = new ProgressMeter(
                listener,
                withData.size(),
                byDumpId(withData, EntrySource::storedSize),
                byDumpId(withData, EntrySource::storedRows));
        DataSessions data = new DataSessions(source, transaction, context, entries, meter, waitsFor);
        ArchiveHeader header =
                DumpHeader.ofDatabase(transaction.facts().dbname(), context.database(), options, started);
        listener.stageStarted(Stage.DATA);
        try {
            return DumpOutcome.of(contents.stored(), output.write(header, entries, data, options, meter));
        } finally {
            data.leader().close();
        }
    }

    private static Map<Integer, Long> byDumpId(List<TocEntry> entries, Function<EntrySource, Long> value) {
        return entries.stream()
                .collect(Collectors.toMap(TocEntry::dumpId, entry -> value.apply(EntrySource.of(entry))));
    }

    private static SnapshotSettings settings(DumpOptions options) {
        return new SnapshotSettings(
                options.role(),
                options.encoding(),
                options.has(ScriptFlag.ENABLE_ROW_SECURITY),
                options.has(DumpFlag.QUOTE_ALL_IDENTIFIERS),
                options.has(DumpFlag.SERIALIZABLE_DEFERRABLE),
                options.extraFloatDigits(),
                options.snapshot());
    }
}
