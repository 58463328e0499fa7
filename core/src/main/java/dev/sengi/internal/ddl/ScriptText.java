package dev.sengi.internal.ddl;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Formats values for comments and lists. */
public final class ScriptText {
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss zzz", Locale.ENGLISH);

    private ScriptText() {}

    /** Returns the text on one line, so that no part of it escapes a comment. */
    public static String oneLine(String text, String ifNull) {
        if (text == null) {
            return ifNull;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\n' || text.charAt(i) == '\r') {
                return text.replace('\n', ' ').replace('\r', ' ');
            }
        }
        return text;
    }

    public static String timestamp(ZonedDateTime time) {
        return TIMESTAMP.format(time);
    }
}
