package dev.sengi.cli.restore;

import dev.sengi.CancelledException;
import dev.sengi.DumpAllFolder;
import dev.sengi.PgRestore;
import dev.sengi.ProgressListener.Severity;
import dev.sengi.RestoreReport;
import dev.sengi.ScriptFlag;
import dev.sengi.SengiException;
import dev.sengi.archive.ArchiveFormatException;
import dev.sengi.cli.command.CommandException;
import dev.sengi.cli.command.Environment;
import dev.sengi.cli.command.Messages;
import dev.sengi.cli.option.GivenOptions;
import dev.sengi.internal.conninfo.ConninfoSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Restores a folder that {@code sengi dump --all} has written: all of it, or the named databases. What fails is reported
 * and counted, and the rest is restored, unless {@code -e} is given.
 *
 * <p>Without {@code -C}, a single database is restored into the one that {@code -d} names; otherwise each is created.
 */
final class ClusterRestore {
    /** The databases that every server has, which are not created. */
    private static final Set<String> ALWAYS_THERE = Set.of("postgres", "template1");

    /** Options that select parts of databases, so that roles and tablespaces are not wanted. */
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

    private final DumpAllFolder cluster;
    private final GivenOptions<RestoreOption> given;
    private final RestoreSettings settings;
    private final ConninfoSource server;
    private final Environment environment;
    private final Messages messages;
    private boolean failed;

    ClusterRestore(
            DumpAllFolder cluster,
            GivenOptions<RestoreOption> given,
            RestoreSettings settings,
            ConninfoSource server,
            Environment environment,
            Messages messages) {
        this.cluster = cluster;
        this.given = given;
        this.settings = settings;
        this.server = server;
        this.environment = environment;
        this.messages = messages;
    }

    /**
     * Restores.
     *
     * @param names of databases, or none with {@code --all}
     * @return the exit code
     */
    int run(List<String> names) throws IOException {
        check(names);
        boolean all = given.has(RestoreOption.ALL);
        if (all && PARTS.stream().noneMatch(given::has)) {
            messages.message(Severity.INFO, "restoring roles and tablespaces");
            restore(settings.applyToGlobals(from(cluster.globals())).into(server));
        }
        for (String name : all ? cluster.archives().keySet() : names) {
            messages.message(Severity.INFO, "restoring database \"" + name + "\"");
            restore(database(name, all));
        }
        return failed ? 1 : 0;
    }

    private void check(List<String> names) {
        for (RestoreOption option :
                List.of(RestoreOption.FILE, RestoreOption.LIST, RestoreOption.DRY_RUN, RestoreOption.USE_LIST)) {
            if (given.has(option)) {
                throw CommandException.fatal("option --" + option.longNames().get(0)
                        + " cannot be used with a folder of several databases\nhint: Name one of the archives in \""
                        + cluster.folder() + "\" instead.");
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
        for (String name : names) {
            if (!cluster.archives().containsKey(name)) {
                throw CommandException.fatal("\"" + cluster.folder() + "\" contains no database \"" + name + "\"");
            }
        }
    }

    private PgRestore from(Path archive) {
        return PgRestore.from(archive).onProgress(messages);
    }

    private PgRestore database(String name, boolean all) {
        PgRestore restore = settings.apply(from(cluster.archives().get(name)), null);
        if (!all) {
            return restore.into(server);
        }
        boolean exists = ALWAYS_THERE.contains(name);
        return exists
                ? restore.into(server.toDatabase(name))
                : restore.with(ScriptFlag.CREATE).into(server);
    }

    private void restore(PgRestore restore) throws IOException {
        try {
            RestoreReport report =
                    environment.termination().await(restore.returnFailures().start(), messages);
            failed |= report.errors() > 0;
        } catch (CancelledException e) {
            throw e;
        } catch (SengiException e) {
            pass(e);
            messages.failure(e);
        } catch (ArchiveFormatException e) {
            pass(e);
            messages.failure(e.getMessage());
        }
    }

    /** Continues with the next database, unless the first failure is to be the last. */
    private <E extends Exception> void pass(E e) throws E {
        if (given.has(RestoreOption.EXIT_ON_ERROR)) {
            throw e;
        }
        failed = true;
    }
}
