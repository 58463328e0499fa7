package dev.sengi.cli;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The native libraries that the distribution has unpacked, so that no temporary folder is needed. */
final class NativeLibraries {
    /** The launcher's word for the folder. */
    private static final String FOLDER = "sengi.native";

    private static final String ZSTD = "ZstdNativePath";

    private NativeLibraries() {}

    /** Names the libraries of this machine to those who load them, unless the user has. */
    static void announce() {
        String folder = System.getProperty(FOLDER);
        if (folder == null || System.getProperty(ZSTD) != null) {
            return;
        }
        Path machine = Path.of(folder, system(), architecture());
        if (!Files.isDirectory(machine)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(machine, "libzstd-jni-*")) {
            for (Path file : files) {
                System.setProperty(ZSTD, file.toAbsolutePath().toString());
            }
        } catch (IOException e) {
            // Then the library unpacks its own.
        }
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
