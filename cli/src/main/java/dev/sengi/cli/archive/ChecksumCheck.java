package dev.sengi.cli.archive;

import dev.sengi.internal.io.ChecksumFile;
import dev.sengi.internal.io.ChecksumLine;
import dev.sengi.internal.io.FileErrors;
import dev.sengi.internal.io.OutputMeasure;
import dev.sengi.internal.text.NativeText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Compares an archive with the checksum file beside it, as {@code sha256sum -c} does. Used once. */
final class ChecksumCheck {
    private final Path archive;
    private final Path file;
    private final String label;
    private final List<String> problems = new ArrayList<>();
    /** The names, as {@code sengi dump} writes them, of the archive's files that no line has named yet. */
    private final Map<Path, String> unlisted = new LinkedHashMap<>();

    private boolean differs;
    private boolean compared;

    private ChecksumCheck(Path archive, Path file) {
        this.archive = archive;
        this.file = file;
        this.label = NativeText.name(file);
    }

    /** The result for the archive. */
    enum Verdict {
        /** Each of its files matches its checksum. */
        MATCHES,
        /** A file of the archive does not have the checksum listed, or is missing. */
        DIFFERS,
        /** The checksum file cannot be read, lacks the checksums of some files, or contains wrong ones of other files. */
        INCOMPLETE,
        /** The checksum file contains no checksum of the archive. */
        UNKNOWN
    }

    /**
     * The result.
     *
     * @param label the name of the checksum file
     * @param problems what does not match; empty if everything matches
     */
    record Result(String label, Verdict verdict, List<String> problems) {}

    /** Returns the result; empty if no checksum file exists. */
    static Optional<Result> of(Path archive) throws IOException {
        boolean readable = Files.isRegularFile(archive) || Files.isDirectory(archive);
        Path file = ChecksumFile.of(archive);
        if (!readable || !Files.isRegularFile(file)) {
            return Optional.empty();
        }
        ChecksumCheck check = new ChecksumCheck(archive, file);
        check.run();
        return Optional.of(new Result(check.label, check.verdict(), List.copyOf(check.problems)));
    }

    private void run() throws IOException {
        // The name of the checksum file is the archive's, even if that was given as a relative folder.
        String name = label.substring(0, label.length() - ChecksumFile.SUFFIX.length());
        if (Files.isDirectory(archive)) {
            try (Stream<Path> content = Files.list(archive)) {
                content.sorted().forEach(each -> unlisted.put(real(each), name + "/" + NativeText.name(each)));
            }
        } else {
            unlisted.put(real(archive), name);
        }
        String[] lines = NativeText.decode(Files.readAllBytes(file)).split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            if (!lines[i].isBlank() && !lines[i].startsWith("#")) {
                line(lines[i], i + 1);
            }
        }
        for (String missing : unlisted.values()) {
            problems.add(label + " has no checksum of " + missing);
        }
    }

    private void line(String text, int number) {
        String place = ", on line " + number + " of " + label;
        Optional<ChecksumLine> parsed = ChecksumLine.parse(text);
        if (parsed.isEmpty()) {
            problems.add("not a line of sha256sum" + place);
            return;
        }
        String name = parsed.get().name();
        try {
            Path path = file.resolveSibling(NativeText.path(name));
            boolean belongs = unlisted.remove(real(path)) != null;
            String sha256 = OutputMeasure.line(path, name).sha256();
            compared |= belongs;
            if (!sha256.equals(parsed.get().sha256())) {
                differs |= belongs || isPart(name);
                problems.add("the SHA-256 of " + name + " does not match" + place + ": it is " + sha256);
            }
        } catch (IOException e) {
            differs |= isPart(name);
            problems.add("could not read file \"" + name + "\": " + FileErrors.reason(e) + place);
        } catch (InvalidPathException e) {
            problems.add("could not read file \"" + name + "\": " + e.getReason() + place);
        }
    }

    /** Returns whether the name is that of a file of the archive, which may be missing. */
    private boolean isPart(String name) {
        Path path = file.resolveSibling(NativeText.path(name)).toAbsolutePath();
        Path folder = path.getParent();
        Path there = folder == null ? path : real(folder).resolve(path.getFileName());
        return there.startsWith(real(archive)) || real(path).equals(real(archive));
    }

    /** Returns the file's real path, because different names may refer to the same file. */
    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path.toAbsolutePath().normalize();
        }
    }

    private Verdict verdict() {
        if (problems.isEmpty()) {
            return Verdict.MATCHES;
        }
        if (differs) {
            return Verdict.DIFFERS;
        }
        return compared ? Verdict.INCOMPLETE : Verdict.UNKNOWN;
    }
}
