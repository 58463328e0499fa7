package dev.sengi.internal.conninfo.tls;

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The part of a PEM file between a BEGIN line and its END line.
 *
 * @param label the label in these two lines
 * @param headers the lines of the form {@code Name: value} before the content
 * @param content the decoded content, or null if it is not Base64
 */
record PemBlock(String label, Map<String, String> headers, byte[] content) {
    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";

    /** Returns all blocks; ignores any text around them, and blocks without an end. */
    static List<PemBlock> parse(String text) {
        List<PemBlock> blocks = new ArrayList<>();
        String label = null;
        List<String> lines = new ArrayList<>();
        for (String untrimmed : text.split("\n", -1)) {
            String line = untrimmed.strip();
            if (line.startsWith(BEGIN) && line.endsWith(DASHES)) {
                label = line.substring(BEGIN.length(), line.length() - DASHES.length());
                lines.clear();
            } else if (label != null && line.equals(END + label + DASHES)) {
                blocks.add(of(label, lines));
                label = null;
            } else if (label != null) {
                lines.add(line);
            }
        }
        return blocks;
    }

    private static PemBlock of(String label, List<String> lines) {
        Map<String, String> headers = new LinkedHashMap<>();
        StringBuilder base64 = new StringBuilder();
        for (String line : lines) {
            int colon = line.indexOf(": ");
            if (colon > 0) {
                headers.put(line.substring(0, colon), line.substring(colon + 2));
            } else {
                base64.append(line);
            }
        }
        return new PemBlock(label, headers, decode(base64.toString()));
    }

    private static byte[] decode(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
