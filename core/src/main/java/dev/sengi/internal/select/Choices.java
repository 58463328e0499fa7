package dev.sengi.internal.select;

import dev.sengi.internal.catalog.Catalog;
import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.Component;
import dev.sengi.internal.catalog.SystemCatalogs;
import dev.sengi.internal.option.DumpOptions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Which parts of objects are dumped, as it is found out while they are read: each kind decides for its own objects, by the
 * rules that stand here for all kinds. Remembers what has been decided. Used by one thread.
 */
public final class Choices {
    private final Catalog catalog;
    private final DumpOptions options;
    private final MatchedPatterns patterns;
    private final Choice choice;
    /** By dump ID; null for objects that nobody has asked for. */
    private final List<Set<Component>> chosen = new ArrayList<>();

    public Choices(Catalog catalog, DumpOptions options, MatchedPatterns patterns, Choice choice) {
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
        return SchemaSelection.contents(object.namespace(), patterns);
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
        CatalogObject<?> extension = catalog.extensionOf(object);
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

    /** Begins with what has been decided already, for a catalog that contains those objects and further ones. */
    public static Choices continuing(DumpSelection decided, Catalog catalog, Choice choice) {
        Choices choices = new Choices(catalog, decided.options(), decided.patterns(), choice);
        choices.chosen.addAll(decided.chosen());
        return choices;
    }

    /** Decides for all objects of the catalog. */
    public DumpSelection complete() {
        catalog.objects().forEach(this::of);
        return new DumpSelection(options, patterns, chosen);
    }

    /** How an object's kind decides which parts of it are dumped. */
    @FunctionalInterface
    public interface Choice {
        Set<Component> of(CatalogObject<?> object, Choices selection);
    }
}
