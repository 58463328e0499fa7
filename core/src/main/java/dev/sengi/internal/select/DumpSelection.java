package dev.sengi.internal.select;

import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.Component;
import dev.sengi.internal.option.DumpOptions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which parts of every object are dumped. Immutable. */
public final class DumpSelection {
    private final DumpOptions options;
    private final MatchedPatterns patterns;
    /** By dump ID; the first element is unused. */
    private final List<Set<Component>> chosen;

    DumpSelection(DumpOptions options, MatchedPatterns patterns, List<Set<Component>> chosen) {
        this.options = options;
        this.patterns = patterns;
        this.chosen = Collections.unmodifiableList(new ArrayList<>(chosen));
    }

    public DumpOptions options() {
        return options;
    }

    /** Returns the OIDs that the options' patterns match. */
    public MatchedPatterns patterns() {
        return patterns;
    }

    /** Returns the parts of the object that are dumped. */
    public Set<Component> of(CatalogObject<?> object) {
        return chosen.get(object.dumpId());
    }

    public boolean has(CatalogObject<?> object, Component component) {
        return of(object).contains(component);
    }

    /** Returns a selection that differs from this one in the parts of some objects, given by dump ID. */
    public DumpSelection with(Map<Integer, Set<Component>> changes) {
        List<Set<Component>> changed = new ArrayList<>(chosen);
        changes.forEach(changed::set);
        return new DumpSelection(options, patterns, changed);
    }

    List<Set<Component>> chosen() {
        return chosen;
    }
}
