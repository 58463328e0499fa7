package dev.sengi.internal.emit;

import dev.sengi.internal.catalog.DatabaseFacts;
import dev.sengi.internal.ddl.Quoting;
import dev.sengi.internal.option.DumpOptions;

/**
 * What sessions need to read data once all entries are written. Immutable, and shared by all sessions.
 *
 * @param sources where the data of entries come from
 */
public record DataContext(DumpOptions options, DatabaseFacts database, EntrySources sources) {

    /** Returns the string as an SQL literal for a script. */
    public String literal(String value) {
        return Quoting.literal(value, database.standardStrings());
    }
}
