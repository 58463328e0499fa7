package dev.sengi.archive.internal.directory;

import dev.sengi.archive.ArchiveFormat;
import dev.sengi.archive.ArchiveFormatException;
import dev.sengi.archive.ArchiveHeader;
import dev.sengi.archive.TocEntry;
import dev.sengi.archive.Verification.Problem;
import dev.sengi.archive.internal.codec.ByteSource;
import dev.sengi.archive.internal.codec.Preamble;
import dev.sengi.archive.internal.codec.PrimitiveInput;
import dev.sengi.archive.internal.io.ArchiveFiles;
import dev.sengi.archive.internal.io.TocReading;
import dev.sengi.archive.internal.verify.ProblemLog;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code toc.dat}, the file of a directory or member of a tar that contains only the header and the table of contents.
 * It adds to each entry a Str, the name of the file with the entry's data, empty if there are none.
 *
 * @param problems what is wrong with the file although it can be read
 */
public record TocFile(Preamble<String> preamble, List<Problem> problems) {
    /**
     * Reads the file to its end.
     *
     * @param reading how much of the table of contents is read
     */
    public static TocFile read(InputStream file, ArchiveFormat format, TocReading reading) throws IOException {
        PrimitiveInput in = new PrimitiveInput(ByteSource.of(file), reading);
        Preamble<String> preamble = Preamble.read(in, format, (toc, version) -> readName(toc));
        return new TocFile(preamble, problems(in));
    }

    private static String readName(PrimitiveInput in) throws IOException {
        byte[] name = in.readStringBytes();
        return name == null ? "" : new String(name, StandardCharsets.UTF_8);
    }

    private static List<Problem> problems(PrimitiveInput in) throws IOException {
        List<Problem> problems = new ArrayList<>();
        for (Problem problem : in.irregularities()) {
            problems.add(Problem.of(
                    problem.dumpId().orElse(0), problem.offset().orElse(-1), ArchiveFiles.TOC, problem.message()));
        }
        if (!ends(in)) {
            problems.add(Problem.of(
                    0, in.position(), ArchiveFiles.TOC, "there is extra content after the table of contents"));
        }
        return problems;
    }

    private static boolean ends(PrimitiveInput in) throws IOException {
        try {
            return in.atEnd();
        } catch (ArchiveFormatException e) {
            return false;
        }
    }

    public ArchiveHeader header() {
        return preamble.header();
    }

    public List<TocEntry> entries() {
        return preamble.entries();
    }

    /** Returns the name of the file that contains the entry's data or lists its large objects, or null. */
    public String name(TocEntry entry) {
        String name = preamble.extension(entry);
        return name.isEmpty() ? null : name;
    }

    /** Records contradictions and oddities in what the entry states about its data, and returns the file's name. */
    public String checkedName(TocEntry entry, ProblemLog log) {
        String name = name(entry);
        if (entry.hadDumper() == (name == null)) {
            log.add(entry.dumpId(), -1, null, "the entry is inconsistent about whether it has data");
            return null;
        }
        if (name != null && !ArchiveFiles.isUsual(name, entry.dumpId())) {
            log.add(entry.dumpId(), -1, name, "the entry's data are in a file with an unexpected name");
        }
        return name;
    }
}
