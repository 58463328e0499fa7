package dev.sengi.internal.plan;

import dev.sengi.archive.TocEntry;
import dev.sengi.internal.text.NativeText;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The names in an archive. pg_restore compares their bytes with the command line's, whatever the archive's encoding is.
 * If that is SQL_ASCII, the archive's reader returns a character for each byte, which is not what users type.
 *
 * @param charset of the archive
 */
record StoredNames(Charset charset) {

    static StoredNames of(List<TocEntry> entries) {
        return new StoredNames(ArchiveSettings.of(entries).charset());
    }

    /** Returns the name as a command line has it if its bytes are the same; null for null. */
    String nativeText(String name) {
        if (name == null
                || charset.equals(StandardCharsets.UTF_8)
                || name.chars().allMatch(c -> c < 0x80)) {
            return name;
        }
        return NativeText.decode(name.getBytes(charset));
    }
}
