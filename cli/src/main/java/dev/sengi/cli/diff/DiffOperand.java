package dev.sengi.cli.diff;

import dev.sengi.DiffSource;
import dev.sengi.cli.archive.ArchiveOperand;
import dev.sengi.cli.command.CommandException;
import dev.sengi.cli.command.Environment;
import dev.sengi.cli.option.ConnectionOptions;
import dev.sengi.internal.text.NativeText;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.util.regex.Pattern;

/**
 * A side of a comparison on the command line.
 *
 * @param text a connection string, the name of a file or directory, or {@code -} for standard input
 */
record DiffOperand(String text) {
    private static final Pattern URI = Pattern.compile("postgres(?:ql)?://.*", Pattern.DOTALL);
    private static final Pattern KEYWORDS = Pattern.compile("\\s*\\w+\\s*=.*", Pattern.DOTALL);
    private static final Pattern SECRET = Pattern.compile(
            "\\s*\\w*(?:password|secret)\\s*=\\s*(?:'(?:[^'\\\\]|\\\\.)*'|(?:[^\\s\\\\]|\\\\.)+)", Pattern.DOTALL);
    /** The scheme of a URI, and its user and password, in which an at sign may have been left unencoded. */
    private static final Pattern CREDENTIALS = Pattern.compile("^(\\w+://)[^/]*@");
    /** The parameters of a URI, which may contain another password. */
    private static final Pattern PARAMETERS = Pattern.compile("\\?.*", Pattern.DOTALL);

    boolean isStandardInput() {
        return text.equals("-");
    }

    private boolean isFile() {
        try {
            return !text.isEmpty() && !Files.notExists(NativeText.path(text));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    boolean isDatabase() {
        return URI.matcher(text).matches()
                || (!isFile() && KEYWORDS.matcher(text).matches());
    }

    DiffSource source(ConnectionOptions connection, Environment environment) {
        if (isStandardInput()) {
            return DiffSource.dump(environment.in());
        }
        if (isDatabase()) {
            return DiffSource.database(connection.source(null, null, null, text, "sengi", environment));
        }
        if (!isFile()) {
            throw CommandException.fatal("could not open input file \"" + text + "\": No such file or directory")
                    .withHint("To name a database, use a connection string such as dbname=shop.");
        }
        ArchiveOperand.requireOneDatabase(text, NativeText.path(text));
        return DiffSource.dump(NativeText.path(text));
    }

    /** Returns the side's name in the output, without passwords. */
    String label() {
        if (isStandardInput()) {
            return "standard input";
        }
        if (!isDatabase()) {
            return text;
        }
        if (URI.matcher(text).matches()) {
            String anonymous = CREDENTIALS.matcher(text).replaceFirst("$1");
            return PARAMETERS.matcher(anonymous).replaceFirst("");
        }
        return SECRET.matcher(text).replaceAll("").strip();
    }
}
