package dev.sengi.internal.restore.plain;

import dev.sengi.archive.EntryType;
import dev.sengi.archive.TocEntry;
import java.util.List;

/**
 * An entry of a dump, as a script contains it.
 *
 * @param type the entry's type; {@code desc} is its name
 * @param schema null if the object is in none
 * @param name the {@linkplain TocEntry#tag() tag}, on one line
 * @param owner null if the entry has none, or the script was written without owners
 * @param tablespace null for the default
 * @param accessMethod the default method for tables where the entry begins, or null if the script has not set it
 * @param statements of a definition; not those that load data
 * @param count number of rows or large objects
 */
public record ScriptEntry(
        EntryType type,
        String desc,
        String schema,
        String name,
        String owner,
        String tablespace,
        String accessMethod,
        List<String> statements,
        long count) {

    public ScriptEntry {
        statements = List.copyOf(statements);
    }
}
