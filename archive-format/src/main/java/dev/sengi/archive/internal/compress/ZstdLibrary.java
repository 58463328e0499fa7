package dev.sengi.archive.internal.compress;

import com.github.luben.zstd.util.Native;
import java.io.IOException;

/**
 * zstd's native code, which zstd-jni unpacks from its jar into a temporary folder that must be writable and permit
 * execution. If no such folder exists, the property {@value #PROPERTY} names the unpacked file.
 */
final class ZstdLibrary {
    static final String PROPERTY = "ZstdNativePath";

    private ZstdLibrary() {}

    /**
     * Loads the library unless it is already loaded.
     *
     * @throws IOException if it cannot be loaded, with the reason and what would help
     */
    static void load() throws IOException {
        try {
            Native.load();
        } catch (LinkageError e) {
            String file = System.getProperty(PROPERTY);
            String place = file == null ? "the temporary folder \"" + temporaryFolder() + "\"" : "\"" + file + "\"";
            throw new IOException(
                    "could not load zstd's native library from " + place + ": " + reason(e)
                            + "\nThe Java system property " + PROPERTY
                            + " names the library's file, unpacked from zstd-jni's jar"
                            + ", java.io.tmpdir a folder to unpack it into.",
                    e);
        }
    }

    private static String temporaryFolder() {
        return System.getProperty("ZstdTempFolder", System.getProperty("java.io.tmpdir"));
    }

    private static String reason(LinkageError e) {
        String message = e.getMessage() == null ? String.valueOf(e.getCause()) : e.getMessage();
        return message.lines().findFirst().orElse(message);
    }
}
