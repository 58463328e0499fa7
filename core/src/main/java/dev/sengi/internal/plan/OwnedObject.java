package dev.sengi.internal.plan;

import dev.sengi.SengiException;
import dev.sengi.archive.TocEntry;
import dev.sengi.internal.ddl.Quoting;
import java.util.Optional;

/** What {@code ALTER … OWNER TO} calls an object. */
final class OwnedObject {
    private OwnedObject() {}

    /**
     * Returns the object's kind and name, or nothing for kinds without an owner of their own.
     *
     * @throws SengiException for a kind that is not known
     */
    static Optional<String> of(TocEntry entry, Quoting quoting) {
        return switch (entry.type().owner()) {
            case BY_NAME -> Optional.of(entry.desc() + " " + quoting.qualified(entry.namespace(), entry.tag()));
            case BY_DROP -> Optional.of(dropped(entry.dropStmt()));
            case LARGE_OBJECT -> Optional.of("LARGE OBJECT " + entry.tag());
            case NONE -> Optional.empty();
            case UNKNOWN ->
                throw new SengiException("don't know how to set owner for object type \"" + entry.desc() + "\"");
        };
    }

    /** Returns the object of a DROP command: names with arguments are written there as ALTER needs them. */
    private static String dropped(String dropStmt) {
        int end = dropStmt.length();
        while (end > "DROP ".length() && (dropStmt.charAt(end - 1) == '\n' || dropStmt.charAt(end - 1) == ';')) {
            end--;
        }
        return dropStmt.substring("DROP ".length(), end);
    }
}
