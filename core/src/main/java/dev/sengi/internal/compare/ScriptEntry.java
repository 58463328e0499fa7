package dev.sengi.internal.compare;

import dev.sengi.archive.EntryType;
import dev.sengi.archive.TocEntry;
import dev.sengi.internal.ddl.ScriptText;
import dev.sengi.internal.session.BytewiseText;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * An entry of a dump, as a script contains it. Text without an encoding has the form of {@link BytewiseText#readable}.
 *
 * @param type the entry's type; {@code desc} is its name
 * @param schema null if the object has none
 * @param name the {@linkplain TocEntry#tag() tag}, on one line
 * @param exact schema and tag including line feeds, or null if unknown
 * @param owner null if the entry has none, or the script was written without owners
 * @param tablespace null for the default
 * @param accessMethod the default method for tables where the entry begins, or null if the script has not set it
 * @param statements the statements of a definition; does not include those that load data
 * @param count number of rows or large objects
 */
public record ScriptEntry(
        EntryType type,
        String desc,
        String schema,
        String name,
        Name exact,
        String owner,
        String tablespace,
        String accessMethod,
        List<String> statements,
        long count) {

    public ScriptEntry {
        statements = List.copyOf(statements);
    }

    /** @param schema null if the object has none */
    public record Name(String schema, String name) {
        /** Returns the name as the comment above an entry contains it. */
        Name onOneLine() {
            return new Name(ScriptText.oneLine(schema, null), ScriptText.oneLine(name, null));
        }

        // Written by hand, as in QualifiedName.
        @Override
        public boolean equals(Object other) {
            return other instanceof Name that && Objects.equals(schema, that.schema) && Objects.equals(name, that.name);
        }

        @Override
        public int hashCode() {
            return Objects.hash(schema, name);
        }
    }

    /** Returns schema and name on one line. */
    public Name shown() {
        return new Name(schema, name);
    }

    /** Returns schema and name, on one line unless they are known exactly. */
    public Name known() {
        return exact == null ? shown() : exact;
    }

    /** Returns whether this may be the script's form of an archive's entry. */
    private boolean isOf(TocEntry entry, boolean bytewise) {
        List<Object> heading = List.of(desc, shown());
        return heading.equals(List.of(entry.desc(), nameOf(entry, bytewise).onOneLine()));
    }

    private static Name nameOf(TocEntry entry, boolean bytewise) {
        String namespace = entry.namespace() == null || entry.namespace().isEmpty() ? null : entry.namespace();
        return bytewise
                ? new Name(BytewiseText.readable(namespace), BytewiseText.readable(entry.tag()))
                : new Name(namespace, entry.tag());
    }

    private ScriptEntry named(Name known) {
        return new ScriptEntry(type, desc, schema, name, known, owner, tablespace, accessMethod, statements, count);
    }

    /**
     * Returns a script's entries with the exact names of the archive from which the script was written.
     *
     * @param archived the archive's entries in the script's order, possibly with others between them
     * @param bytewise whether the archive's names are a {@link BytewiseText}
     */
    public static List<ScriptEntry> named(List<ScriptEntry> script, List<TocEntry> archived, boolean bytewise) {
        List<ScriptEntry> named = new ArrayList<>(script.size());
        int next = 0;
        for (ScriptEntry entry : script) {
            int found = entry.exact() == null ? next : archived.size();
            while (found < archived.size() && !entry.isOf(archived.get(found), bytewise)) {
                found++;
            }
            boolean known = found < archived.size();
            named.add(known ? entry.named(nameOf(archived.get(found), bytewise)) : entry);
            next = known ? found + 1 : next;
        }
        return named;
    }
}
