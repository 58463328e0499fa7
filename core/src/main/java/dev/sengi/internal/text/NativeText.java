package dev.sengi.internal.text;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Text that the operating system stores as bytes: arguments, environment variables and file names. The bytes are
 * usually UTF-8. A byte that is not valid UTF-8 is represented by the lone surrogate U+DC00 + byte, which valid text
 * never contains, so that the bytes survive a round trip.
 *
 * <p>The JVM's own conversions depend on the locale, and lose bytes in the locale C.
 */
public final class NativeText {
    private static final int ESCAPE = 0xdc00;
    private static final String HEX = "0123456789ABCDEF";

    private NativeText() {}

    /** Returns the text of the bytes. */
    public static String decode(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        while (true) {
            CoderResult result = decoder.decode(in, out, true);
            if (!result.isError()) {
                return out.flip().toString();
            }
            for (int i = 0; i < result.length(); i++) {
                out.put((char) (ESCAPE + (in.get() & 0xff)));
            }
        }
    }

    /** Returns the bytes of the text. */
    public static byte[] encode(String text) {
        if (isUnicode(text)) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        text.codePoints().forEach(c -> {
            if (isEscape(c)) {
                bytes.write(c);
            } else {
                bytes.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
            }
        });
        return bytes.toByteArray();
    }

    /**
     * Returns the text with each of its bytes beyond ASCII as an escape, for text that is not necessarily in UTF-8,
     * even if its bytes are valid UTF-8.
     */
    public static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (byte octet : encode(text)) {
            escaped.append((char) (octet < 0 ? ESCAPE + (octet & 0xff) : octet));
        }
        return escaped.toString();
    }

    /** Returns the text with characters instead of escapes where bytes are UTF-8, as it is shown to users. */
    public static String unescaped(String text) {
        return isUnicode(text) ? text : decode(encode(text));
    }

    /** Returns whether all of the text's bytes are UTF-8. */
    public static boolean isUnicode(String text) {
        return text.codePoints().noneMatch(NativeText::isEscape);
    }

    /** Returns the path with that name, byte for byte. */
    public static Path path(String name) {
        if (isUnicode(name)) {
            try {
                return Path.of(name);
            } catch (InvalidPathException e) {
                if (name.indexOf('\0') >= 0) {
                    throw e;
                }
                // The locale's encoding lacks some of these characters.
            }
        }
        boolean absolute = name.startsWith("/");
        // Only a URI can express a path of arbitrary bytes.
        Path path = Path.of(URI.create("file://" + (absolute ? "" : "/") + percentEncoded(encode(name))));
        return absolute ? path : path.subpath(0, path.getNameCount());
    }

    /** Returns the name of a file without its folder, byte for byte. */
    public static String name(Path path) {
        String uri = path.toUri().getRawPath();
        String names = uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
        String name = names.substring(names.lastIndexOf('/') + 1);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) == '%') {
                bytes.write(Integer.parseInt(name, i + 1, i + 3, 16));
                i += 2;
            } else {
                bytes.write(name.charAt(i));
            }
        }
        return decode(bytes.toByteArray());
    }

    /** Writes a line, preserving its bytes. */
    public static void println(PrintStream out, String line) {
        byte[] bytes = encode(line + System.lineSeparator());
        out.write(bytes, 0, bytes.length);
        out.flush();
    }

    private static boolean isEscape(int codePoint) {
        return codePoint >= ESCAPE + 0x80 && codePoint <= ESCAPE + 0xff;
    }

    private static String percentEncoded(byte[] bytes) {
        StringBuilder uri = new StringBuilder();
        byte last = 0;
        for (byte octet : bytes) {
            if (octet != '/') {
                uri.append('%').append(HEX.charAt((octet >> 4) & 0xf)).append(HEX.charAt(octet & 0xf));
            } else if (last != '/') {
                uri.append('/');
            }
            last = octet;
        }
        return uri.toString();
    }
}
