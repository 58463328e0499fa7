package dev.sengi.internal.ddl;

/** The commands that describe and label objects. An object is passed as SQL, including its type. */
public final class AnnotationSql {
    private AnnotationSql() {}

    /** @param literal the comment as SQL */
    public static String comment(String object, String literal) {
        return "COMMENT ON " + object + " IS " + literal + ";\n";
    }

    /**
     * @param provider the provider's name as SQL
     * @param literal the label as SQL
     */
    public static String securityLabel(String provider, String object, String literal) {
        return "SECURITY LABEL FOR " + provider + " ON " + object + " IS " + literal + ";\n";
    }
}
