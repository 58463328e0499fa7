package dev.sengi.archive.internal.codec;

import dev.sengi.archive.ArchiveFormatException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the strings of a table of contents, and the numbers that it stores as strings. A table of contents consists of
 * little else, so strings are decoded directly in the input's buffer, and those that most entries repeat, such as
 * owners, are decoded only once.
 */
final class TocText {
    /** Replaces malformed bytes when decoding. */
    private static final char REPLACEMENT = '\uFFFD';
    /** Used instead if the text could contain that character itself: a lone surrogate, which no encoding has. */
    private static final char UNREADABLE = '\uDC80';

    /** Every number with at most this many digits is an {@code int}. */
    private static final int INT_DIGITS = 9;

    private static final String FALSE = "false";
    private static final int REPEATED = 64;

    private final PrimitiveInput in;
    private final Charset charset;
    /** Whether bytes 1 to 127 stand for the ASCII characters with these codes. */
    private final boolean ascii;
    /** Whether the encoding itself contains the replacement character. */
    private final boolean unicode;
    /** The strings that {@link #readRepeated} read last, each at an index computed from its bytes. */
    private final String[] repeated = new String[REPEATED];
    /** Their bytes. */
    private final byte[][] repeatedBytes = new byte[REPEATED][];

    TocText(PrimitiveInput in, Charset charset) {
        this.in = in;
        this.charset = charset;
        unicode = charset.newEncoder().canEncode(REPLACEMENT);
        ascii = charset.equals(StandardCharsets.UTF_8) || charset.equals(StandardCharsets.ISO_8859_1);
    }

    Charset charset() {
        return charset;
    }

    @Nullable
    String read() throws IOException {
        int length = in.readBufferedString();
        if (length < 0) {
            return readOther(length);
        }
        int end = in.bufferedEnd();
        return decoded(in.buffer(), end - length, end);
    }

    /** Reads a command's first word, but all of a text that does not begin with capitals, such as a line with {@code --}. */
    @Nullable
    String readFirstWord() throws IOException {
        int length = in.readBufferedString();
        if (length < 0) {
            String text = readOther(length);
            int word = text == null ? 0 : wordLength(text);
            return word == 0 ? text : text.substring(0, word);
        }
        byte[] bytes = in.buffer();
        int end = in.bufferedEnd();
        int start = end - length;
        int word = start;
        while (word < end && isUpperCase(bytes[word])) {
            word++;
        }
        return word == start ? decoded(bytes, start, end) : repeated(bytes, start, word);
    }

    private static int wordLength(String text) {
        int length = 0;
        while (length < text.length() && isUpperCase(text.charAt(length))) {
            length++;
        }
        return length;
    }

    private static boolean isUpperCase(int character) {
        return character >= 'A' && character <= 'Z';
    }

    /** Reads a string that other entries probably contain, too. */
    @Nullable
    String readRepeated() throws IOException {
        int length = in.readBufferedString();
        if (length < 0) {
            return readOther(length);
        }
        return repeated(in.buffer(), in.bufferedEnd() - length, in.bufferedEnd());
    }

    private String repeated(byte[] bytes, int start, int end) {
        int length = end - start;
        int place = length == 0 ? 0 : (31 * (31 * length + bytes[start]) + bytes[end - 1]) & (REPEATED - 1);
        byte[] known = repeatedBytes[place];
        if (known != null && Arrays.equals(known, 0, known.length, bytes, start, end)) {
            return repeated[place];
        }
        // Irregular strings are reported wherever they are.
        if (!ascii || !isPlain(bytes, start, end)) {
            return decoded(bytes, start, end);
        }
        repeatedBytes[place] = Arrays.copyOfRange(bytes, start, end);
        repeated[place] = plain(bytes, start, end);
        return repeated[place];
    }

    private String decoded(byte[] bytes, int start, int end) {
        if (ascii && isPlain(bytes, start, end)) {
            return plain(bytes, start, end);
        }
        byte[] own = new byte[end - start];
        System.arraycopy(bytes, start, own, 0, own.length);
        return decoded(own, charset, in.position() - own.length - 1 - Integer.BYTES);
    }

    private static String plain(byte[] bytes, int start, int end) {
        return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
    }

    private static boolean isPlain(byte[] bytes, int start, int end) {
        for (int i = start; i < end; i++) {
            if (bytes[i] <= 0) {
                return false;
            }
        }
        return true;
    }

    /** @param length what {@link PrimitiveInput#readBufferedString()} has returned instead of a length */
    private @Nullable String readOther(int length) throws IOException {
        return length == PrimitiveInput.NOT_BUFFERED ? readLong(charset) : null;
    }

