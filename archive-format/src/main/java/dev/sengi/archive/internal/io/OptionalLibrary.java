package dev.sengi.archive.internal.io;

import java.io.IOException;

/** Libraries that applications may omit if they do not use the features that need them. */
public final class OptionalLibrary {
    private OptionalLibrary() {}

    /**
     * Checks that a library is present, before its classes are used.
     *
     * @param className one of its classes
     * @param library its name
     * @param needs the end of the message: what needs the library, with its verb, such as {@code tar archives need}
     * @throws IOException if it is missing
     */
    public static void require(String className, String library, String needs) throws IOException {
        try {
            Class.forName(className, false, OptionalLibrary.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IOException("could not find the library " + library + ", which " + needs, e);
        }
    }
}
