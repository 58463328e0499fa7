package dev.sengi.internal.perform;

import dev.sengi.RestoreFlag;
import dev.sengi.ScriptFlag;
import dev.sengi.archive.TocEntry;
import dev.sengi.archive.internal.traits.EntryTraits;
import dev.sengi.archive.internal.traits.Trait;
import dev.sengi.internal.ddl.Quoting;
import dev.sengi.internal.option.RestoreOptions;
import dev.sengi.internal.perform.SqlCommand.OnFailure;
import dev.sengi.internal.plan.RestorePlan;
import dev.sengi.internal.plan.RestoreStep;
import dev.sengi.internal.plan.RestoreTask;
import dev.sengi.internal.session.ServerMessage;
import java.io.IOException;
import java.util.List;

/**
 * Performs tasks in one session: turns each step into its commands and passes them to the target.
 *
 * <p>Used by one thread.
 */
public final class EntryRestore {
    private final RestorePlan plan;
    private final RestoreOptions options;
    private final RestoreTarget target;
    private final PlacedCommands commands;
    private final NewTables newTables;
    private final Quoting quoting;
    private final RestoreSession session;
    private final TransactionPace pace;

    /** Creates an instance for a run with a single session. */
    public EntryRestore(RestorePlan plan, RestoreOptions options, RestoreTarget target) {
        this(
                plan,
                options,
                target,
                options.transactionSize(),
                new NewTables(plan.tasks().stream().map(RestoreTask::entry).toList()));
    }

    /**
     * @param transactionSize see {@link RestoreOptions#transactionSize()}
     * @param newTables the tables that other sessions of the same run have created
     */
    public EntryRestore(
            RestorePlan plan, RestoreOptions options, RestoreTarget target, int transactionSize, NewTables newTables) {
        this.plan = plan;
        this.options = options;
        this.target = target;
        this.commands = new PlacedCommands(target);
        this.newTables = newTables;
        this.quoting = options.quoting();
        this.session = new RestoreSession(commands, plan.settings(), options, quoting);
        this.pace = new TransactionPace(commands, transactionSize);
    }

    /** Returns the tables that have been created so far. */
    public NewTables newTables() {
        return newTables;
    }

    /** Begins the restore and its session, and drops the objects that the plan drops. */
    public void begin() throws IOException {
        target.begin();
        if (options.schema() && !plan.restoresSchema()) {
            target.progress("implied no-schema restore");
        }
        if (isOneTransaction()) {
            commands.beginTransaction(Gap.BLANK_LINE);
        }
        startSession();
        commands.reach(RestorePhase.PROCESSING);
        drop();
    }

    /** Ends the restore, after its session. */
    public void finish() throws IOException {
        if (isOneTransaction()) {
            commands.commitTransaction(Gap.BLANK_LINE);
        }
        commands.reach(RestorePhase.FINALIZING);
        target.finish();
    }

    private boolean isOneTransaction() {
        return options.has(RestoreFlag.SINGLE_TRANSACTION);
    }

    /** Returns the place that the restore has reached. */
    public RestorePlace place() {
        return commands.place();
    }

    /** Continues a restore in a session that has been opened after its beginning. */
    public void join() throws IOException {
        startSession();
        commands.reach(RestorePhase.PROCESSING);
    }

    private void startSession() throws IOException {
        session.start();
        pace.open(Gap.BLANK_LINE);
    }

    /** Ends what {@link #begin} or {@link #join} began. */
    public void endSession() throws IOException {
        pace.close(Gap.BLANK_LINE);
    }

    private void drop() throws IOException {
        for (RestoreStep drop : plan.drops()) {
            commands.reach(drop.entry());
            perform(drop);
        }
        session.forgetSchema();
    }

    /** Performs all steps for an entry. */
    public void perform(RestoreTask task) throws IOException {
        if (!task.isSelected()) {
            return;
        }
        commands.reach(task.entry());
        target.entryStarted(task.entry());
        for (RestoreStep step : task.steps()) {
            perform(step);
        }
        target.entryDone(task.entry());
        pace.step(Gap.BLANK_LINE);
    }

    private void perform(RestoreStep step) throws IOException {
        TocEntry entry = step.entry();
        switch (step.action()) {
            case DROP -> drop(entry);
            case CREATE -> create(entry);
            case CONNECT -> connect(entry.tag());
            case EXECUTE -> {
                target.progress("executing " + entry.desc() + " " + entry.tag());
                define(entry, "");
            }
            case LOAD_TABLE -> loadTable(entry);
            case LOAD_LARGE_OBJECTS -> loadLargeObjects(entry);
            case RUN_DATA -> runData(entry);
            case WARN -> warn(entry);
            case IMPORT_STATISTICS -> define(target.complete(entry), "Statistics for ");
        }
    }

    private void drop(TocEntry entry) throws IOException {
        target.progress("dropping " + entry.desc() + " " + entry.tag());
        if (entry.type().isDatabase()) {
            pace.close(Gap.NONE);
            executeDrop(entry);
            pace.open(Gap.NONE);
        } else {
            executeDrop(entry);
            pace.step(Gap.NONE);
        }
    }

