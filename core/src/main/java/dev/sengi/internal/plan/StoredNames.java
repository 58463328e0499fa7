package dev.sengi.internal.plan;

import dev.sengi.archive.TocEntry;
import dev.sengi.internal.text.NativeText;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The names in an archive. pg_restore compares their bytes with those of the command line, whatever the archive's
 * encoding. If the encoding is SQL_ASCII, the archive's reader returns one character per byte, which is not what users
 * type. Used by one thread.
 */
final class StoredNames {
    private static final int FIRST_BEYOND_ASCII = 0x80;

    private final List<TocEntry> entries;
    /** The archive's charset, or null until it is needed: an archive need not specify an encoding. */
    private Charset charset;

    private StoredNames(List<TocEntry> entries) {
        this.entries = entries;
    }

    static StoredNames of(List<TocEntry> entries) {
        return new StoredNames(entries);
    }

    /** Returns the name in the form that a command line with the same bytes would have; null for null. */
    String nativeText(String name) {
        if (name == null || isAscii(name)) {
            return name;
        }
        if (charset == null) {
            charset = ArchiveSettings.of(entries).charset();
        }
        return charset.equals(StandardCharsets.UTF_8) ? name : NativeText.decode(name.getBytes(charset));
    }

    private static boolean isAscii(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) >= FIRST_BEYOND_ASCII) {
                return false;
            }
        }
        return true;
    }
}
