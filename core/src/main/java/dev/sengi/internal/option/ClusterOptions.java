package dev.sengi.internal.option;

import dev.sengi.DumpAllFlag;
import dev.sengi.DumpFormat;
import dev.sengi.ScriptFlag;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What to dump of a whole cluster. Immutable.
 *
 * @param common the options of each database's dump, which also apply to roles and tablespaces where relevant
 * @param excluded patterns, in psql's syntax, of databases that are left out
 */
public record ClusterOptions(DumpOptions common, Set<DumpAllFlag> flags, List<String> excluded) {

    /** The databases that every cluster has: a script connects to them instead of creating them. */
    private static final Set<String> ALWAYS_THERE = Set.of("postgres", "template1");

    public ClusterOptions {
        flags = Set.copyOf(flags);
        excluded = List.copyOf(excluded);
    }

    public boolean has(DumpAllFlag flag) {
        return flags.contains(flag);
    }

    /** Returns whether roles are dumped, with everything that belongs to them. */
    public boolean roles() {
        return !common.dataOnly() && !has(DumpAllFlag.TABLESPACES_ONLY);
    }

    /** Returns whether tablespaces are dumped. */
    public boolean tablespaces() {
        return !common.dataOnly() && !has(DumpAllFlag.ROLES_ONLY) && !common.has(ScriptFlag.NO_TABLESPACES);
    }

    /** Returns whether databases are dumped. */
    public boolean databases() {
        return !has(DumpAllFlag.GLOBALS_ONLY) && !has(DumpAllFlag.ROLES_ONLY) && !has(DumpAllFlag.TABLESPACES_ONLY);
    }

    /** Returns whether commands drop what the script creates. */
    public boolean drops() {
        return !common.dataOnly() && common.has(ScriptFlag.CLEAN);
    }

    /** Returns whether the script connects to the database, instead of letting its dump create it. */
    public boolean connectsTo(String dbname) {
        return ALWAYS_THERE.contains(dbname) && !common.has(ScriptFlag.CLEAN);
    }

    /** Returns whether every cluster has this database, so that it is not dropped before roles and tablespaces. */
    public static boolean isAlwaysThere(String dbname) {
        return ALWAYS_THERE.contains(dbname);
    }

    /** Returns whether each database gets its own archive instead of a part of one script. */
    public boolean archives() {
        return common.format() != DumpFormat.PLAIN;
    }

    /** Returns the options of one database's dump. */
    public DumpOptions of(String dbname) {
        if (archives()) {
            return common;
        }
        Set<ScriptFlag> script = EnumSet.noneOf(ScriptFlag.class);
        script.addAll(common.scriptFlags());
        script.removeAll(Set.of(ScriptFlag.CLEAN, ScriptFlag.IF_EXISTS, ScriptFlag.CREATE));
        if (!connectsTo(dbname)) {
            script.add(ScriptFlag.CREATE);
        }
        if (ALWAYS_THERE.contains(dbname) && common.has(ScriptFlag.CLEAN)) {
            script.add(ScriptFlag.CLEAN);
        }
        return common.with(script);
    }
}
