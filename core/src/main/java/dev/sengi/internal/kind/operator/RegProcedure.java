package dev.sengi.internal.kind.operator;

/** The text that the server gives for a {@code regprocedure}: a function's name as SQL, and its arguments. */
final class RegProcedure {
    private RegProcedure() {}

    /** Returns the name without the arguments, or null where there is no function, which the server writes as -. */
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
