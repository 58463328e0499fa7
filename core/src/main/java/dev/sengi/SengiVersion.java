package dev.sengi;

/** What this program is, and which PostgreSQL it behaves as. */
public final class SengiVersion {
    /** The pg_dump whose behaviour, messages and output are reproduced. */
    public static final String POSTGRESQL = "18.6";

    /** This release. */
    public static final String SENGI = "0.1.0";

    private SengiVersion() {}

    /** Returns what is written where pg_dump writes its own version, such as {@code 18.6 (Sengi 0.1.0)}. */
    public static String dumpVersion() {
        return POSTGRESQL + " (Sengi " + SENGI + ")";
    }
}
