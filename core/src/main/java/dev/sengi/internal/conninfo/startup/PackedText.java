package dev.sengi.internal.conninfo.startup;

import dev.sengi.internal.text.NativeText;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Packs names and values into one string, because the driver's properties are strings. Preserves the order, and bytes
 * that are not valid UTF-8.
 */
public final class PackedText {
    private PackedText() {}

    public static String of(Map<String, String> values) {
        return values.entrySet().stream()
                .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
                .collect(Collectors.joining("&"));
    }

    public static Map<String, String> read(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String entry : text.split("&", -1)) {
            int equals = entry.indexOf('=');
            if (equals >= 0) {
                values.put(decode(entry.substring(0, equals)), decode(entry.substring(equals + 1)));
            }
        }
        return values;
    }

    private static String encode(String text) {
        return URLEncoder.encode(
                new String(NativeText.encode(text), StandardCharsets.ISO_8859_1), StandardCharsets.ISO_8859_1);
    }

    private static String decode(String text) {
        return NativeText.decode(
                URLDecoder.decode(text, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.ISO_8859_1));
    }
}