    /** Reads a string that the buffer does not hold. */
    private @Nullable String readLong(Charset of) throws IOException {
        long start = in.position();
        byte[] bytes = in.readStringBytes();
        return bytes == null ? null : decoded(bytes, of, start);
    }

    private String decoded(byte[] bytes, Charset of, long position) {
        String text = new String(bytes, of);
        if (text.indexOf('\0') >= 0) {
            in.irregular(position, "a string has a byte of 0");
        }
        if (unicode && text.indexOf(REPLACEMENT) >= 0 && !Arrays.equals(text.getBytes(of), bytes)) {
            in.irregular(position, "a string is not valid in the archive's encoding");
            return text.replace(REPLACEMENT, UNREADABLE);
        }
        return text;
    }

    /** Reads whether the table had OIDs. */
    boolean readWithOids() throws IOException {
        long start = in.position();
        String withOids = readRepeated();
        boolean had = "true".equals(withOids);
        if (!had && !FALSE.equals(withOids)) {
            in.irregular(start, "invalid flag for whether the table has OIDs: \"" + withOids + "\"");
        }
        return had;
    }

    long readOid() throws IOException {
        long start = in.position();
        int length = in.readBufferedString();
        int number = number(length);
        if (number >= 0) {
            return number;
        }
        String digits = digits(length);
        if (digits == null) {
            throw in.corrupt("TOC entry has no OID");
        }
        try {
            long oid = Integer.toUnsignedLong(Integer.parseUnsignedInt(digits));
            checkDigits(start, digits, oid);
            return oid;
        } catch (NumberFormatException e) {
            throw in.corrupt("invalid OID: \"" + digits + "\"", e);
        }
    }

    /** @param large whether they may be larger than any dump ID */
    List<Integer> readDependencies(boolean large) throws IOException {
        Integer first = readDependency(large);
        Integer second = first == null ? null : readDependency(large);
        // Most entries have only one.
        if (first == null || second == null) {
            return first == null ? List.of() : List.of(first);
        }
        List<Integer> dependencies = new ArrayList<>(List.of(first, second));
        for (Integer dependency = readDependency(large); dependency != null; dependency = readDependency(large)) {
            dependencies.add(dependency);
        }
        return List.copyOf(dependencies);
    }

    private @Nullable Integer readDependency(boolean large) throws IOException {
        long start = in.position();
        int length = in.readBufferedString();
        int number = number(length);
        if (number >= 0) {
            return number;
        }
        String digits = digits(length);
        if (digits == null) {
            return null;
        }
        try {
            long dependency = large ? Long.parseLong(digits) : Integer.parseInt(digits);
            checkDigits(start, digits, dependency);
            return (int) dependency;
        } catch (NumberFormatException e) {
            throw in.corrupt("invalid dependency: \"" + digits + "\"", e);
        }
    }

    /** Returns the number in the string just read if it is written as every program writes it, otherwise -1. */
    private int number(int length) {
        if (length <= 0 || length > INT_DIGITS) {
            return -1;
        }
        byte[] bytes = in.buffer();
        int end = in.bufferedEnd();
        int value = 0;
        for (int i = end - length; i < end; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = 10 * value + digit;
        }
        return bytes[end - length] == '0' && length > 1 ? -1 : value;
    }

    /** Returns the string just read, or reads it if it is not buffered. */
    private @Nullable String digits(int length) throws IOException {
        if (length == PrimitiveInput.NOT_BUFFERED) {
            return readLong(StandardCharsets.ISO_8859_1);
        } else if (length == PrimitiveInput.NULL_STRING) {
            return null;
        }
        byte[] bytes = new byte[length];
        System.arraycopy(in.buffer(), in.bufferedEnd() - length, bytes, 0, length);
        return decoded(bytes, StandardCharsets.ISO_8859_1, in.position() - length - 1 - Integer.BYTES);
    }

    private void checkDigits(long start, String digits, long value) {
        boolean usual = digits.charAt(0) >= '1' && digits.charAt(0) <= '9';
        if (!usual && !digits.equals(Long.toString(value))) {
            in.irregular(start, "a number is written as \"" + digits + "\"");
        }
    }

    /**
     * Reads a string that every entry has.
     *
     * @throws ArchiveFormatException if it is null
     */
    static String required(PrimitiveInput in, @Nullable String value, String what) throws ArchiveFormatException {
        if (value == null) {
            throw in.corrupt("TOC entry has no " + what);
        }
        return value;
    }
}
