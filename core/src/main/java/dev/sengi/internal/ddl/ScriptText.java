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
        return text == null ? ifNull : text.replace('\n', ' ').replace('\r', ' ');
    }

    public static String timestamp(ZonedDateTime time) {
        return TIMESTAMP.format(time);
    }
}
