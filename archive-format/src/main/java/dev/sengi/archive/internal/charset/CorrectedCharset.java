package dev.sengi.archive.internal.charset;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.util.HashMap;
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

    private final Charset base;
    private final Corrections corrections;
    private final boolean singleByte;

    private CorrectedCharset(String name, Charset base, Corrections corrections) {
        super(name, null);
        this.base = base;
        this.corrections = corrections;
        singleByte = base.newEncoder().maxBytesPerChar() == 1;
    }

    /** Made when the first text in such an encoding is met. */
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
        return switch (name()) {
            case "EUC_JP" -> lead == SINGLE_SHIFT_3 ? 3 : 2;
            case "EUC_TW" -> lead == SINGLE_SHIFT_2 ? MOST_BYTES : 2;
            case "SJIS" -> lead >= 0xa1 && lead <= 0xdf ? 1 : 2;
            default -> 2;
        };
    }

    private final class Decoder extends CharsetDecoder {
        private final CharsetDecoder known = base.newDecoder();

        Decoder() {
            super(CorrectedCharset.this, 1, 1);
        }

        @Override
        protected CoderResult decodeLoop(ByteBuffer in, CharBuffer out) {
            while (in.hasRemaining()) {
                int lead = in.get(in.position()) & 0xff;
                int length = lead < 0x80 ? 1 : length(lead);
                if (in.remaining() < length) {
                    return CoderResult.UNDERFLOW;
                }
                byte[] bytes = new byte[length];
                in.get(in.position(), bytes);
                String character = lead < 0x80 ? Character.toString(lead) : decoded(bytes);
                if (character == null) {
                    return CoderResult.unmappableForLength(length);
                }
                if (out.remaining() < character.length()) {
                    return CoderResult.OVERFLOW;
                }
                out.put(character);
                in.position(in.position() + length);
            }
            return CoderResult.UNDERFLOW;
        }

        private @Nullable String decoded(byte[] bytes) {
            Integer character = corrections.character(bytes);
            if (character != null) {
                return Character.toString(character);
            }
            try {
                return known.decode(ByteBuffer.wrap(corrections.known(bytes))).toString();
            } catch (CharacterCodingException e) {
                return null;
            }
        }
    }

    private final class Encoder extends CharsetEncoder {
        private final CharsetEncoder known = base.newEncoder();

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
                byte[] bytes = encoded(Character.codePointAt(in, 0));
                if (bytes == null) {
                    return CoderResult.unmappableForLength(length);
                }
                if (out.remaining() < bytes.length) {
                    return CoderResult.OVERFLOW;
                }
                out.put(bytes);
                in.position(in.position() + length);
            }
            return CoderResult.UNDERFLOW;
        }

        private byte @Nullable [] encoded(int character) {
            if (character < 0x80) {
                return new byte[] {(byte) character};
            }
            byte[] bytes = corrections.bytes(character);
            if (bytes != null) {
                return bytes;
            }
            if (corrections.refuses(character)) {
                return null;
            }
            try {
                ByteBuffer encoded = known.encode(CharBuffer.wrap(Character.toChars(character)));
                byte[] copy = new byte[encoded.remaining()];
                encoded.get(copy);
                return corrections.corrected(copy);
            } catch (CharacterCodingException e) {
                return null;
            }
        }
    }
}
