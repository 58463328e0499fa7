package dev.sengi.cli.restore;

import dev.sengi.CancelledException;
import dev.sengi.ConnectionException;
import dev.sengi.DumpAllFolder;
import dev.sengi.PgRestore;
import dev.sengi.ProgressListener;
import dev.sengi.RestoreFailure;
import dev.sengi.RestoreReport;
import dev.sengi.Run;
import dev.sengi.SengiException;
import dev.sengi.Stage;
import dev.sengi.archive.Section;
import dev.sengi.cli.command.CommandException;
import dev.sengi.cli.command.Messages;
import dev.sengi.cli.option.GivenOptions;
import dev.sengi.cli.option.SectionOption;
import dev.sengi.cli.progress.Listeners;
import dev.sengi.cli.progress.RestoreSeries;
import dev.sengi.cli.progress.RunDisplay;
import dev.sengi.internal.conninfo.ConninfoSource;
import dev.sengi.internal.io.FileErrors;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Restores a folder written by {@code sengi dump --all}: all of it, or the named databases. Failures are reported and
 * counted, and the rest is restored, unless {@code -e} is given.
 *
 * <p>Without {@code -C}, a single database is restored into the one that {@code -d} names; otherwise, each is created.
 * If it cannot be created, for example because it exists, nothing is restored into it: its rows would be duplicated.
 */
final class ClusterRestore {
    /** The databases that every server has, which are not created. */
    private static final Set<String> ALWAYS_THERE = Set.of("postgres", "template1");

    /** Options that select parts of databases, and thereby exclude roles and tablespaces. */
    private static final List<RestoreOption> PARTS = List.of(
            RestoreOption.DATA_ONLY,
            RestoreOption.NO_SCHEMA,
            RestoreOption.STATISTICS_ONLY,
            RestoreOption.SECTION,
            RestoreOption.SCHEMA,
            RestoreOption.TABLE,
            RestoreOption.INDEX,
            RestoreOption.FUNCTION,
            RestoreOption.TRIGGER);

    /** Options that omit definitions without which a newly created database is useless. */
    private static final List<RestoreOption> WITHOUT_DEFINITIONS =
            List.of(RestoreOption.DATA_ONLY, RestoreOption.NO_SCHEMA, RestoreOption.STATISTICS_ONLY);

    private final DumpAllFolder cluster;
    private final GivenOptions<RestoreOption> given;
    private final RestoreSettings settings;
    private final ConninfoSource server;
    private final RunDisplay display;
    private final Messages messages;
    private final RestoreSeries series;
    private final ProgressListener listener;
    private volatile Run<RestoreReport> current;
    private volatile boolean cancelled;

    ClusterRestore(
            DumpAllFolder cluster,
            GivenOptions<RestoreOption> given,
            RestoreSettings settings,
            ConninfoSource server,
            RunDisplay display,
            Messages messages) {
        this.cluster = cluster;
        this.given = given;
        this.settings = settings;
        this.server = server;
        this.display = display;
        this.messages = messages;
        series = display.series();
        listener = new Listeners(List.of(series.listener(), new CreationRequired()));
    }

    /**
     * Restores.
     *
     * @param names of databases, or none with {@code --all}
     * @return the exit code
     */
    int run(List<String> names) throws IOException {
        check(names);
        List<String> chosen = given.has(RestoreOption.ALL)
                ? cluster.databases().stream().map(DumpAllFolder.Database::name).toList()
                : names;
        display.during(this::cancel, () -> restore(chosen));
        display.summarize(series);
        return series.failures() == 0 ? 0 : 1;
    }

    private void check(List<String> names) {
        for (RestoreOption option :
                List.of(RestoreOption.FILE, RestoreOption.LIST, RestoreOption.DRY_RUN, RestoreOption.USE_LIST)) {
            if (given.has(option)) {
                throw CommandException.fatal(
                                "option " + option.label() + " cannot be used with a folder of several databases")
                        .withHint("Name one of the archives in \""
                                + cluster.folder().resolve("databases") + "\" instead.");
            }
        }
        boolean all = given.has(RestoreOption.ALL);
        if (all != names.isEmpty()) {
            throw CommandException.usage(
                    all
                            ? "database names and option --all cannot be used together"
                            : "name the databases to be restored, or give the option --all");
        }
        if (names.size() > 1 && !given.has(RestoreOption.CREATE)) {
            throw CommandException.usage("several databases can be restored only with -C/--create");
        }
        if (creates() && given.has(RestoreOption.SINGLE_TRANSACTION)) {
            throw CommandException.fatal("options --all and -1/--single-transaction cannot be used together")
                    .withHint("Databases cannot be created in a transaction.");
        }
        for (String name : names) {
            if (cluster.archive(name).isEmpty()) {
                throw CommandException.fatal("\"" + cluster.folder() + "\" contains no database \"" + name + "\"");
            }
        }
    }

