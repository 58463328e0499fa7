package dev.sengi.internal.kind.operator;

/** The server's text for a {@code regprocedure}: a function's name and arguments as SQL. */
final class RegProcedure {
    private RegProcedure() {}

    /** Returns the name without the arguments, or null if there is no function, which the server writes as -. */
    static String name(String text) {
        if (text == null || text.equals("-")) {
            return null;
        }
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '(' && !quoted) {
                return text.substring(0, i);
            }
        }
        return text;
    }
}
