package dev.sengi.internal.compare;

import dev.sengi.ObjectDifference;
import dev.sengi.ObjectDifference.Aspect;
import dev.sengi.ObjectDifference.Change;
import dev.sengi.ScriptFlag;
import dev.sengi.archive.DataKind;
import dev.sengi.archive.EntryType;
import dev.sengi.archive.internal.traits.EntryTraits;
import dev.sengi.archive.internal.traits.EntryTraits.Content;
import dev.sengi.archive.internal.traits.EntryTraits.Owner;
import dev.sengi.archive.internal.traits.Trait;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The objects that a dump defines, with their owners, grants, comments and labels. */
public final class Definitions {
    private final Map<DefinedObject.Key, List<DefinedObject>> objects = new TreeMap<>();
    private boolean hasOwners;

    private Definitions() {}

    /** Returns the objects of a dump's entries. Data, the database itself and its settings are skipped. */
    public static Definitions of(List<ScriptEntry> entries) {
        Definitions definitions = new Definitions();
        Annotated annotated = new Annotated();
        for (ScriptEntry entry : entries) {
            if (isDefinition(entry.type()) && !entry.type().isAnnotation()) {
                DefinedObject object = definitions.add(entry);
                annotated.add(object);
            }
        }
        for (ScriptEntry entry : entries) {
            if (entry.type().isAnnotation() && !Annotated.belongsToNoDefinition(entry)) {
                DefinedObject object = annotated.find(entry);
                if (object == null) {
                    definitions.add(entry);
                } else {
                    object.add(aspect(entry), Commands.of(entry));
                }
            }
        }
        return definitions;
    }

    private static boolean isDefinition(EntryType type) {
        EntryTraits traits = EntryTraits.of(type);
        return traits.content() == Content.DEFINITION
                && type.data() == DataKind.NOTHING
                && !traits.is(Trait.FILLS_VIEW)
                && !type.isSetting()
                && !type.isDatabase()
                && !type.isLargeObject();
    }

    private DefinedObject add(ScriptEntry entry) {
        DefinedObject object = new DefinedObject(entry);
        object.add(aspect(entry), Commands.of(entry));
        Owner owner = EntryTraits.of(entry.type()).owner();
        if (entry.owner() != null && owner != Owner.NONE && owner != Owner.UNKNOWN) {
            object.add(Aspect.OWNER, List.of("-- Owner: " + entry.owner()));
            hasOwners = true;
        }
        objects.computeIfAbsent(object.key(), unused -> new ArrayList<>()).add(object);
        return object;
    }

    private static Aspect aspect(ScriptEntry entry) {
        return switch (EntryTraits.of(entry.type()).group()) {
            case PRIVILEGE -> Aspect.PRIVILEGES;
            case COMMENT -> Aspect.COMMENT;
            case LABEL -> Aspect.SECURITY_LABEL;
            default -> Aspect.DEFINITION;
        };
    }

    /**
     * Compares these objects with others, which count as the later ones.
     *
     * @param ignored {@link ScriptFlag#NO_OWNER}, {@link ScriptFlag#NO_PRIVILEGES} and {@link ScriptFlag#NO_COMMENTS}
     *     leave out what they leave out of a dump
     * @return by schema, name and type
     */
    public List<ObjectDifference> compare(Definitions later, Set<ScriptFlag> ignored) {
        Set<Aspect> compared = EnumSet.allOf(Aspect.class);
        if (ignored.contains(ScriptFlag.NO_OWNER) || !hasOwners || !later.hasOwners) {
            compared.remove(Aspect.OWNER);
        }
        if (ignored.contains(ScriptFlag.NO_PRIVILEGES)) {
            compared.remove(Aspect.PRIVILEGES);
        }
        if (ignored.contains(ScriptFlag.NO_COMMENTS)) {
            compared.remove(Aspect.COMMENT);
        }
        Set<DefinedObject.Key> keys = new TreeSet<>(objects.keySet());
        keys.addAll(later.objects.keySet());
        List<ObjectDifference> differences = new ArrayList<>();
        for (DefinedObject.Key key : keys) {
            List<DefinedObject> before = new ArrayList<>(objects.getOrDefault(key, List.of()));
            List<DefinedObject> after = new ArrayList<>(later.objects.getOrDefault(key, List.of()));
            compare(before, after, compared, differences);
        }
        return differences;
    }

    /** Compares objects with the same key, and empties the lists. */
    private static void compare(
            List<DefinedObject> before,
            List<DefinedObject> after,
            Set<Aspect> compared,
            List<ObjectDifference> differences) {
        before.removeIf(object -> after.stream()
                .filter(other -> object.differences(other, compared).isEmpty())
                .findFirst()
                .map(after::remove)
                .orElse(false));
        for (DefinedObject object : before) {
            DefinedObject other = mostSimilar(object, after);
            if (other == null) {
                differences.add(difference(Change.REMOVED, object, null, compared));
            } else {
                after.remove(other);
                differences.add(difference(Change.CHANGED, object, other, compared));
            }
        }
        after.forEach(other -> differences.add(difference(Change.ADDED, null, other, compared)));
        differences.removeIf(difference -> difference.aspects().isEmpty());
    }

    private static DefinedObject mostSimilar(DefinedObject object, List<DefinedObject> others) {
        DefinedObject best = null;
        long most = -1;
        for (DefinedObject other : others) {
            long common = object.linesInCommon(other);
            if (common > most) {
                best = other;
                most = common;
            }
        }
        return best;
    }

    private static ObjectDifference difference(
            Change change, DefinedObject before, DefinedObject after, Set<Aspect> compared) {
        ScriptEntry entry = (before == null ? after : before).entry();
        boolean isBetterKnown = before != null && after != null && entry.exact() == null;
        ScriptEntry.Name name = isBetterKnown ? after.entry().known() : entry.known();
        Set<Aspect> aspects = before == null
                ? after.aspects(compared)
                : after == null ? before.aspects(compared) : before.differences(after, compared);
        return new Difference(
                change,
                entry.desc(),
                Optional.ofNullable(name.schema()),
                name.name(),
                aspects,
                Optional.ofNullable(before).map(object -> object.text(compared)),
                Optional.ofNullable(after).map(object -> object.text(compared)));
    }

    private record Difference(
            Change change,
            String type,
            Optional<String> schema,
            String name,
            Set<Aspect> aspects,
            Optional<String> before,
            Optional<String> after)
            implements ObjectDifference {
        Difference {
            aspects = Collections.unmodifiableSet(new TreeSet<>(aspects));
        }
    }
}
