package dev.sengi.internal.select;

import dev.sengi.DumpFlag;
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
 * Decides which parts of objects are dumped while the objects are read: each kind decides for its own objects, by the
 * common rules in this class. Remembers each decision. Used by one thread.
 */
public final class Choices {
    private final Catalog catalog;
    private final DumpOptions options;
    private final MatchedPatterns patterns;
    private final Choice choice;
    /** By dump ID; null for objects that are not decided yet. */
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

    /** Returns whether the whole database is dumped, including objects outside schemas. */
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

    /** Applies the common rule: an extension's members follow the extension; other objects follow their schema. */
    public Set<Component> byExtensionOrSchema(CatalogObject<?> object) {
        Set<Component> byExtension = byExtension(object);
        return byExtension != null ? byExtension : bySchema(object);
    }

    /**
     * Returns which parts of the objects in the object's schema are dumped, or of those outside schemas if it has none.
     */
    public Set<Component> bySchema(CatalogObject<?> object) {
        if (object.namespace() == null) {
            return everything() ? Component.ALL : Set.of();
        }
        return SchemaSelection.contents(object.namespace(), patterns);
    }

    /**
     * Returns which parts of an object outside schemas are dumped, given the parts dumped of one that initdb created.
     */
    public Set<Component> byBuiltin(CatalogObject<?> object, Set<Component> ofBuiltin) {
        Set<Component> byExtension = byExtension(object);
        if (byExtension != null) {
            return byExtension;
        } else if (!everything()) {
            return Set.of();
        }
        return object.oid() <= SystemCatalogs.LAST_BUILTIN_OID ? ofBuiltin : Component.ALL;
    }

    /** Returns which parts of an extension's member are dumped, or null for an object that no extension owns. */
    public Set<Component> byExtension(CatalogObject<?> object) {
        CatalogObject<?> extension = catalog.extensionOf(object);
        if (extension == null) {
            return null;
        }
        if (options.has(DumpFlag.BINARY_UPGRADE)) {
            // Each member is dumped, so that the new server gets exactly the old one's objects.
            return of(extension);
        }
        return of(extension).contains(Component.ACL) ? EnumSet.of(Component.ACL) : Set.of();
    }

    private void choose(CatalogObject<?> object, Set<Component> components) {
        while (chosen.size() <= object.dumpId()) {
            chosen.add(null);
        }
        chosen.set(object.dumpId(), components);
    }

    /** Starts with earlier decisions, for a catalog that contains the same objects and further ones. */
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