    private void create(TocEntry entry) throws IOException {
        if (entry.type().isDatabase()) {
            pace.close(Gap.BLANK_LINE);
        }
        String schema = entry.namespace() == null ? "" : entry.namespace() + ".";
        target.progress("creating " + entry.desc() + " \"" + schema + entry.tag() + "\"");
        define(entry, "");
        if (NewTables.isStoredTable(entry)) {
            newTables.create(entry);
            target.tableCreated(entry);
        }
    }

    private void connect(String dbname) throws IOException {
        target.progress("connecting to new database \"" + dbname + "\"");
        commands.connect(dbname);
        startSession();
    }

    private void warn(TocEntry entry) {
        boolean inDefinition =
                options.schema() && entry.defn() != null && !entry.defn().isEmpty();
        String warning = inDefinition ? entry.defn() : entry.copyStmt();
        if (warning != null && !warning.isEmpty()) {
            target.warning("warning from original dump file: " + ServerMessage.withoutLastLineFeed(warning));
        }
    }

    private void executeDrop(TocEntry entry) throws IOException {
        session.becomeOwner(entry);
        session.selectSchema(entry.namespace());
        boolean ifExists = options.has(ScriptFlag.IF_EXISTS);
        if (ifExists && DropCommands.cannotTakeIfExists(entry)) {
            target.warning("could not find where to insert IF EXISTS in statement \"" + entry.dropStmt() + "\"");
        }
        execute(DropCommands.of(entry, ifExists));
    }

    private void define(TocEntry entry, String commentPrefix) throws IOException {
        session.becomeOwner(entry);
        session.selectSchema(entry.namespace());
        session.selectTablespace(entry.tablespace());
        session.selectAccessMethod(entry);
        target.comment(entry, commentPrefix);
        List<String> definition = EntryCommands.definition(entry, plan, options, quoting);
        boolean needed =
                EntryTraits.of(entry).is(Trait.CREATES_DATABASE) && !options.has(RestoreFlag.RESTORE_INTO_EXISTING);
        execute(definition, needed ? OnFailure.GIVE_UP : OnFailure.SHOW_COMMAND);
        if (pace.keepsOpen()) {
            pace.add(EntryCommands.furtherCommands(entry, definition));
        }
        execute(EntryCommands.ownership(entry, options, quoting));
        session.alterAccessMethod(entry);
        if (EntryTraits.passOf(entry) == EntryTraits.Pass.ACL) {
            session.forgetUser();
        }
    }

    private void loadTable(TocEntry entry) throws IOException {
        if (target.inhibitsData(entry)) {
            return;
        }
        define(entry, "Data for ");
        if (plan.switchesTriggers(options)) {
            loadPastTriggers(entry);
        } else {
            loadRows(entry);
        }
    }

    private void loadPastTriggers(TocEntry entry) throws IOException {
        SqlCommand enabling = triggers(entry, "ENABLE");
        target.progress("disabling triggers for " + entry.tag());
        session.become(options.superuser());
        commands.execute(triggers(entry, "DISABLE"));
        if (!isOneTransaction()) {
            // pg_restore leaves the triggers disabled if it ends before it has enabled them.
            target.undoAtEnd(enabling, entry);
        }
        loadRows(entry);
        target.progress("enabling triggers for " + entry.tag());
        session.become(options.superuser());
        commands.execute(enabling);
        target.undone(enabling);
    }

    private void loadRows(TocEntry entry) throws IOException {
        session.becomeOwner(entry);
        session.selectSchema(entry.namespace());
        String schema = entry.namespace() == null ? "(null)" : entry.namespace();
        target.progress("processing data for table \"" + schema + "." + entry.tag() + "\"");
        target.loadTable(
                entry, RestoreTask.isLoadedViaPartitionRoot(entry, quoting) ? null : newTables.filledBy(entry));
    }

    private SqlCommand triggers(TocEntry entry, String verb) {
        String table = quoting.qualified(entry.namespace(), entry.tag());
        return SqlCommand.of("ALTER TABLE " + table + " " + verb + " TRIGGER ALL;\n\n");
    }

    private void runData(TocEntry entry) throws IOException {
        define(entry, "Data for ");
        target.progress("processing " + entry.desc());
        session.selectSchema("pg_catalog");
        target.loadTable(entry, null);
    }

    private void loadLargeObjects(TocEntry entry) throws IOException {
        define(entry, "Data for ");
        target.progress("processing " + entry.desc());
        session.selectSchema("pg_catalog");
        // Large objects are written through a descriptor that lives only as long as its transaction.
        boolean ownTransaction = !isOneTransaction() && !pace.keepsOpen();
        if (ownTransaction) {
            commands.beginTransaction(Gap.BLANK_LINE);
        }
        String conclusion = target.loadLargeObjects(entry);
        if (ownTransaction) {
            commands.commitTransaction(Gap.BLANK_LINE);
        }
        if (conclusion != null) {
            target.progress(conclusion);
        }
    }

    private void execute(List<String> texts) throws IOException {
        execute(texts, OnFailure.SHOW_COMMAND);
    }

    private void execute(List<String> texts, OnFailure onFailure) throws IOException {
        // If there are several texts, they belong to a group: one for each large object, followed by an empty line.
        boolean perObject = texts.size() > 1;
        for (String text : texts) {
            commands.execute(SqlCommand.of(text, onFailure));
            if (perObject && !text.isBlank()) {
                pace.step(Gap.BLANK_LINE);
            }
        }
    }
}
