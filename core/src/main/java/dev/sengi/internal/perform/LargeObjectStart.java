package dev.sengi.internal.perform;

import dev.sengi.ScriptFlag;
import dev.sengi.internal.data.DataTraits;
import dev.sengi.internal.option.RestoreOptions;
import java.util.ArrayList;
import java.util.List;

/**
 * What has to be done to a large object before its content is loaded: nothing, unless the archive is so old that it has
 * no entries that create and drop large objects.
 */
public enum LargeObjectStart {
    THERE_ALREADY,
    CREATE,
    DROP_AND_CREATE;

    /** Returns what the data require and the options request. */
    public static LargeObjectStart of(DataTraits data, RestoreOptions options) {
        if (data.entriesCreateLargeObjects()) {
            return THERE_ALREADY;
        }
        return options.has(ScriptFlag.CLEAN) ? DROP_AND_CREATE : CREATE;
    }

    /** Returns the commands that drop and create the large object. */
    public List<SqlCommand> commands(long oid) {
        List<SqlCommand> commands = new ArrayList<>(2);
        if (this == DROP_AND_CREATE) {
            commands.add(SqlCommand.of(drop(oid)));
        }
        if (this != THERE_ALREADY) {
            commands.add(new SqlCommand(
                    "SELECT pg_catalog.lo_create('" + oid + "')",
                    "could not create large object " + oid,
                    SqlCommand.OnFailure.GIVE_UP));
        }
        return commands;
    }

    /** Returns the commands of a script that drop, create and open the large object as needed. */
    public String script(long oid, int mode) {
        String created = this == THERE_ALREADY ? "'" + oid + "'" : "pg_catalog.lo_create('" + oid + "')";
        String open = "SELECT pg_catalog.lo_open(" + created + ", " + mode + ");\n";
        return this == DROP_AND_CREATE ? drop(oid) + open : open;
    }

    private static String drop(long oid) {
        return DropCommands.UNLINK_FOUND + oid + "';\n";
    }
}
