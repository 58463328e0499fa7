package dev.sengi.internal.session;

import dev.sengi.ConnectionSource;

/** A source of connections to one database. A connection to any other database is rejected. */
public interface NamedDatabase extends ConnectionSource {

    /** Returns the name of the database. */
    String dbname();
}
