package dev.sengi.cli.archive;

import dev.sengi.TableRows;
import dev.sengi.archive.TocEntry;
import dev.sengi.cli.archive.ChecksumCheck.Verdict;
import dev.sengi.cli.output.HumanSize;
import dev.sengi.cli.output.TextTable;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Set;

/** Writes the result of {@code sengi verify} for people. */
final class VerifyText {
    private final VerifyReport report;
    private final boolean verbose;
    private final Writer out;

    /** @param verbose whether to list intact entries and matching numbers, too */
    VerifyText(VerifyReport report, boolean verbose, Writer out) {
        this.report = report;
        this.verbose = verbose;
        this.out = out;
    }

    void write() throws IOException {
        for (String problem : report.problems()) {
            out.write("problem: " + TextTable.visible(problem) + "\n");
        }
        if (report.isScript()) {
            out.write(report.label() + script() + "\n");
            return;
        }
        if (!report.isReadable()) {
            out.write(report.label() + ": damaged: the table of contents cannot be read\n");
            return;
        }
        entries();
        summary();
        if (report.against() != null) {
            against();
        }
    }

    private String script() {
        ChecksumCheck.Result checksum = report.checksum().orElseThrow();
        return switch (checksum.verdict()) {
            case MATCHES ->
                ": whole: the checksum in " + TextTable.visible(checksum.label())
                        + " matches; nothing else can be checked in a script";
            case DIFFERS -> ": damaged: the checksum does not match";
            case INCOMPLETE, UNKNOWN -> unverified(checksum);
        };
    }

    private static String unverified(ChecksumCheck.Result checksum) {
        String lacking =
                checksum.verdict() == Verdict.UNKNOWN ? " contains no checksum of it" : " is damaged or incomplete";
        return ": not verified: " + TextTable.visible(checksum.label()) + lacking;
    }

    private void entries() throws IOException {
        NameText names = NameText.of(report.entries());
        Set<Integer> intact = report.intact();
        for (TocEntry entry : report.entries()) {
            boolean whole = intact.contains(entry.dumpId());
            if (!whole || verbose) {
                out.write((whole ? "intact: " : "damaged: ") + entry.dumpId() + " " + names.of(entry) + "\n");
            }
        }
    }

    private void summary() throws IOException {
        String count = report.intact().size() + " of " + report.entries().size() + " entries ";
        String read = HumanSize.of(report.verification().dataBytes()) + " of data read\n";
        Verdict verdict = report.checksum().map(ChecksumCheck.Result::verdict).orElse(Verdict.MATCHES);
        if (verdict == Verdict.DIFFERS) {
            out.write(report.label() + ": damaged: the checksum does not match, though " + count + "can be read, "
                    + read);
            return;
        }
        if (verdict != Verdict.MATCHES && report.hasWholeContent()) {
            out.write(report.label() + unverified(report.checksum().orElseThrow()) + ", though " + count
                    + "are intact, " + read);
            return;
        }
        String checksum = report.checksum()
                .filter(found -> found.verdict() == Verdict.MATCHES)
                .map(found -> "the checksum in " + TextTable.visible(found.label()) + " matches, ")
                .orElse("");
        String state = report.isWhole() ? ": whole: " : ": damaged: ";
        out.write(report.label() + state + count + "are intact, " + checksum + read);
    }

    private void against() throws IOException {
        List<TableRows> different =
                report.against().stream().filter(pair -> !pair.isEqual()).toList();
        List<TableRows> shown = verbose ? report.against() : different;
        if (!shown.isEmpty()) {
            CountTable.write(shown, "ARCHIVE", "DATABASE", out);
        }
        int all = report.against().size();
        out.write(report.label()
                + (different.isEmpty()
                        ? ": equal: the database has the same " + CountTable.summary(report.against())
                        : ": different: " + different.size() + " of " + all + " counts differ from the database")
                + "\n");
    }
}
