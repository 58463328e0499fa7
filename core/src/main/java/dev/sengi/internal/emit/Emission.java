package dev.sengi.internal.emit;

import dev.sengi.DumpFlag;
import dev.sengi.ProgressListener;
import dev.sengi.ProgressListener.Severity;
import dev.sengi.archive.TocEntry;
import dev.sengi.internal.catalog.Catalog;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.Component;
import dev.sengi.internal.catalog.DatabaseFacts;
import dev.sengi.internal.ddl.Quoting;
import dev.sengi.internal.depend.DependencyGraph;
import dev.sengi.internal.depend.Mark;
import dev.sengi.internal.option.DumpOptions;
import dev.sengi.internal.select.DumpSelection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Collects the TOC entries that kinds write, and provides what kinds need to write them.
 *
 * <p>Entries that need a dump ID of their own, such as comments, get it here. Used by one thread.
 */
public final class Emission {
    private final Catalog catalog;
    private final DumpSelection selection;
    private final DependencyGraph graph;
    private final ProgressListener listener;
    private final Quoting quoting;
    private final List<TocEntry> entries = new ArrayList<>();
    private final Annotations annotations;
    private final UpgradeCalls upgrade;
    private final Map<Long, Division> divisions;
    private int lastDumpId;

    /**
     * @param divisions of large tables, by OID
     * @param listener receives warnings about what cannot be written as it is
     */
    public Emission(
            Catalog catalog,
            DumpSelection selection,
            DependencyGraph graph,
            Map<Long, Division> divisions,
            ProgressListener listener) {
        this.divisions = Map.copyOf(divisions);
        this.catalog = catalog;
        this.selection = selection;
        this.graph = graph;
        this.listener = listener;
        this.quoting = Quoting.of(selection.options().has(DumpFlag.QUOTE_ALL_IDENTIFIERS));
        this.annotations = new Annotations(this);
        this.upgrade = new UpgradeCalls(this);
        this.lastDumpId = catalog.lastDumpId();
    }

    public Catalog catalog() {
        return catalog;
    }

    public DumpOptions options() {
        return selection.options();
    }

    public DumpSelection selection() {
        return selection;
    }

    public DependencyGraph graph() {
        return graph;
    }

    /** Returns the writer of comments, security labels and grants. */
    public Annotations annotations() {
        return annotations;
    }

    /** Returns the writer of what only a dump for pg_upgrade contains. */
    public UpgradeCalls upgrade() {
        return upgrade;
    }

    /** Returns whether that part of the object is dumped. */
    public boolean wants(CatalogObject<?> object, Component component) {
        return selection.has(object, component);
    }

    public boolean has(CatalogObject<?> object, Mark mark) {
        return graph.has(object, mark);
    }

    public Quoting quoting() {
        return quoting;
    }

    /** Returns the identifier as SQL. */
    public String id(String name) {
        return quoting.identifier(name);
    }

    /** Returns the object's name as SQL, qualified by its schema. */
    public String qualified(CatalogObject<?> object) {
        return quoting.qualified(object.schemaName(), object.name());
    }

    /** Returns the string as an SQL literal for a script. */
    public String literal(String value) {
        return Quoting.literal(value, catalog.database().standardStrings());
    }

    /** Returns the string as an SQL literal for a setting or label of the database. */
    public String databaseLiteral(String value) {
        return catalog.database().marksEscapes() ? Quoting.escapeLiteral(value) : Quoting.literal(value);
    }

    /** Returns the role's name. */
    public String role(long oid) {
        return catalog.roles().name(oid);
    }

    /** Warns the user, in pg_dump's words, about what cannot be written as it is. */
    public void warn(String message) {
        listener.message(Severity.WARNING, message);
    }

    /** Returns the next dump ID, for an entry that is not an object's. */
    public int nextDumpId() {
        return ++lastDumpId;
    }

    /** Starts the entry that defines an object. The tag and namespace are the object's name and schema. */
    public TocEntry.Builder entry(CatalogObject<?> object) {
        return TocEntry.builder(object.dumpId())
                .catalogId(object.id().classid(), object.id().objid())
                .tag(object.name())
                .namespace(object.schemaName());
    }

    /** Starts an entry with a dump ID of its own that depends on others. */
    public TocEntry.Builder entry(List<Integer> dependencies) {
        return TocEntry.builder(nextDumpId()).dependencies(dependencies);
    }

    public TocEntry add(TocEntry.Builder entry) {
        TocEntry built = stored(entry.build());
        entries.add(built);
        return built;
    }

    /** Returns how the data of the table with that OID are divided, or null if they are not. */
    public Division division(long table) {
        return divisions.get(table);
    }

    /** Adds the entry of a table's rows. */
    public TocEntry addRows(TocEntry.Builder entry, RowSource rows) {
        return add(entry.hadDumper(true).attachment(rows));
    }

    /** Adds the entry of large objects' content. */
    public void addLargeObjects(TocEntry.Builder entry, List<Long> oids) {
        add(entry.hadDumper(true).attachment(new EntrySource.LargeObjects(oids)));
    }

    /** Adds the entry of a relation's statistics, whose definition is generated when it is written. */
    public void addStatistics(TocEntry.Builder entry, CatalogObject<?> relation) {
        add(entry.attachment(new EntrySource.Statistics(relation)));
    }

    /** Returns what is needed to read the entries' data, once all entries are written. */
    public DataContext dataContext() {
        return new DataContext(options(), catalog.database());
    }

    private TocEntry stored(TocEntry entry) {
        DatabaseFacts facts = catalog.database();
        return !facts.isConvertedForStorage()
                ? entry
                : entry.toBuilder()
                        .tag(facts.stored(entry.tag()))
                        .defn(facts.stored(entry.defn()))
                        .dropStmt(facts.stored(entry.dropStmt()))
                        .copyStmt(facts.stored(entry.copyStmt()))
                        .namespace(facts.stored(entry.namespace()))
                        .tablespace(facts.stored(entry.tablespace()))
                        .tableam(facts.stored(entry.tableam()))
                        .owner(facts.stored(entry.owner()))
                        .build();
    }

    /** Returns the entries in the order in which they were added. */
    public List<TocEntry> entries() {
        return Collections.unmodifiableList(entries);
    }
}
