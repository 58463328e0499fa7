package dev.sengi.internal.select;

import dev.sengi.internal.catalog.Catalog;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.Component;
import dev.sengi.internal.catalog.ExtensionMembers;
import dev.sengi.internal.catalog.SystemCatalogs;
import dev.sengi.internal.option.DumpOptions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Which parts of every object are dumped.
 *
 * <p>Each kind decides for its own objects; this class holds the rules that kinds share, and remembers. Used by one
 * thread.
 */
public final class DumpSelection {
    private final Catalog catalog;
    private final DumpOptions options;
    private final MatchedPatterns patterns;
    private final Choice choice;
    /** By dump ID; null for objects that nobody has asked for. */
    private final List<Set<Component>> chosen = new ArrayList<>();

    public DumpSelection(Catalog catalog, DumpOptions options, MatchedPatterns patterns, Choice choice) {
        this.choice = choice;
        this.catalog = catalog;
        this.options = options;
        this.patterns = patterns;
    }

    public DumpOptions options() {
        return options;
    }

    /** Returns the OIDs that the options' patterns match. */
    public MatchedPatterns patterns() {
        return patterns;
    }

    public Catalog catalog() {
        return catalog;
    }

    /** Returns whether the dump is of the whole database, so that objects outside schemas belong to it. */
    public boolean everything() {
        return options.patterns().everything();
    }

    /** Returns the parts of the object that are dumped. */
    public Set<Component> of(CatalogObject<?> object) {
        Set<Component> known = object.dumpId() < chosen.size() ? chosen.get(object.dumpId()) : null;
        if (known == null) {
            known = choice.of(object, this);
            choose(object, known);
        }
        return known;
    }

    public boolean has(CatalogObject<?> object, Component component) {
        return of(object).contains(component);
    }

    /** Adds to what is dumped of an object that was selected already. */
    public void include(CatalogObject<?> object, Set<Component> components) {
        if (!components.isEmpty()) {
            EnumSet<Component> more = EnumSet.copyOf(components);
            more.addAll(of(object));
            choose(object, more);
        }
    }

    /** Dumps nothing of an object after all. */
    public void exclude(CatalogObject<?> object) {
        choose(object, Set.of());
    }

    /** The common rule: what an extension owns follows it; other objects follow their schema, or the whole dump. */
    public Set<Component> byExtensionOrSchema(CatalogObject<?> object) {
        Set<Component> byExtension = byExtension(object);
        return byExtension != null ? byExtension : bySchema(object);
    }

    /** What is dumped of objects in the schema, or where they are in none, of the whole database. */
    public Set<Component> bySchema(CatalogObject<?> object) {
        if (object.namespace() == null) {
            return everything() ? Component.ALL : Set.of();
        }
        return SchemaSelection.contents(object.namespace(), this);
    }

    /** Objects that initdb made and that have no schema: nothing, or only changed grants. */
    public Set<Component> byBuiltin(CatalogObject<?> object, Set<Component> ofBuiltin) {
        Set<Component> byExtension = byExtension(object);
        if (byExtension != null) {
            return byExtension;
        } else if (!everything()) {
            return Set.of();
        }
        return object.oid() <= SystemCatalogs.LAST_BUILTIN_OID ? ofBuiltin : Component.ALL;
    }

    /** Returns what is dumped of an extension's member, or null for an object that no extension owns. */
    public Set<Component> byExtension(CatalogObject<?> object) {
        CatalogObject<?> extension = catalog.get(ExtensionMembers.class).extensionOf(object);
        if (extension == null) {
            return null;
        }
        return of(extension).contains(Component.ACL) ? EnumSet.of(Component.ACL) : Set.of();
    }

    private void choose(CatalogObject<?> object, Set<Component> components) {
        while (chosen.size() <= object.dumpId()) {
            chosen.add(null);
        }
        chosen.set(object.dumpId(), components);
    }

    /** How an object's kind decides which parts of it are dumped. */
    @FunctionalInterface
    public interface Choice {
        Set<Component> of(CatalogObject<?> object, DumpSelection selection);
    }
}
