package dev.sengi.cli.option;

/** Names that pg_restore compares exactly, as the patterns that the library takes. */
public final class ExactName {

    private ExactName() {}

    /** Returns the pattern that matches this name alone. */
    public static String pattern(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
