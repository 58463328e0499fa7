package dev.sengi.internal.conninfo;

import dev.sengi.internal.text.NativeText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The lines of libpq's configuration files, of which each may be in another encoding. */
final class ByteLines {
    private ByteLines() {}

    /** Returns the lines, which end with a line feed or with the file, without their ends. */
    static List<String> of(Path file) throws IOException {
        // Latin-1 keeps every byte as one character, so that no line is unreadable.
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        return Arrays.stream(bytes.split("\n", -1))
                .map(line -> line.endsWith("\r") ? line.substring(0, line.length() - 1) : line)
                .map(line -> NativeText.decode(line.getBytes(StandardCharsets.ISO_8859_1)))
                .toList();
    }
}
