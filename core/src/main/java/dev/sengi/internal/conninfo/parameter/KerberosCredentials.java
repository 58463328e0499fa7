package dev.sengi.internal.conninfo.parameter;

import dev.sengi.internal.text.NativeText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The user's Kerberos credential cache, located as MIT Kerberos does. */
public final class KerberosCredentials {
    private static final String FILE = "FILE:";
    /** The first byte of a cache file, in every version of the format. */
    private static final int FORMAT = 5;

    private static final String VARIABLE = "KRB5CCNAME";

    private KerberosCredentials() {}

    /** Returns the name of the cache if it is a file without credentials; other kinds of cache are not checked. */
    public static Optional<String> missing(ClientEnvironment environment) {
        String name = environment.variable(VARIABLE).orElseGet(() -> FILE + "/tmp/krb5cc_" + userId());
        String path = name.startsWith(FILE) ? name.substring(FILE.length()) : name;
        boolean missing = path.startsWith("/") && !isCache(NativeText.path(path));
        return missing ? Optional.of(name) : Optional.empty();
    }

    private static boolean isCache(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return in.read() == FORMAT;
        } catch (IOException e) {
            return false;
        }
    }

    static String userId() {
        try {
            return String.valueOf(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException | UnsupportedOperationException e) {
            return System.getProperty("user.name");
        }
    }
}
