package dev.sengi.internal.text;

import java.lang.Character.UnicodeScript;

/** The number of terminal columns that a character occupies. */
public final class DisplayWidth {
    private DisplayWidth() {}

    public static int of(int codePoint) {
        if (codePoint < 0x300) {
            return 1;
        }
        return switch (Character.getType(codePoint)) {
            // libpq treats characters without a width of their own as one column wide when it places the caret.
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT, Character.CONTROL -> 1;
            default -> isWide(codePoint) ? 2 : 1;
        };
    }

    private static boolean isWide(int codePoint) {
        if ((codePoint >= 0x1F300 && codePoint <= 0x1FAFF) || (codePoint >= 0xFF01 && codePoint <= 0xFF60)) {
            return true;
        }
        if (codePoint >= 0x3000 && codePoint <= 0x303E) {
            return true;
        }
        UnicodeScript script = UnicodeScript.of(codePoint);
        return script == UnicodeScript.HAN
                || script == UnicodeScript.HIRAGANA
                || script == UnicodeScript.KATAKANA
                || script == UnicodeScript.HANGUL;
    }
}
