package dev.sengi.internal.plan;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The names given with one option, and which of them have been found. */
final class NameChoice {
    private final List<String> names;
    private final Set<String> wanted;
    private final StoredNames stored;
    private final Set<String> met = new HashSet<>();

    NameChoice(List<String> names, StoredNames stored) {
        this.names = names;
        this.stored = stored;
        this.wanted = Set.copyOf(names);
    }

    boolean isEmpty() {
        return names.isEmpty();
    }

    boolean matches(String name) {
        // Both forms may be given.
        boolean asStored = meets(name);
        return meets(stored.nativeText(name)) || asStored;
    }

    private boolean meets(String name) {
        if (!wanted.contains(name)) {
            return false;
        }
        met.add(name);
        return true;
    }

    /** Returns the first name that no entry has. */
    Optional<String> missing() {
        return names.stream().filter(name -> !met.contains(name)).findFirst();
    }
}
