package dev.sengi.select;

import dev.sengi.catalog.CatalogObject;
import dev.sengi.catalog.Component;
import dev.sengi.catalog.kind.SchemaKind;
import java.util.EnumSet;
import java.util.Set;

/** What is dumped of a schema itself, and of the objects in it: the two differ for some. */
public final class SchemaSelection {

    private SchemaSelection() {}

    /** Returns whether the schema is {@code public}, dumped as part of a database that has it from the start. */
    public static boolean madeByInitdb(CatalogObject<?> schema, DumpSelection selection) {
        MatchedPatterns patterns = selection.patterns();
        return schema.name().equals("public")
                && patterns.includeSchemas().isEmpty()
                && patterns.includeTables().isEmpty();
    }

    /** Returns which parts of the schema itself are dumped. */
    public static Set<Component> itself(CatalogObject<SchemaKind.Row> schema, DumpSelection selection) {
        Set<Component> contents = contents(schema, selection);
        Set<Component> byExtension = selection.byExtension(schema);
        if (byExtension != null) {
            return byExtension;
        }
        if (madeByInitdb(schema, selection)
                && contents.equals(Component.ALL)
                && schema.row().nspowner() == SchemaKind.PG_DATABASE_OWNER) {
            EnumSet<Component> rest = EnumSet.copyOf(contents);
            rest.remove(Component.DEFINITION);
            return rest;
        }
        return contents;
    }

    /** Returns which parts of the objects in the schema are dumped where nothing else decides. */
    public static Set<Component> contents(CatalogObject<?> schema, DumpSelection selection) {
        MatchedPatterns patterns = selection.patterns();
        if (patterns.excludeSchemas().contains(schema.oid())
                || !patterns.includeTables().isEmpty()) {
            return Set.of();
        } else if (!patterns.includeSchemas().isEmpty()) {
            return patterns.includeSchemas().contains(schema.oid()) ? Component.ALL : Set.of();
        } else if (schema.name().equals("pg_catalog")) {
            return EnumSet.of(Component.ACL);
        } else if (schema.name().startsWith("pg_") || schema.name().equals("information_schema")) {
            return Set.of();
        }
        return Component.ALL;
    }
}