    /** Returns whether databases are created, as {@code --all} implies. */
    private boolean creates() {
        return given.has(RestoreOption.CREATE) || (given.has(RestoreOption.ALL) && restoresDefinitions());
    }

    private boolean restoresDefinitions() {
        return WITHOUT_DEFINITIONS.stream().noneMatch(given::has)
                && SectionOption.all(given.all(RestoreOption.SECTION)).contains(Section.PRE_DATA);
    }

    private void restore(List<String> databases) throws IOException {
        if (given.has(RestoreOption.ALL) && PARTS.stream().noneMatch(given::has)) {
            series.globalsStarted();
            restore(settings.applyToGlobals(from(cluster.globals())), server);
        }
        boolean keepsNames = given.has(RestoreOption.ALL) || given.has(RestoreOption.CREATE);
        for (String database : databases) {
            series.started(database);
            boolean creates = creates() && !ALWAYS_THERE.contains(database);
            PgRestore archive = from(cluster.archive(database).orElseThrow());
            restore(
                    settings.applyToDatabase(archive, creates),
                    keepsNames && !creates ? server.toDatabase(database) : server);
        }
    }

    private PgRestore from(Path archive) {
        return PgRestore.from(archive).onProgress(listener).returnFailures();
    }

    private void restore(PgRestore restore, ConninfoSource target) throws IOException {
        try {
            series.finished(display.result(start(restore.into(target))));
        } catch (NotCreated e) {
            series.abandoned();
            messages.warning("nothing was restored into database \"" + e.getMessage() + "\"");
        } catch (CancelledException | InterruptedIOException e) {
            throw e;
        } catch (SengiException e) {
            series.abandoned(e.getMessage());
            if (isLast(e, target)) {
                throw e;
            }
            messages.failure(e);
        } catch (IOException e) {
            series.abandoned(FileErrors.reason(e));
            if (given.has(RestoreOption.EXIT_ON_ERROR)) {
                throw e;
            }
            messages.failure(e);
        }
    }

    private Run<RestoreReport> start(PgRestore restore) {
        Run<RestoreReport> run = restore.start();
        current = run;
        if (cancelled) {
            run.cancel();
        }
        return run;
    }

    private void cancel() {
        cancelled = true;
        Run<RestoreReport> running = current;
        if (running != null) {
            running.cancel();
        }
    }

    /** Returns whether the remaining databases cannot or must not be restored. */
    private boolean isLast(SengiException e, ConninfoSource target) {
        if (given.has(RestoreOption.EXIT_ON_ERROR)) {
            return true;
        }
        if (!(e instanceof ConnectionException)) {
            return false;
        }
        boolean atFirst = e.stage().equals(Optional.of(Stage.CONNECTING));
        return (target == server && atFirst) || !isReachable();
    }

    /** Returns whether the database from which others are created can still be reached. */
    private boolean isReachable() {
        try {
            server.open().close();
            return true;
        } catch (SengiException | SQLException e) {
            return false;
        }
    }

    /** Ends a restore whose database could not be created, before it connects to an existing one. */
    private static final class CreationRequired implements ProgressListener {
        @Override
        public void failed(RestoreFailure failure) {
            failure.entry()
                    .filter(entry -> entry.type().isDatabase())
                    .filter(entry ->
                            failure.statement().orElse("").stripLeading().startsWith("CREATE DATABASE "))
                    .ifPresent(entry -> {
                        throw new NotCreated(entry.tag());
                    });
        }
    }

    /** Thrown if a database could not be created; the exception's message is the database's name. */
    private static final class NotCreated extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotCreated(String database) {
            super(database);
        }
    }
}
