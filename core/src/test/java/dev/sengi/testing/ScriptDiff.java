package dev.sengi.testing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Compares scripts of the real pg_dump or pg_restore with ours, byte by byte.
 *
 * <p>Only two things may differ: the header's line that names the dumping program, and the random key of psql's
 * restrict and unrestrict commands.
 */
public final class ScriptDiff {
    private static final String DUMPED_BY = "-- Dumped by pg_dump version ";
    private static final Pattern HEADER = Pattern.compile("(-- Dumped from database version .*\n)" + DUMPED_BY + ".*");
    private static final String RESTRICT = "\\restrict ";
    private static final int HEADER_LINES = 12;
    /** What precedes the header in the script of a tar archive. */
    private static final String NOTE = "-- NOTE:";

    private static final int NOTE_LINES = 7;
    private static final int CONTEXT = 4;
    private static final int SHOWN = 12;

    private ScriptDiff() {}

    /**
     * Fails if the scripts differ, showing the first difference.
     *
     * @throws AssertionError with the surrounding lines of both
     */
    public static void assertSame(byte[] real, byte[] ours) {
        String difference = firstDifference(real, ours);
        if (difference != null) {
            throw new AssertionError(difference);
        }
    }

    /**
     * Like {@link #assertSame(byte[], byte[])}, for scripts of whole clusters, which contain a header for each database
     * and must have the same {@code --restrict-key}.
     */
    public static void assertSameCluster(byte[] real, byte[] ours) {
        String difference = firstDifference(headersMasked(real), headersMasked(ours));
        if (difference != null) {
            throw new AssertionError(difference);
        }
    }

    private static byte[] headersMasked(byte[] script) {
        return HEADER.matcher(new String(script, StandardCharsets.ISO_8859_1))
                .replaceAll("$1" + DUMPED_BY + "...")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Like {@link #assertSame(byte[], byte[])}, for text that was UTF-8. */
    public static void assertSame(String real, String ours) {
        assertSame(real.getBytes(StandardCharsets.UTF_8), ours.getBytes(StandardCharsets.UTF_8));
    }

    // Returns null if the scripts are equal.
    static String firstDifference(byte[] real, byte[] ours) {
        List<String> expected = lines(real);
        List<String> actual = lines(ours);
        int common = Math.min(expected.size(), actual.size());
        int at = 0;
        while (at < common && expected.get(at).equals(actual.get(at))) {
            at++;
        }
        if (at == expected.size() && at == actual.size()) {
            return null;
        }
        return "scripts differ at line " + (at + 1) + "\n"
                + numbered(expected, Math.max(0, at - CONTEXT), at)
                + "--- real\n"
                + numbered(expected, at, at + SHOWN)
                + "--- ours\n"
                + numbered(actual, at, at + SHOWN);
    }

    // Latin 1 maps bytes to characters one to one, so that no byte of a script in any encoding is lost.
    private static List<String> lines(byte[] script) {
        String[] raw = new String(script, StandardCharsets.ISO_8859_1).split("\n", -1);
        int headerEnd = HEADER_LINES + (raw.length > 1 && raw[1].equals(NOTE) ? NOTE_LINES : 0);
        String key = restrictKey(raw);
        List<String> lines = new ArrayList<>(raw.length);
        for (int i = 0; i < raw.length; i++) {
            lines.add(masked(raw[i], i < headerEnd, key));
        }
        return lines;
    }

    private static String restrictKey(String[] lines) {
        for (int i = 0; i < Math.min(HEADER_LINES, lines.length); i++) {
            if (lines[i].startsWith(RESTRICT)) {
                return lines[i].substring(RESTRICT.length());
            }
        }
        return null;
    }

    private static String masked(String line, boolean inHeader, String key) {
        if (inHeader && line.startsWith(DUMPED_BY)) {
            return DUMPED_BY + "…";
        }
        if (key != null && (line.equals(RESTRICT + key) || line.equals("\\unrestrict " + key))) {
            return line.substring(0, line.length() - key.length()) + "KEY";
        }
        return line;
    }

    private static String numbered(List<String> lines, int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < Math.min(to, lines.size()); i++) {
            String line = new String(lines.get(i).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
            text.append(i + 1).append("  ").append(line).append('\n');
        }
        return text.toString();
    }
}
