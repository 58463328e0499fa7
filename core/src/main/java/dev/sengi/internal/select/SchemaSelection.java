package dev.sengi.internal.select;

import dev.sengi.internal.catalog.CatalogObject;
import dev.sengi.internal.catalog.Component;
import java.util.EnumSet;
import java.util.Set;

/**
 * Which parts of the objects in a schema are dumped. For some schemas, this differs from which parts of the schema
 * itself are dumped.
 */
public final class SchemaSelection {

    private SchemaSelection() {}

    /** Returns whether the schema is {@code public} and the dump expects initdb to have created it. */
    public static boolean madeByInitdb(CatalogObject<?> schema, MatchedPatterns patterns) {
        return schema.name().equals("public")
                && patterns.includeSchemas().isEmpty()
                && patterns.includeTables().isEmpty();
    }

    /** Returns which parts of the objects in the schema are dumped unless another rule applies. */
    public static Set<Component> contents(CatalogObject<?> schema, MatchedPatterns patterns) {
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
