package dev.sengi.archive.internal.copy;

import java.util.Locale;

/**
 * How many bytes characters have in those encodings in which a character's later bytes may be ASCII ones, such as a
 * backslash that is none. PostgreSQL knows these for clients only, and a dump may be made in them.
 *
 * <p>Facts: the {@code pg_*_mblen} functions in PostgreSQL's {@code wchar.c}.
 */
enum MultibyteForm {
    /** Every byte below 128 is a character: UTF-8, EUC and all that have one byte a character. */
    ASCII_SAFE {
        @Override
        int following(int lead) {
            return 0;
        }
    },
    DOUBLE_BYTE {
        @Override
        int following(int lead) {
            return 1;
        }
    },
    /** Shift JIS, in which half-width katakana have one byte. */
    SJIS {
        @Override
        int following(int lead) {
            return lead >= 0xa1 && lead <= 0xdf ? 0 : 1;
        }
    },
    JOHAB {
        @Override
        int following(int lead) {
            return lead == 0x8f ? 2 : 1;
        }
    },
    /** Two bytes, or four where the second is a digit. */
    GB18030 {
        @Override
        int following(int lead) {
            return 1;
        }

        @Override
        int followingSecond(int second) {
            return second >= '0' && second <= '9' ? 2 : 0;
        }
    };

    /** @param encodingName as PostgreSQL has it */
    static MultibyteForm of(String encodingName) {
        return switch (encodingName.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT)) {
            case "big5", "win950", "windows950", "gbk", "win936", "windows936", "uhc", "win949", "windows949" ->
                DOUBLE_BYTE;
            case "sjis", "shiftjis", "mskanji", "win932", "windows932", "shiftjis2004" -> SJIS;
            case "johab" -> JOHAB;
            case "gb18030" -> GB18030;
            default -> ASCII_SAFE;
        };
    }

    /** Returns how many bytes follow a first byte that is not ASCII. */
    abstract int following(int lead);

    /** Returns how many more there are after the second byte. */
    int followingSecond(int second) {
        return 0;
    }
}
