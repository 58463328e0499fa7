package dev.sengi.archive.internal.compress;

import java.io.File;
import net.jpountz.lz4.LZ4Factory;

/**
 * Uses lz4-java's native code if {@code java.library.path} contains it, and its pure Java code otherwise.
 *
 * <p>The native code is three times as fast. From its own jar, lz4-java would unpack it into a temporary folder, which
 * may be missing or forbid execution; and the application may not permit native access.
 */
final class Lz4Library {
    private static final String NAME = "lz4-java";
    private static final LZ4Factory FACTORY = isInLibraryPath() ? nativeOrJava() : LZ4Factory.safeInstance();

    private Lz4Library() {}

    static LZ4Factory factory() {
        return FACTORY;
    }

    private static boolean isInLibraryPath() {
        String file = System.mapLibraryName(NAME);
        for (String folder : System.getProperty("java.library.path", "").split(File.pathSeparator, -1)) {
            if (!folder.isEmpty() && new File(folder, file).isFile()) {
                return true;
            }
        }
        return false;
    }

    /** Falls back to Java if the library is for another processor or has another version. */
    private static LZ4Factory nativeOrJava() {
        try {
            LZ4Factory factory = LZ4Factory.nativeInstance();
            byte[] sample = new byte[100];
            factory.fastCompressor().compress(sample);
            factory.highCompressor().compress(sample);
            return factory;
        } catch (LinkageError | RuntimeException e) {
            return LZ4Factory.safeInstance();
        }
    }
}
