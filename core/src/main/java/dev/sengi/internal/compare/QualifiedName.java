package dev.sengi.internal.compare;

import dev.sengi.internal.session.BytewiseText;
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

    /** Returns the readable form of a {@linkplain BytewiseText bytewise} name. */
    QualifiedName readable() {
        return new QualifiedName(BytewiseText.readable(schema), BytewiseText.readable(name));
    }

    @Override
    public int compareTo(QualifiedName other) {
        return ORDER.compare(this, other);
    }
}
