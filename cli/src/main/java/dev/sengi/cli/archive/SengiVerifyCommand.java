package dev.sengi.cli.archive;

import dev.sengi.archive.Archive;
import dev.sengi.archive.ArchiveFormatException;
import dev.sengi.archive.TocEntry;
import dev.sengi.archive.Verification;
import dev.sengi.archive.Verification.Problem;
import dev.sengi.cli.command.Environment;
import dev.sengi.cli.command.Messages;
import dev.sengi.cli.option.GivenOptions;
import dev.sengi.cli.option.OptionParser;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** {@code sengi verify}: reads an archive to its last byte, and reports its problems and which entries are intact. */
public final class SengiVerifyCommand extends SengiSubcommand {

    public SengiVerifyCommand() {
        super("verify");
    }

    @Override
    public int execute(List<String> arguments, Environment environment, Messages messages) throws IOException {
        GivenOptions<VerifyOption> given = new GivenOptions<>(VerifyOption.class);
        List<String> operands = new OptionParser<>(VerifyOption.class, arguments, environment).parse(given::add);
        ArchiveOperand operand = new ArchiveOperand(onlyOperand(operands));
        Writer out = new BufferedWriter(new OutputStreamWriter(environment.out(), StandardCharsets.UTF_8));
        Archive archive;
        try {
            archive = operand.open(environment);
        } catch (ArchiveFormatException e) {
            Problem problem =
                    new Problem(e.dumpId().orElse(0), e.offset().orElse(-1), null, String.valueOf(e.getMessage()));
            problem(problem, out);
            out.write(operand.label() + ": damaged: the table of contents cannot be read\n");
            out.flush();
            return 1;
        }
        try (archive) {
            Verification verification = archive.verify();
            write(operand, archive.entries(), verification, given.has(VerifyOption.VERBOSE), out);
            return verification.isWhole() ? 0 : 1;
        } finally {
            out.flush();
        }
    }

    private static void write(
            ArchiveOperand operand, List<TocEntry> entries, Verification verification, boolean verbose, Writer out)
            throws IOException {
        for (Problem problem : verification.problems()) {
            problem(problem, out);
        }
        NameText names = NameText.of(entries);
        Set<Integer> intact = new HashSet<>();
        verification.intact().forEach(entry -> intact.add(entry.dumpId()));
        for (TocEntry entry : entries) {
            boolean whole = intact.contains(entry.dumpId());
            if (!whole || verbose) {
                out.write((whole ? "intact: " : "damaged: ") + entry.dumpId() + " " + names.of(entry) + "\n");
            }
        }
        out.write(operand.label() + ": " + (verification.isWhole() ? "whole" : "damaged") + ": "
                + verification.intact().size() + " of " + entries.size() + " entries are intact, "
                + HumanSize.of(verification.dataBytes()) + " of data read\n");
    }

    private static void problem(Problem problem, Writer out) throws IOException {
        out.write("problem: " + TextTable.visible(problem.toString()) + "\n");
    }
}
