package dev.sengi.cli;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The native libraries that the distribution ships unpacked, so that no temporary folder is needed. */
final class NativeLibraries {
    /** The system property in which the launcher passes the folder. */
    private static final String FOLDER = "sengi.native";

    private static final String ZSTD = "ZstdNativePath";
    private static final String JLINE = "library.jline.path";

    private NativeLibraries() {}

    /**
     * Points the libraries that load native code to the files for this machine, unless the user has already done so.
     */
    static void announce() {
        String folder = System.getProperty(FOLDER);
        if (folder != null && System.getProperty(JLINE) == null) {
            System.setProperty(JLINE, folder + "/org/jline/nativ");
        }
        if (folder == null || System.getProperty(ZSTD) != null) {
            return;
        }
        Path machine = Path.of(folder, system(), architecture());
        if (!Files.isDirectory(machine)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(machine, NativeLibraries::isZstd)) {
            for (Path file : files) {
                System.setProperty(ZSTD, file.toAbsolutePath().toString());
            }
        } catch (IOException e) {
            // In that case, the library unpacks its own copy.
        }
    }

    private static boolean isZstd(Path file) {
        return file.getFileName().toString().startsWith("libzstd-jni-");
    }

    private static String system() {
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return name.startsWith("mac") ? "darwin" : name;
    }

    private static String architecture() {
        String name = System.getProperty("os.arch");
        return name.equals("amd64") && system().equals("darwin") ? "x86_64" : name;
    }
}
