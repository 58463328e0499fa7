package dev.sengi.internal.conninfo;

import dev.sengi.internal.text.NativeText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Reads the lines of libpq's configuration files. Each line may be in a different encoding. */
final class ByteLines {
    private ByteLines() {}

    /** Returns the lines without their line endings. */
    static List<String> of(Path file) throws IOException {
        // Latin-1 maps every byte to one character, so that every line can be read.
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        return Arrays.stream(bytes.split("\n", -1))
                .map(line -> line.endsWith("\r") ? line.substring(0, line.length() - 1) : line)
                .map(line -> NativeText.decode(line.getBytes(StandardCharsets.ISO_8859_1)))
                .toList();
    }
}
