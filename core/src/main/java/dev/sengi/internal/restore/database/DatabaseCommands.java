package dev.sengi.internal.restore.database;

import dev.sengi.ConnectionException;
import dev.sengi.ConnectionSource;
import dev.sengi.ScriptFlag;
import dev.sengi.archive.TocEntry;
import dev.sengi.archive.internal.traits.EntryTraits;
import dev.sengi.archive.internal.traits.Trait;
import dev.sengi.internal.option.RestoreOptions;
import dev.sengi.internal.perform.SqlCommand;
import dev.sengi.internal.session.OtherDatabase;
import java.util.regex.Pattern;

/** The commands that drop and create a database, which is never the session's own. */
final class DatabaseCommands {
    private static final Pattern TABLESPACE =
            Pattern.compile("(?s)\\A(CREATE DATABASE .*) TABLESPACE = (?:\"(?:[^\"]|\"\")+\"|[^\\s\";]+)(?=;\\s*\\z)");

    private final boolean keepsTablespace;

    DatabaseCommands(RestoreOptions options) {
        keepsTablespace = !options.has(ScriptFlag.NO_TABLESPACES);
    }

    /** Returns whether the entry has such commands. They cannot run in a transaction, so each is sent alone. */
    static boolean belongTo(TocEntry entry) {
        return entry != null && EntryTraits.of(entry).is(Trait.CREATES_DATABASE);
    }

    /**
     * Checks, before the database is dropped or created, that its entries can be restored somewhere.
     *
     * @throws ConnectionException if the source cannot connect to other databases
     */
    static void requireReachable(TocEntry database, ConnectionSource source) {
        var unused = OtherDatabase.of(source, database.tag());
    }

    /** Returns the command without the database's tablespace, which pg_dump writes last, if options leave tablespaces out. */
    SqlCommand withoutTablespace(SqlCommand command) {
        if (keepsTablespace) {
            return command;
        }
        String defn = TABLESPACE.matcher(command.text()).replaceFirst("$1");
        return command.shownAs(defn).sentAs(defn);
    }
}
