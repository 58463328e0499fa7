package dev.sengi.internal.perform;

import dev.sengi.SengiException;
import dev.sengi.archive.TocEntry;
import dev.sengi.archive.internal.traits.EntryTraits;
import dev.sengi.internal.ddl.Quoting;
import java.util.Optional;

/** The object as {@code ALTER … OWNER TO} names it. */
final class OwnedObject {
    private OwnedObject() {}

    /**
     * Returns the object's kind and name, or empty for kinds whose objects have no separate owner.
     *
     * @throws SengiException for an unknown kind
     */
    static Optional<String> of(TocEntry entry, Quoting quoting) {
        return switch (EntryTraits.of(entry).owner()) {
            case BY_NAME -> Optional.of(entry.desc() + " " + quoting.qualified(entry.namespace(), entry.tag()));
            case BY_DROP -> Optional.of(dropped(entry.dropStmt()));
            case LARGE_OBJECT -> Optional.of("LARGE OBJECT " + entry.tag());
            case NONE -> Optional.empty();
            case UNKNOWN ->
                throw new SengiException("don't know how to set owner for object type \"" + entry.desc() + "\"");
        };
    }

    /** Returns the object of a DROP command, which writes names with arguments in the form that ALTER needs. */
    private static String dropped(String dropStmt) {
        int end = dropStmt.length();
        while (end > "DROP ".length() && (dropStmt.charAt(end - 1) == '\n' || dropStmt.charAt(end - 1) == ';')) {
            end--;
        }
        return dropStmt.substring("DROP ".length(), end);
    }
}
