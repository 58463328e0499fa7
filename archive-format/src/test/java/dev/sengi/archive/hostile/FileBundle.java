package dev.sengi.archive.hostile;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Several files in one piece of bytes: before each file a mark, its name and the end of a line. Marks rather than lengths
 * let a fuzzer make files longer and shorter.
 */
final class FileBundle {
    private static final String MARK = "<file>";
    /** What can name a file on every system, and is not long. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9_.-]{0,60}");

    private FileBundle() {}

    static byte[] join(Map<String, byte[]> files) {
        StringBuilder bundle = new StringBuilder();
        files.forEach((name, content) ->
                bundle.append(MARK).append(name).append('\n').append(new String(content, StandardCharsets.ISO_8859_1)));
        return bundle.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Returns the files by name, but for those that no file can have. */
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
