package dev.sengi.cli.archive;

import dev.sengi.internal.io.ChecksumFile;
import dev.sengi.internal.io.ChecksumLine;
import dev.sengi.internal.io.FileErrors;
import dev.sengi.internal.io.OutputMeasure;
import dev.sengi.internal.text.NativeText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Compares an archive with the checksum file beside it, as {@code sha256sum -c} does. Used once. */
final class ChecksumCheck {
    private final Path archive;
    private final Path file;
    private final String label;
    private final List<String> problems = new ArrayList<>();
    /** Files of the archive that no line has named yet, by the names that lines have for them. */
    private final Map<String, Path> unlisted = new TreeMap<>();

    private ChecksumCheck(Path archive, Path file) {
        this.archive = archive;
        this.file = file;
        this.label = NativeText.name(file);
    }

    /**
     * The result.
     *
     * @param label the name of the checksum file
     * @param problems what does not match; empty if everything does
     */
    record Result(String label, List<String> problems) {}

    /** Returns the result; empty if no checksum file exists. */
    static Optional<Result> of(Path archive) throws IOException {
        boolean readable = Files.isRegularFile(archive) || Files.isDirectory(archive);
        Path file = ChecksumFile.of(archive);
        if (!readable || !Files.isRegularFile(file)) {
            return Optional.empty();
        }
        ChecksumCheck check = new ChecksumCheck(archive, file);
        check.run();
        return Optional.of(new Result(check.label, List.copyOf(check.problems)));
    }

    private void run() throws IOException {
        // The name of the checksum file is the archive's, even if that was given as a relative folder.
        String name = label.substring(0, label.length() - ChecksumFile.SUFFIX.length());
        if (Files.isDirectory(archive)) {
            try (Stream<Path> content = Files.list(archive)) {
                content.forEach(each -> unlisted.put(name + "/" + NativeText.name(each), each));
            }
        } else {
            unlisted.put(name, archive);
        }
        String[] lines = NativeText.decode(Files.readAllBytes(file)).split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            if (!lines[i].isEmpty() && !lines[i].startsWith("#")) {
                line(lines[i], i + 1);
            }
        }
        for (String missing : unlisted.keySet()) {
            problems.add(label + " has no checksum of " + missing);
        }
    }

    private void line(String text, int number) {
        String place = ", in line " + number + " of " + label;
        Optional<ChecksumLine> parsed = ChecksumLine.parse(text);
        if (parsed.isEmpty()) {
            problems.add("not a line of sha256sum" + place);
            return;
        }
        String name = parsed.get().name();
        Path listed = unlisted.remove(name);
        try {
            Path path = listed == null ? file.resolveSibling(NativeText.path(name)) : listed;
            String sha256 = OutputMeasure.line(path, name).sha256();
            if (!sha256.equals(parsed.get().sha256())) {
                problems.add("the SHA-256 of " + name + " does not match" + place + ": it is " + sha256);
            }
        } catch (IOException e) {
            problems.add("could not read file \"" + name + "\": " + FileErrors.reason(e) + place);
        }
    }
}
