package dev.sengi.internal.ddl;

/** The options of foreign-data wrappers, and of what belongs to them. */
public final class ForeignOptions {
    private ForeignOptions() {}

    /**
     * Returns a query's column: the options as SQL, one per line, or empty.
     *
     * @param options the stored options as SQL, such as {@code s.srvoptions}
     */
    public static String column(String options) {
        return """
                array_to_string(array(
                    select quote_ident(o.option_name) || ' ' || quote_literal(o.option_value)
                    from pg_options_to_table(%options) o order by o.option_name), E',\\n    ')""".replace("%options", options);
    }

    /**
     * Returns the OPTIONS clause, or an empty string if there are no options.
     *
     * @param separator what precedes the clause
     * @param options as {@link #column} returns them
     */
    public static String clause(String separator, String options) {
        return options.isEmpty() ? "" : separator + "OPTIONS (\n    " + options + "\n)";
    }
}
