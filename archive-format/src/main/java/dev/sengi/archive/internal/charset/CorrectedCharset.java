package dev.sengi.archive.internal.charset;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An encoding of PostgreSQL for which Java has no charset, or one that converts some characters differently. Text that
 * is decoded in Java and encoded by a server, or vice versa, would otherwise become other text. Immutable.
 */
public final class CorrectedCharset extends Charset {
    private static final int SINGLE_SHIFT_2 = 0x8e;
    private static final int SINGLE_SHIFT_3 = 0x8f;
    /** EUC_TW has up to four bytes for a character. */
    private static final int MOST_BYTES = 4;

    /** Distinguishes the names from those of Java's charsets, because charsets with the same name are equal. */
    private static final String PREFIX = "x-PostgreSQL-";

    private static final int PAIRS = 1 << Character.SIZE;
    private static final char UNREADABLE = '\uFFFF';
    private static final int UNWRITABLE = -1;

    private final String encoding;
    private final Charset base;
    private final Corrections corrections;
    private final boolean singleByte;
    /** Caches the character for one or two bytes; 0 if not yet looked up. Threads may repeat each other's work. */
    private final char[] read = new char[PAIRS];
    /** Caches the bytes of each character, as a number; 0 if not yet looked up. */
    private final int[] written = new int[PAIRS];

    private CorrectedCharset(String encoding, Charset base, Corrections corrections) {
        super(PREFIX + encoding, null);
        this.encoding = encoding;
        this.base = base;
        this.corrections = corrections;
        singleByte = base.newEncoder().maxBytesPerChar() == 1;
    }

    /** Returns PostgreSQL's name for the encoding, for messages. */
    @Override
    public String displayName(Locale locale) {
        return encoding;
    }

    /** Created when text in such an encoding is first converted. */
    private static final class All {
        static final Map<String, Charset> CHARSETS = new HashMap<>();

        static {
            Corrections.all().forEach((encoding, corrections) -> {
                if (Charset.isSupported(corrections.charset())) {
                    Charset base = Charset.forName(corrections.charset());
                    CHARSETS.put(encoding, new CorrectedCharset(encoding, base, corrections));
                }
            });
        }
    }

    /**
     * Returns the charset of an encoding, or empty if Java lacks the one that it is based on.
     *
     * @param encoding PostgreSQL's name of an encoding that needs corrections
     */
    public static Optional<Charset> of(String encoding) {
        return Optional.ofNullable(All.CHARSETS.get(encoding));
    }

    @Override
    public boolean contains(Charset other) {
        return other.equals(this) || other.name().equals("US-ASCII");
    }

    @Override
    public CharsetDecoder newDecoder() {
        return new Decoder();
    }

    @Override
    public CharsetEncoder newEncoder() {
        return new Encoder();
    }

    /** Returns how many bytes a character has, judging by its first byte, which is not ASCII. */
    private int length(int lead) {
        if (singleByte) {
            return 1;
        }
        return switch (encoding) {
            case "EUC_JP" -> lead == SINGLE_SHIFT_3 ? 3 : 2;
            case "EUC_TW" -> lead == SINGLE_SHIFT_2 ? MOST_BYTES : 2;
            case "SJIS" -> lead >= 0xa1 && lead <= 0xdf ? 1 : 2;
            default -> 2;
        };
    }

    private final class Decoder extends CharsetDecoder {
        private final CharsetDecoder coder = base.newDecoder();

        Decoder() {
            super(CorrectedCharset.this, 1, 1);
        }

        @Override
        protected CoderResult decodeLoop(ByteBuffer in, CharBuffer out) {
            while (in.hasRemaining()) {
                int at = in.position();
                int lead = in.get(at) & 0xff;
                int length = lead < 0x80 ? 1 : length(lead);
                if (in.remaining() < length) {
                    return CoderResult.UNDERFLOW;
                } else if (!out.hasRemaining()) {
                    return CoderResult.OVERFLOW;
                }
                if (lead < 0x80) {
                    out.put((char) lead);
                } else {
                    CoderResult result = length > 2 ? decodeLong(in, length, out) : decodeShort(in, length, out);
                    if (result != CoderResult.UNDERFLOW) {
                        return result;
                    }
                }
                in.position(at + length);
            }
            return CoderResult.UNDERFLOW;
        }

