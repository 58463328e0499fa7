package dev.sengi;

/** The version of this program, and the version of PostgreSQL whose behaviour it reproduces. */
public final class SengiVersion {
    /** The version of pg_dump and pg_restore whose behaviour, messages and output are reproduced. */
    public static final String POSTGRESQL = "18.6";

    /** This release. */
    public static final String SENGI = "0.1.0";

    private SengiVersion() {}

    /** {@return what dumps contain instead of the version of pg_dump, such as {@code 18.6 (Sengi 0.1.0)}} */
    public static String dumpVersion() {
        return POSTGRESQL + " (Sengi " + SENGI + ")";
    }
}
