package dev.sengi.cli.command;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * The terminal's codes for parts of messages, as parameters of {@code SGR}; null for a part without a colour.
 *
 * @param note for details and hints
 * @param locus for the program's name
 */
record MessageColours(String error, String warning, String note, String locus) {
    static final MessageColours NONE = new MessageColours(null, null, null, null);
    static final MessageColours USUAL = new MessageColours("01;31", "01;35", "01;36", "01");

    /**
     * Reads {@code PG_COLOR} and {@code PG_COLORS} as PostgreSQL's programs do.
     *
     * @param terminal returns whether messages go to a terminal; called only if that matters
     */
    static MessageColours of(Map<String, String> variables, BooleanSupplier terminal) {
        String when = variables.getOrDefault("PG_COLOR", "");
        if (!when.equals("always") && !(when.equals("auto") && terminal.getAsBoolean())) {
            return NONE;
        }
        String chosen = variables.get("PG_COLORS");
        return chosen == null ? USUAL : chosen(chosen);
    }

    private static MessageColours chosen(String list) {
        Map<String, String> codes = new HashMap<>();
        for (String choice : list.split(":", -1)) {
            int equals = choice.indexOf('=');
            if (equals >= 0) {
                codes.put(choice.substring(0, equals), choice.substring(equals + 1));
            }
        }
        return new MessageColours(codes.get("error"), codes.get("warning"), codes.get("note"), codes.get("locus"));
    }

    /** @param code one of the codes */
    static String coloured(String code, String text) {
        return code == null ? text : "\33[" + code + "m" + text + "\33[0m";
    }
}
