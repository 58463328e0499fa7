package dev.sengi.cli.dump;

import dev.sengi.DumpFormat;
import dev.sengi.DumpReport;
import dev.sengi.PgDump;
import dev.sengi.PgDumpAll;
import dev.sengi.Run;
import dev.sengi.archive.Compression;
import dev.sengi.archive.CompressionAlgorithm;
import dev.sengi.cli.command.CommandException;
import dev.sengi.cli.command.FileNames;
import dev.sengi.cli.option.CompressionOption;
import dev.sengi.cli.option.GivenOptions;
import dev.sengi.cli.option.IntegerOption;
import dev.sengi.cli.option.RestrictKeyOption;
import dev.sengi.internal.io.FileErrors;
import dev.sengi.internal.text.NativeText;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A dump's target and format.
 *
 * @param format the format
 * @param file the output file, or null for standard output
 * @param compression the compression requested, or null
 * @param restrictKey the key of a script, or null
 */
record DumpOutput(DumpFormat format, String file, Compression compression, String restrictKey) {

    /**
     * @param beyond whether to allow more than pg_dump can do; several sessions for archives are always allowed
     * @throws CommandException if the options contradict each other or have invalid values
     */
    static DumpOutput of(GivenOptions<DumpOption> given, boolean beyond) {
        String formatName = given.has(DumpOption.FORMAT) ? given.last(DumpOption.FORMAT) : "p";
        char letter = letter(formatName);
        String restrictKey = given.last(DumpOption.RESTRICT_KEY);
        boolean plain = letter == 'p' || letter == 'a';
        if (!plain && restrictKey != null) {
            throw CommandException.fatal("option --restrict-key can only be used with --format=plain");
        }
        RestrictKeyOption.parse(restrictKey);
        String compress = given.last(DumpOption.COMPRESS);
        Compression compression = compress == null ? null : CompressionOption.parse(compress);
        int jobs = IntegerOption.jobs(given.last(DumpOption.JOBS));
        if (plain && jobs > 1 && !beyond) {
            throw CommandException.fatal("parallel backup only supported by the directory format");
        }
        DumpFormat format =
                switch (letter) {
                    case 'c' -> DumpFormat.CUSTOM;
                    case 'd' -> DumpFormat.DIRECTORY;
                    case 't' -> DumpFormat.TAR;
                    default -> DumpFormat.PLAIN;
                };
        String file = file(format, given.last(DumpOption.FILE));
        if (letter == 'a' && file != null) {
            throw CommandException.fatal("cannot append to a file: redirect standard output instead");
        }
        if (given.has(DumpOption.CHECKSUM) && file == null) {
            throw CommandException.fatal("option --checksum needs an output file: -f/--file");
        }
        return new DumpOutput(format, file, compression, restrictKey);
    }

    private static char letter(String format) {
        return switch (format.toLowerCase(Locale.ROOT)) {
            case "c", "custom" -> 'c';
            case "d", "directory" -> 'd';
            case "t", "tar" -> 't';
            case "p", "plain" -> 'p';
            case "a", "append" -> 'a';
            default -> throw CommandException.fatal("invalid output format \"" + format + "\" specified");
        };
    }

    /** For a script, the file name {@code -} means standard output; for an archive, the empty name does. */
    private static String file(DumpFormat format, String file) {
        boolean standardOutput = format == DumpFormat.PLAIN ? "-".equals(file) : "".equals(file);
        return standardOutput ? null : file;
    }

    /** Checks, before connecting, that an archive can be created; a script's file is created later. */
    void checkWritable(boolean all) {
        if (all && format != DumpFormat.PLAIN) {
            checkFolder();
            return;
        }
        if (format == DumpFormat.TAR && compression != null && compression.algorithm() != CompressionAlgorithm.NONE) {
            throw CommandException.fatal("compression is not supported by tar archive format");
        }
        if (format == DumpFormat.DIRECTORY) {
            checkFolder();
        } else if (format != DumpFormat.PLAIN && file != null) {
            checkFile();
        }
    }

    private void checkFolder() {
        if (file == null) {
            throw CommandException.fatal("no output directory specified");
        }
        Path folder = NativeText.path(file).toAbsolutePath();
        try (Stream<Path> content = Files.list(folder)) {
            if (content.findAny().isPresent()) {
                throw CommandException.fatal("directory \"" + file + "\" is not empty");
            }
        } catch (NoSuchFileException e) {
            Path parent = folder.getParent();
            if (!Files.isWritable(parent)) {
                String reason = Files.exists(parent) ? refusal(parent) : "No such file or directory";
                throw CommandException.fatal("could not create directory \"" + file + "\": " + reason, e);
            }
        } catch (IOException e) {
            throw CommandException.fatal("could not open directory \"" + file + "\": " + FileErrors.reason(e), e);
        }
    }

    private void checkFile() {
        Path path = output().toAbsolutePath();
        if (Files.isSymbolicLink(path) && !Files.exists(path)) {
            // Its target is created, or rejected by name, before the server is queried.
            return;
        }
        if (Files.isDirectory(path)) {
            throw unwritable("Is a directory");
        }
        if (!Files.isDirectory(path.getParent())) {
            throw unwritable(
                    Files.exists(path.getParent())
                            ? "Not a directory"
                            : Files.notExists(path.getParent()) ? "No such file or directory" : "Permission denied");
        }
        Path written = Files.exists(path) ? path : path.getParent();
        if (!Files.isWritable(written)) {
            throw unwritable(refusal(written));
        }
    }

    private static String refusal(Path unwritable) {
        try {
            return Files.getFileStore(unwritable).isReadOnly() ? "Read-only file system" : "Permission denied";
        } catch (IOException e) {
            return "Permission denied";
        }
    }

    /** Starts a dump to this output. */
    Run<? extends DumpReport> start(PgDump settings, OutputStream standardOutput) {
        PgDump dump = configure(settings);
        return file == null ? dump.start(standardOutput) : dump.start(target(format == DumpFormat.DIRECTORY));
    }

    /** Starts a dump of all databases to this output. */
    Run<? extends DumpReport> start(PgDumpAll settings, OutputStream standardOutput) {
        PgDumpAll dump = settings.eachDatabase(this::configure);
        return file == null ? dump.start(standardOutput) : dump.start(target(format != DumpFormat.PLAIN));
    }

    private PgDump configure(PgDump settings) {
        PgDump dump = settings.format(format).checksum(false);
        if (compression != null) {
            dump = dump.compression(compression);
        }
        return restrictKey == null ? dump : dump.restrictKey(restrictKey);
    }

    private Path target(boolean isFolder) {
        if (file.isEmpty()) {
            throw unwritable("No such file or directory");
        }
        return isFolder ? NativeText.path(file) : output();
    }

    private Path output() {
        try {
            return FileNames.output(file);
        } catch (FileSystemException e) {
            throw failure(e);
        }
    }

    /** Returns pg_dump's error for output that cannot be written. */
    CommandException failure(IOException e) {
        if (e instanceof FileSystemException) {
            return unwritable(FileErrors.reason(e), e);
        }
        return CommandException.fatal(FileErrors.writing(format, e), e);
    }

    private CommandException unwritable(String reason) {
        return unwritable(reason, null);
    }

    private CommandException unwritable(String reason, IOException cause) {
        String what =
                format == DumpFormat.TAR ? "TOC file \"" + file + "\" for output" : "output file \"" + file + "\"";
        return CommandException.fatal("could not open " + what + ": " + reason, cause);
    }
}
