package dev.sengi.internal.perform;

import dev.sengi.archive.TocEntry;
import dev.sengi.archive.internal.traits.EntryTraits;
import dev.sengi.archive.internal.traits.EntryTraits.LargeObjects;
import dev.sengi.archive.internal.traits.Trait;
import java.util.List;

/** The commands with which {@code -c} drops objects. */
final class DropCommands {
    static final String UNLINK_FOUND =
            "SELECT pg_catalog.lo_unlink(oid) FROM pg_catalog.pg_largeobject_metadata WHERE oid = '";

    private DropCommands() {}

    static List<String> of(TocEntry entry, boolean ifExists) {
        if (EntryTraits.of(entry).largeObjects() == LargeObjects.BY_LIST) {
            return ifExists
                    ? LargeObjectCommands.forEach(entry, UNLINK_FOUND, "'")
                    : LargeObjectCommands.forEach(entry, "SELECT pg_catalog.lo_unlink('", "')");
        }
        String drop = entry.dropStmt();
        if (drop.isEmpty()) {
            return List.of();
        }
        if (!ifExists || drop.startsWith("--")) {
            return List.of(drop);
        }
        if (EntryTraits.of(entry).largeObjects() == LargeObjects.BY_TAG) {
            return List.of(UNLINK_FOUND + entry.oid() + "';\n");
        }
        return List.of(ifExists(entry));
    }

    /**
     * Returns whether IF EXISTS was requested but cannot be inserted into the command, which is therefore left
     * unchanged.
     */
    static boolean cannotTakeIfExists(TocEntry entry) {
        String drop = entry.dropStmt();
        return !drop.isEmpty()
                && !drop.startsWith("--")
                && !entry.type().isLargeObject()
                && !takesNoIfExists(entry, drop)
                && !drop.contains(verbOf(entry));
    }

    private static String ifExists(TocEntry entry) {
        String before = "";
        String drop = entry.dropStmt();
        if (drop.startsWith("ALTER TABLE")) {
            before = "ALTER TABLE IF EXISTS";
            drop = drop.substring("ALTER TABLE".length());
        }
        String verb = verbOf(entry);
        int start = drop.indexOf(verb);
        if (start < 0 || takesNoIfExists(entry, drop)) {
            return before + drop;
        }
        int end = start + verb.length();
        return before + drop.substring(0, end) + " IF EXISTS" + drop.substring(end);
    }

    private static boolean takesNoIfExists(TocEntry entry, String drop) {
        return EntryTraits.of(entry).is(Trait.NO_IF_EXISTS)
                // When its rule is dropped, a view becomes a dummy view with the same columns.
                || drop.startsWith("CREATE OR REPLACE VIEW");
    }

    private static String verbOf(TocEntry entry) {
        return "DROP " + EntryTraits.of(entry).sqlName(entry.desc());
    }
}
