package dev.sengi.internal.emit;

import dev.sengi.internal.catalog.DatabaseFacts;
import dev.sengi.internal.ddl.Quoting;
import dev.sengi.internal.option.DumpOptions;

/**
 * What sessions need to read the data of any entry, once all entries are written. Immutable, and shared by all sessions.
 */
public record DataContext(DumpOptions options, DatabaseFacts database) {

    /** Returns the string as an SQL literal for a script. */
    public String literal(String value) {
        return Quoting.literal(value, database.standardStrings());
    }
}
