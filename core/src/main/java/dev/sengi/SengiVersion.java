package dev.sengi;

/** The version of this program, and the version of PostgreSQL whose behaviour it reproduces. */
public final class SengiVersion {
    private static final String SENGI = "0.1.0";
    private static final String POSTGRESQL = "18.6";

    /** The version of pg_dump whose output is reproduced for servers that are too new for {@link #POSTGRESQL}. */
    private static final String NEXT_POSTGRESQL = "19rc1";

    /** The last major version of a server that {@link #POSTGRESQL} dumps. */
    private static final int LAST_MAJOR = 18;

    private SengiVersion() {}

    /** {@return the version of this release, such as {@code 0.1.0}} */
    public static String sengi() {
        return SENGI;
    }

    /** {@return the version of pg_dump and pg_restore whose behaviour, messages and output are reproduced} */
    public static String postgresql() {
        return POSTGRESQL;
    }

    /** {@return what dumps contain instead of the version of pg_dump, such as {@code 18.6 (Sengi 0.1.0)}} */
    public static String dumpVersion() {
        return POSTGRESQL + " (Sengi " + SENGI + ")";
    }

    /**
     * {@return what a dump of a server contains instead of the version of pg_dump}
     *
     * @param serverMajor the server's major version, 9 for 9.6
     */
    public static String dumpVersion(int serverMajor) {
        return serverMajor <= LAST_MAJOR ? dumpVersion() : NEXT_POSTGRESQL + " (Sengi " + SENGI + ")";
    }
}
