package dev.sengi.internal.compare;

import dev.sengi.archive.EntryType;
import dev.sengi.archive.internal.traits.EntryTraits;
import dev.sengi.archive.internal.traits.EntryTraits.Belonging;
import dev.sengi.archive.internal.traits.EntryTraits.Selector;
import dev.sengi.internal.ddl.Quoting;
import dev.sengi.internal.restore.plain.ScriptEntry;
import java.util.HashMap;
import java.util.Map;

/** Finds the object to which a comment, a grant or a label belongs, by its name such as {@code COLUMN item.price}. */
final class Annotated {
    private static final Quoting QUOTING = Quoting.whereNeeded();
    private static final String COLUMN = "COLUMN ";
    private static final String LARGE_OBJECT = "LARGE OBJECT";
    private static final String ON = " ON ";

    private final Map<QualifiedName, DefinedObject> objects = new HashMap<>();

    /** Returns whether an annotation belongs to the database itself, or to large objects, which are data. */
    static boolean belongsToNoDefinition(ScriptEntry entry) {
        return entry.name().startsWith(EntryType.DATABASE.desc() + " ")
                || entry.name().startsWith(LARGE_OBJECT);
    }

    /** Adds an object under all names by which annotations refer to it. */
    void add(DefinedObject object) {
        ScriptEntry entry = object.entry();
        EntryType type = entry.type();
        put(object, entry.desc() + " " + entry.name());
        put(object, entry.desc() + " " + quoted(entry));
        if (EntryTraits.of(type).selector() == Selector.TABLE) {
            // Grants use TABLE for views and sequences, too.
            put(object, EntryType.TABLE.desc() + " " + quoted(entry));
        }
        if (EntryTraits.of(type).belonging() == Belonging.BY_TAG) {
            String kind = type.isConstraint() ? EntryType.CONSTRAINT.desc() : entry.desc();
            // The name consists of the table's name and the object's own.
            for (int at = entry.name().indexOf(' '); at >= 0; at = entry.name().indexOf(' ', at + 1)) {
                String table = QUOTING.identifier(entry.name().substring(0, at));
                String own = QUOTING.identifier(entry.name().substring(at + 1));
                put(object, kind + " " + own + ON + table);
            }
        }
    }

    private static String quoted(ScriptEntry entry) {
        int arguments = EntryTraits.of(entry.type()).selector() == Selector.FUNCTION
                ? entry.name().indexOf('(')
                : -1;
        return arguments < 0
                ? QUOTING.identifier(entry.name())
                : QUOTING.identifier(entry.name().substring(0, arguments))
                        + entry.name().substring(arguments);
    }

    private void put(DefinedObject object, String tag) {
        objects.putIfAbsent(QualifiedName.of(object.entry().schema(), tag), object);
    }

    /** Returns the object to which an annotation belongs, or null if it is unknown. */
    DefinedObject find(ScriptEntry annotation) {
        String tag = annotation.name();
        DefinedObject object = get(annotation, tag);
        if (object == null && tag.startsWith(COLUMN)) {
            for (int dot = tag.lastIndexOf('.'); object == null && dot >= 0; dot = tag.lastIndexOf('.', dot - 1)) {
                object = get(annotation, EntryType.TABLE.desc() + " " + tag.substring(COLUMN.length(), dot));
                object = object == null
                        ? get(annotation, EntryType.TYPE.desc() + " " + tag.substring(COLUMN.length(), dot))
                        : object;
            }
        } else if (object == null && tag.contains(ON)) {
            String table = tag.substring(tag.lastIndexOf(ON) + ON.length());
            object = get(annotation, EntryType.TABLE.desc() + " " + table);
        }
        return object;
    }

    private DefinedObject get(ScriptEntry annotation, String tag) {
        return objects.get(QualifiedName.of(annotation.schema(), tag));
    }
}
