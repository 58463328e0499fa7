package dev.sengi.internal.compare;

import java.util.Comparator;

/**
 * The unquoted name of an object in a schema.
 *
 * @param schema empty if the object is in none
 */
public record QualifiedName(String schema, String name) implements Comparable<QualifiedName> {
    private static final Comparator<QualifiedName> ORDER =
            Comparator.comparing(QualifiedName::schema).thenComparing(QualifiedName::name);

    /** @param schema null if the object is in none */
    public static QualifiedName of(String schema, String name) {
        return new QualifiedName(schema == null ? "" : schema, name);
    }

    @Override
    public int compareTo(QualifiedName other) {
        return ORDER.compare(this, other);
    }
}
