package dev.sengi.archive.internal.copy;

import java.util.Locale;

/**
 * How many bytes characters have, in encodings in which a character's later bytes may be ASCII, such as a byte that
 * looks like a backslash. PostgreSQL supports these encodings only in clients, but a dump may be in one of them.
 *
 * <p>Facts: the {@code pg_*_mblen} functions in PostgreSQL's {@code wchar.c}.
 */
public enum MultibyteForm {
    /** Every byte below 128 is a character: UTF-8, EUC and all single-byte encodings. */
    ASCII_SAFE {
        @Override
        public int following(int lead) {
            return 0;
        }
    },
    DOUBLE_BYTE {
        @Override
        public int following(int lead) {
            return 1;
        }
    },
    /** Shift JIS, in which half-width katakana have one byte. */
    SJIS {
        @Override
        public int following(int lead) {
            return lead >= 0xa1 && lead <= 0xdf ? 0 : 1;
        }
    },
    JOHAB {
        @Override
        public int following(int lead) {
            return lead == 0x8f ? 2 : 1;
        }
    },
    /** Two bytes, or four if the second is a digit. */
    GB18030 {
        @Override
        public int following(int lead) {
            return 1;
        }

        @Override
        public int followingSecond(int second) {
            return second >= '0' && second <= '9' ? 2 : 0;
        }
    };

    /**
     * Returns the form of an encoding.
     *
     * @param encodingName any of PostgreSQL's names
     */
    public static MultibyteForm of(String encodingName) {
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
    public abstract int following(int lead);

    /** Returns how many more bytes follow the second byte. */
    public int followingSecond(int second) {
        return 0;
    }
}