        private CoderResult decodeShort(ByteBuffer in, int length, CharBuffer out) {
            int key = in.get(in.position()) & 0xff;
            if (length == 2) {
                key = (key << Byte.SIZE) | (in.get(in.position() + 1) & 0xff);
            }
            char character = read[key];
            if (character == 0) {
                byte[] bytes = new byte[length];
                in.get(in.position(), bytes);
                String decoded = decoded(bytes);
                if (decoded != null && decoded.length() > 1) {
                    return decodeLong(in, length, out);
                }
                character = decoded == null ? UNREADABLE : decoded.charAt(0);
                read[key] = character;
            }
            if (character == UNREADABLE) {
                return CoderResult.unmappableForLength(length);
            }
            out.put(character);
            return CoderResult.UNDERFLOW;
        }

        private CoderResult decodeLong(ByteBuffer in, int length, CharBuffer out) {
            byte[] bytes = new byte[length];
            in.get(in.position(), bytes);
            String decoded = decoded(bytes);
            if (decoded == null) {
                return CoderResult.unmappableForLength(length);
            } else if (out.remaining() < decoded.length()) {
                return CoderResult.OVERFLOW;
            }
            out.put(decoded);
            return CoderResult.UNDERFLOW;
        }

        private @Nullable String decoded(byte[] bytes) {
            Integer character = corrections.character(bytes);
            if (character != null) {
                return Character.toString(character);
            }
            try {
                return coder.decode(ByteBuffer.wrap(corrections.toJava(bytes))).toString();
            } catch (CharacterCodingException e) {
                return null;
            }
        }
    }

    private final class Encoder extends CharsetEncoder {
        private final CharsetEncoder coder = base.newEncoder();

        Encoder() {
            super(CorrectedCharset.this, singleByte ? 1 : 2, singleByte ? 1 : MOST_BYTES);
        }

        @Override
        protected CoderResult encodeLoop(CharBuffer in, ByteBuffer out) {
            while (in.hasRemaining()) {
                char first = in.get(in.position());
                int length = Character.isHighSurrogate(first) ? 2 : 1;
                if (in.remaining() < length) {
                    return CoderResult.UNDERFLOW;
                }
                if (Character.isSurrogate(first)
                        && (length == 1 || !Character.isLowSurrogate(in.get(in.position() + 1)))) {
                    return CoderResult.malformedForLength(1);
                }
                int bytes = length == 1 ? written(first) : number(encoded(Character.codePointAt(in, 0)));
                if (bytes == UNWRITABLE) {
                    return CoderResult.unmappableForLength(length);
                }
                int count = count(bytes);
                if (out.remaining() < count) {
                    return CoderResult.OVERFLOW;
                }
                for (int shift = (count - 1) * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
                    out.put((byte) (bytes >> shift));
                }
                in.position(in.position() + length);
            }
            return CoderResult.UNDERFLOW;
        }

        private int written(char character) {
            if (character < 0x80) {
                return character;
            }
            int bytes = written[character];
            if (bytes == 0) {
                bytes = number(encoded(character));
                written[character] = bytes;
            }
            return bytes;
        }

        private static int number(byte @Nullable [] bytes) {
            if (bytes == null) {
                return UNWRITABLE;
            }
            int number = 0;
            for (byte octet : bytes) {
                number = (number << Byte.SIZE) | (octet & 0xff);
            }
            return number;
        }

        private static int count(int bytes) {
            int bits = Integer.SIZE - Integer.numberOfLeadingZeros(bytes);
            return Math.max(1, (bits + Byte.SIZE - 1) / Byte.SIZE);
        }

        private byte @Nullable [] encoded(int character) {
            byte[] bytes = corrections.bytes(character);
            if (bytes != null) {
                return bytes;
            }
            if (corrections.refuses(character)) {
                return null;
            }
            try {
                ByteBuffer encoded = coder.encode(CharBuffer.wrap(Character.toChars(character)));
                byte[] copy = new byte[encoded.remaining()];
                encoded.get(copy);
                return corrections.fromJava(copy);
            } catch (CharacterCodingException e) {
                return null;
            }
        }
    }
}
