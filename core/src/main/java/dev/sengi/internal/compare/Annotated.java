package dev.sengi.internal.compare;

import dev.sengi.archive.EntryType;
import dev.sengi.archive.internal.traits.AnnotationTag;
import dev.sengi.archive.internal.traits.EntryTraits;
import dev.sengi.archive.internal.traits.EntryTraits.Belonging;
import dev.sengi.archive.internal.traits.EntryTraits.Selector;
import dev.sengi.internal.ddl.Quoting;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/** Finds the object to which a comment, a grant or a label belongs, by its name such as {@code COLUMN item.price}. */
final class Annotated {
    private static final Quoting QUOTING = Quoting.whereNeeded();

    private final Map<QualifiedName, DefinedObject> objects = new HashMap<>();

    /** Returns whether an annotation belongs to the database itself, or to large objects, which are data. */
    static boolean belongsToNoDefinition(ScriptEntry entry) {
        EntryType annotated = AnnotationTag.typeOf(entry.name());
        return annotated.isDatabase() || annotated.isLargeObject();
    }

    /** Adds an object under all names by which annotations refer to it. */
    void add(DefinedObject object) {
        ScriptEntry entry = object.entry();
        EntryTraits traits = EntryTraits.of(entry.type());
        put(object, entry.desc() + " " + entry.name());
        put(object, entry.desc() + " " + quoted(entry));
        if (traits.selector() == Selector.TABLE) {
            put(object, AnnotationTag.ofRelation(quoted(entry)));
        }
        if (traits.belonging() == Belonging.BY_TAG) {
            String sqlName = traits.sqlName(entry.desc());
            // The name consists of the table's name and the object's own.
            for (int at = entry.name().indexOf(' '); at >= 0; at = entry.name().indexOf(' ', at + 1)) {
                String table = QUOTING.identifier(entry.name().substring(0, at));
                String own = QUOTING.identifier(entry.name().substring(at + 1));
                put(object, AnnotationTag.ofPart(sqlName, own, table));
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
        DefinedObject object = get(annotation, annotation.name());
        Iterator<String> owners = AnnotationTag.owners(annotation.name()).iterator();
        while (object == null && owners.hasNext()) {
            object = get(annotation, owners.next());
        }
        return object;
    }

    private DefinedObject get(ScriptEntry annotation, String tag) {
        return objects.get(QualifiedName.of(annotation.schema(), tag));
    }
}
