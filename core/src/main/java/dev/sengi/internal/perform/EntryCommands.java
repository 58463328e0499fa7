package dev.sengi.internal.perform;

import dev.sengi.ScriptFlag;
import dev.sengi.archive.TocEntry;
import dev.sengi.archive.internal.traits.EntryTraits;
import dev.sengi.archive.internal.traits.EntryTraits.Group;
import dev.sengi.archive.internal.traits.EntryTraits.LargeObjects;
import dev.sengi.archive.internal.traits.Trait;
import dev.sengi.internal.ddl.Quoting;
import dev.sengi.internal.option.RestoreOptions;
import dev.sengi.internal.plan.RestorePlan;
import java.util.List;
import java.util.Optional;

/** The commands that create an entry's object and set its owner; each text is sent on its own. */
final class EntryCommands {
    private EntryCommands() {}

    static List<String> definition(TocEntry entry, RestorePlan plan, RestoreOptions options, Quoting quoting) {
        String defn = entry.defn();
        if (defn == null || defn.isEmpty()) {
            return List.of();
        }
        if (options.has(ScriptFlag.NO_OWNER) && EntryTraits.of(entry).is(Trait.SCHEMA) && !defn.startsWith("--")) {
            // Old archives name the owner in the definition.
            return List.of("CREATE SCHEMA " + quoting.identifier(entry.tag()) + ";\n\n\n");
        }
        if (EntryTraits.of(entry).largeObjects() == LargeObjects.BY_LIST) {
            return LargeObjectCommands.forEach(entry, "SELECT pg_catalog.lo_create('", "')");
        }
        if (isOnListedObjects(entry)) {
            return LargeObjectCommands.grants(entry, plan);
        }
        return List.of(defn + "\n\n");
    }

    private static boolean isOnListedObjects(TocEntry entry) {
        return EntryTraits.of(entry).group() == Group.PRIVILEGE
                && EntryTraits.ofAnnotated(entry).largeObjects() == LargeObjects.BY_LIST;
    }

    /**
     * Returns how many commands an entry's definition counts as in addition to the first, judging by its semicolons. A
     * routine counts as one command, because its body may contain semicolons.
     */
    static int furtherCommands(TocEntry entry, List<String> definition) {
        if (EntryTraits.of(entry).is(Trait.ONE_COMMAND) || definition.size() != 1) {
            return 0;
        }
        long semicolons = definition.get(0).chars().filter(c -> c == ';').count();
        return (int) Math.max(0, semicolons - 1);
    }

    static List<String> ownership(TocEntry entry, RestoreOptions options, Quoting quoting) {
        if (!isOwnershipAltered(entry, options)) {
            return List.of();
        }
        String owner = " OWNER TO " + quoting.identifier(entry.owner());
        if (EntryTraits.of(entry).largeObjects() == LargeObjects.BY_LIST) {
            return LargeObjectCommands.forEach(entry, "ALTER LARGE OBJECT ", owner);
        }
        Optional<String> object = OwnedObject.of(entry, quoting);
        return object.map(name -> List.of("ALTER " + name + owner + ";\n\n")).orElse(List.of());
    }

    private static boolean isOwnershipAltered(TocEntry entry, RestoreOptions options) {
        if (options.has(ScriptFlag.NO_OWNER)
                || entry.owner() == null
                || entry.owner().isEmpty()
                // An entry without a DROP command does not define an object of its own.
                || entry.dropStmt() == null
                || entry.dropStmt().isEmpty()) {
            return false;
        }
        // The public schema already exists, so creating it as its owner cannot set its owner.
        boolean isThereAlready = EntryTraits.of(entry).is(Trait.SCHEMA)
                && entry.defn() != null
                && entry.defn().startsWith("--");
        return isThereAlready || !options.has(ScriptFlag.USE_SET_SESSION_AUTHORIZATION);
    }
}
