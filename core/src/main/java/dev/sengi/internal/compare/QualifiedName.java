package dev.sengi.internal.compare;

import dev.sengi.internal.session.BytewiseText;
import java.util.Comparator;

/**
 * The unquoted name of an object in a schema.
 *
 * @param schema empty if the object has none
 */
public record QualifiedName(String schema, String name) implements Comparable<QualifiedName> {
    private static final Comparator<QualifiedName> ORDER =
            Comparator.comparing(QualifiedName::schema).thenComparing(QualifiedName::name);

    /** @param schema null if the object has none */
    public static QualifiedName of(String schema, String name) {
        return new QualifiedName(schema == null ? "" : schema, name);
    }

    /** Returns the readable form of a {@linkplain BytewiseText bytewise} name. */
    QualifiedName readable() {
        return new QualifiedName(BytewiseText.readable(schema), BytewiseText.readable(name));
    }

    // Written by hand: once a record's generated methods have been called, Java 17 keeps a reference to the record, and
    // thus to the class loader of an application that has ended.
    @Override
    public boolean equals(Object other) {
        return other instanceof QualifiedName that && schema.equals(that.schema) && name.equals(that.name);
    }

    @Override
    public int hashCode() {
        return 31 * schema.hashCode() + name.hashCode();
    }

    @Override
    public int compareTo(QualifiedName other) {
        return ORDER.compare(this, other);
    }
}
