package dev.sengi.archive.hostile;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Several files in one byte array: a mark, the file's name and a newline precede each file. Marks, unlike lengths, let
 * a fuzzer make files longer and shorter.
 */
final class FileBundle {
    private static final String MARK = "<file>";
    /** Short names that are valid on every system. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9_.-]{0,60}");

    private FileBundle() {}

    static byte[] join(Map<String, byte[]> files) {
        StringBuilder bundle = new StringBuilder();
        files.forEach((name, content) ->
                bundle.append(MARK).append(name).append('\n').append(new String(content, StandardCharsets.ISO_8859_1)));
        return bundle.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Returns the files by name, without those whose names are invalid. */
    static Map<String, byte[]> split(byte... bundle) {
        Map<String, byte[]> files = new TreeMap<>();
        for (String file : new String(bundle, StandardCharsets.ISO_8859_1).split(MARK, -1)) {
            int end = file.indexOf('\n');
            if (end >= 0 && NAME.matcher(file.substring(0, end)).matches()) {
                files.put(file.substring(0, end), file.substring(end + 1).getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        return files;
    }
}
