package dev.sengi.internal.conninfo.parameter;

import dev.sengi.internal.text.ByteLines;
import dev.sengi.internal.text.NativeText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Looks up passwords in {@code ~/.pgpass}, which contains lines of the form {@code host:port:database:user:password}.
 *
 * <p>An asterisk matches any value of a field, and a backslash escapes the next character; the first matching line
 * wins. A colon also ends the password. A file that is not a plain file, or that others may access, is ignored with
 * libpq's warning.
 */
public final class PasswordFile {
    private static final Set<PosixFilePermission> FOR_OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE,
            PosixFilePermission.OTHERS_EXECUTE);

    private final String name;
    private final Path file;
    private final Consumer<String> warnings;

    PasswordFile(String name, Consumer<String> warnings) {
        this.name = name;
        this.file = NativeText.path(name);
        this.warnings = warnings;
    }

    public String name() {
        return name;
    }

    /** Returns the password of the first matching line; a file that cannot be read counts as empty. */
    Optional<String> lookUp(String host, String port, String dbname, String user) {
        try {
            if (!Files.exists(file) || !isTrusted()) {
                return Optional.empty();
            }
            String[] wanted = {host, port, dbname, user};
            for (String line : ByteLines.of(Files.readAllBytes(file))) {
                if (!line.startsWith("#")) {
                    Optional<String> password = match(ByteLines.withoutCarriageReturns(line), wanted);
                    if (password.isPresent()) {
                        return password;
                    }
                }
            }
        } catch (IOException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    private boolean isTrusted() throws IOException {
        if (!Files.isRegularFile(file)) {
            warnings.accept("WARNING: password file \"" + name + "\" is not a plain file");
            return false;
        }
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")
                && Files.getPosixFilePermissions(file).stream().anyMatch(FOR_OTHERS::contains)) {
            warnings.accept("WARNING: password file \"" + name
                    + "\" has group or world access; permissions should be u=rw (0600) or less");
            return false;
        }
        return true;
    }

    private static Optional<String> match(String line, String[] wanted) {
        int position = 0;
        for (String value : wanted) {
            position = afterField(line, position, value);
            if (position < 0) {
                return Optional.empty();
            }
        }
        StringBuilder password = new StringBuilder();
        for (int i = position; i < line.length() && line.charAt(i) != ':'; i++) {
            if (line.charAt(i) == '\\' && i + 1 < line.length()) {
                i++;
            }
            password.append(line.charAt(i));
        }
        return Optional.of(password.toString());
    }

    /** Returns where the next field begins, or -1 if this one does not match. */
    private static int afterField(String line, int start, String value) {
        if (line.startsWith("*:", start)) {
            return start + 2;
        }
        int matched = 0;
        for (int i = start; i < line.length(); i++) {
            if (line.charAt(i) == ':' && matched == value.length()) {
                return i + 1;
            }
            if (line.charAt(i) == '\\' && i + 1 < line.length()) {
                i++;
            }
            if (matched == value.length() || line.charAt(i) != value.charAt(matched)) {
                return -1;
            }
            matched++;
        }
        return -1;
    }
}
