package dev.sengi.internal.compare;

import dev.sengi.ObjectDifference.Aspect;
import dev.sengi.archive.internal.traits.EntryTraits;
import dev.sengi.archive.internal.traits.Trait;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** An object with everything that a dump contains about it. Not thread-safe. */
final class DefinedObject {
    private final Key key;
    private final ScriptEntry entry;
    private final Map<Aspect, List<String>> texts = new EnumMap<>(Aspect.class);

    /**
     * What identifies an object. Some types have several objects with the same key, such as operators, whose names omit
     * their arguments.
     *
     * @param role whose default privileges these are, or empty
     */
    record Key(String schema, String name, String type, String role) implements Comparable<Key> {
        private static final Comparator<Key> ORDER = Comparator.comparing(Key::schema)
                .thenComparing(Key::name)
                .thenComparing(Key::type)
                .thenComparing(Key::role);

        static Key of(ScriptEntry entry) {
            boolean perOwner = EntryTraits.of(entry.type()).is(Trait.NAMED_PER_OWNER) && entry.owner() != null;
            return new Key(
                    entry.schema() == null ? "" : entry.schema(),
                    entry.name(),
                    entry.desc(),
                    perOwner ? entry.owner() : "");
        }

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    DefinedObject(ScriptEntry entry) {
        this.entry = entry;
        key = Key.of(entry);
    }

    Key key() {
        return key;
    }

    ScriptEntry entry() {
        return entry;
    }

    void add(Aspect aspect, List<String> commands) {
        if (!commands.isEmpty()) {
            texts.computeIfAbsent(aspect, unused -> new ArrayList<>()).addAll(commands);
        }
    }

    /** Returns the aspects in which another object differs. */
    Set<Aspect> differences(DefinedObject other, Set<Aspect> compared) {
        Set<Aspect> all = new TreeSet<>(texts.keySet());
        all.addAll(other.texts.keySet());
        all.retainAll(compared);
        all.removeIf(aspect -> text(aspect).equals(other.text(aspect)));
        return all;
    }

    Set<Aspect> aspects(Set<Aspect> compared) {
        Set<Aspect> aspects = new TreeSet<>(texts.keySet());
        aspects.retainAll(compared);
        return aspects;
    }

    /** The order in which grants and comments were made does not matter. */
    private List<String> text(Aspect aspect) {
        List<String> commands = texts.getOrDefault(aspect, List.of());
        return aspect == Aspect.DEFINITION
                ? commands
                : commands.stream().sorted().toList();
    }

    /** Returns the compared aspects as text. */
    String text(Set<Aspect> compared) {
        return texts.keySet().stream()
                .filter(compared::contains)
                .flatMap(aspect -> text(aspect).stream())
                .map(command -> command + "\n")
                .collect(Collectors.joining());
    }

    /** Returns how many lines of the definition are also in another object's. */
    long linesInCommon(DefinedObject other) {
        List<String> lines =
                new ArrayList<>(text(Set.of(Aspect.DEFINITION)).lines().toList());
        return other.text(Set.of(Aspect.DEFINITION))
                .lines()
                .filter(lines::remove)
                .count();
    }
}
