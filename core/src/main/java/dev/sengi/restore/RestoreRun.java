package dev.sengi.restore;

import dev.sengi.archive.TocEntry;
import dev.sengi.ddl.Quoting;
import dev.sengi.restore.RestoreTarget.Stage;
import java.io.IOException;
import java.util.List;

/**
 * Carries out a plan: turns each step into the commands that it takes, and hands them to the target.
 *
 * <p>For one run, by one thread.
 */
public final class RestoreRun {
    private final RestorePlan plan;
    private final RestoreOptions options;
    private final RestoreTarget target;
    private final Quoting quoting;
    private final RestoreSession session;

    public RestoreRun(RestorePlan plan, RestoreOptions options, RestoreTarget target) {
        this.plan = plan;
        this.options = options;
        this.target = target;
        this.quoting = options.quoting();
        this.session = new RestoreSession(target, plan.settings(), options, quoting);
    }

    /** Runs from beginning to end. */
    public void run() throws IOException {
        target.stage(Stage.INITIALIZING);
        target.begin();
        if (options.schema() && !plan.restoresSchema()) {
            target.progress("implied no-schema restore");
        }
        boolean oneTransaction = options.has(RestoreFlag.SINGLE_TRANSACTION);
        if (oneTransaction) {
            target.beginTransaction();
        }
        session.start();
        target.stage(Stage.PROCESSING);
        boolean dropping = false;
        for (RestoreStep step : plan.steps()) {
            if (dropping && !(step instanceof RestoreStep.Drop)) {
                session.forgetSchema();
            }
            dropping = step instanceof RestoreStep.Drop;
            target.entry(step.entry());
            perform(step);
        }
        if (oneTransaction) {
            target.commitTransaction();
        }
        target.stage(Stage.FINALIZING);
        target.finish();
    }

    private void perform(RestoreStep step) throws IOException {
        if (step instanceof RestoreStep.Drop drop) {
            drop(drop.entry());
        } else if (step instanceof RestoreStep.Create create) {
            TocEntry entry = create.entry();
            String schema = entry.namespace() == null ? "" : entry.namespace() + ".";
            target.progress("creating " + entry.desc() + " \"" + schema + entry.tag() + "\"");
            define(entry, "");
            if (entry.desc().equals("TABLE")) {
                target.tableCreated(entry);
            }
        } else if (step instanceof RestoreStep.Connect connect) {
            target.progress("connecting to new database \"" + connect.entry().tag() + "\"");
            target.connect(connect.entry().tag());
            session.start();
        } else if (step instanceof RestoreStep.Execute execute) {
            target.progress("executing " + execute.entry().desc() + " "
                    + execute.entry().tag());
            define(execute.entry(), "");
        } else if (step instanceof RestoreStep.LoadTable load) {
            loadTable(load.entry());
        } else if (step instanceof RestoreStep.LoadLargeObjects load) {
            loadLargeObjects(load.entry());
        } else if (step instanceof RestoreStep.RunData run) {
            runData(run.entry());
        } else if (step instanceof RestoreStep.Warn warn) {
            warn(warn.entry());
        } else if (step instanceof RestoreStep.ImportStatistics statistics) {
            define(target.complete(statistics.entry()), "Statistics for ");
        }
    }

    private void warn(TocEntry entry) {
        boolean inDefinition =
                options.schema() && entry.defn() != null && !entry.defn().isEmpty();
        String warning = inDefinition ? entry.defn() : entry.copyStmt();
        if (warning != null && !warning.isEmpty()) {
            String lines = warning.endsWith("\n") ? warning.substring(0, warning.length() - 1) : warning;
            target.warning("warning from original dump file: " + lines);
        }
    }

    private void drop(TocEntry entry) throws IOException {
        target.progress("dropping " + entry.desc() + " " + entry.tag());
        session.becomeOwner(entry);
        session.selectSchema(entry.namespace());
        boolean ifExists = options.has(RestoreFlag.IF_EXISTS);
        if (ifExists && DropCommands.lacksPlaceForIfExists(entry)) {
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
        execute(EntryCommands.definition(entry, plan, options, quoting));
        execute(EntryCommands.ownership(entry, options, quoting));
        session.alterAccessMethod(entry);
        if (RestorePass.of(entry) == RestorePass.ACL) {
            session.forgetUser();
        }
    }

    private void loadTable(TocEntry entry) throws IOException {
        if (target.inhibitsData(entry)) {
            return;
        }
        define(entry, "Data for ");
        boolean pastTriggers = options.has(RestoreFlag.DISABLE_TRIGGERS) && !plan.restoresSchema();
        if (pastTriggers) {
            target.progress("disabling triggers for " + entry.tag());
            switchTriggers(entry, "DISABLE");
        }
        session.becomeOwner(entry);
        session.selectSchema(entry.namespace());
        String schema = entry.namespace() == null ? "(null)" : entry.namespace();
        target.progress("processing data for table \"" + schema + "." + entry.tag() + "\"");
        target.loadTable(entry);
        if (pastTriggers) {
            target.progress("enabling triggers for " + entry.tag());
            switchTriggers(entry, "ENABLE");
        }
    }

    private void switchTriggers(TocEntry entry, String verb) throws IOException {
        session.become(options.superuser());
        String table = quoting.qualified(entry.namespace(), entry.tag());
        target.execute(SqlCommand.of("ALTER TABLE " + table + " " + verb + " TRIGGER ALL;\n\n"));
    }

    private void runData(TocEntry entry) throws IOException {
        define(entry, "Data for ");
        target.progress("processing " + entry.desc());
        session.selectSchema("pg_catalog");
        target.loadTable(entry);
    }

    private void loadLargeObjects(TocEntry entry) throws IOException {
        define(entry, "Data for ");
        target.progress("processing " + entry.desc());
        session.selectSchema("pg_catalog");
        // Written through a descriptor that lives as long as its transaction.
        boolean ownTransaction = !options.has(RestoreFlag.SINGLE_TRANSACTION);
        if (ownTransaction) {
            target.beginTransaction();
        }
        int count = target.loadLargeObjects(entry);
        if (ownTransaction) {
            target.commitTransaction();
        }
        target.progress("restored " + count + (count == 1 ? " large object" : " large objects"));
    }

    private void execute(List<String> texts) throws IOException {
        for (String text : texts) {
            target.execute(SqlCommand.of(text));
        }
    }
}
