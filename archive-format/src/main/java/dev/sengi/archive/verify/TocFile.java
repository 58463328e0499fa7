package dev.sengi.archive.verify;

import dev.sengi.archive.ArchiveFormatException;
import dev.sengi.archive.TocEntry;
import dev.sengi.archive.Verification.Problem;
import dev.sengi.archive.codec.PrimitiveInput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with a file that holds a table of contents and nothing else, and with what it says of other files. */
public final class TocFile {
    private TocFile() {}

    /**
     * @param toc stands behind the table of contents
     * @param name of the file
     */
    public static List<Problem> problems(PrimitiveInput toc, String name) throws IOException {
        List<Problem> problems = new ArrayList<>();
        for (Problem problem : toc.irregularities()) {
            problems.add(new Problem(problem.dumpId(), problem.offset(), name, problem.message()));
        }
        if (!ends(toc)) {
            problems.add(new Problem(0, toc.position(), name, "there is something after the table of contents"));
        }
        return problems;
    }

    /** Notes it if a file or member does not have the name that all programs give to an entry's data. */
    public static void checkName(TocEntry entry, String name, ProblemLog log) {
        String number = Integer.toString(entry.dumpId());
        if (!name.equals(number + ".dat") && !name.equals("blobs_" + number + ".toc") && !name.equals("blobs.toc")) {
            log.add(entry.dumpId(), -1, name, "the entry's data are in a file that is named otherwise");
        }
    }

    private static boolean ends(PrimitiveInput toc) throws IOException {
        try {
            return toc.atEnd();
        } catch (ArchiveFormatException e) {
            return false;
        }
    }
}
