package dev.sengi.internal.ddl;

/**
 * Writes the storage options of relations, as {@code pg_class.reloptions} stores them.
 *
 * <p>Source: the WITH clauses that pg_dump 18 writes.
 */
public final class RelOptions {

    private RelOptions() {}

    /**
     * Returns the options as the contents of {@code WITH (…)} or {@code SET (…)}, such as {@code fillfactor='70',
     * autosummarize=on}: a value is quoted unless it is a plain identifier.
     *
     * @param reloptions {@code name=value} each, or null for none
     * @param prefix what precedes every name, such as {@code toast.}
     * @param standardStrings whether a backslash is an ordinary character in a literal
     * @return the options, empty if there are none
     */
    public static String of(Quoting quoting, String[] reloptions, String prefix, boolean standardStrings) {
        StringBuilder sql = new StringBuilder();
        if (reloptions != null) {
            for (String option : reloptions) {
                append(sql, quoting, option, prefix, standardStrings);
            }
        }
        return sql.toString();
    }

    private static void append(
            StringBuilder sql, Quoting quoting, String option, String prefix, boolean standardStrings) {
        int equals = option.indexOf('=');
        String name = equals < 0 ? option : option.substring(0, equals);
        String value = equals < 0 ? "" : option.substring(equals + 1);
        sql.append(sql.isEmpty() ? "" : ", ")
                .append(prefix)
                .append(quoting.identifier(name))
                .append('=')
                .append(quoting.identifier(value).equals(value) ? value : Quoting.literal(value, standardStrings));
    }
}
