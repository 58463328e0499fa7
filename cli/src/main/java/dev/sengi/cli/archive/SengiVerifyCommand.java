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
import java.util.Optional;
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
        try {
            Optional<ChecksumCheck.Result> checksum =
                    operand.isStandardInput() ? Optional.empty() : ChecksumCheck.of(operand.path());
            for (String problem : checksum.map(ChecksumCheck.Result::problems).orElse(List.of())) {
                problem(problem, out);
            }
            return verify(operand, checksum, given.has(VerifyOption.VERBOSE), environment, out);
        } finally {
            out.flush();
        }
    }

    private static int verify(
            ArchiveOperand operand,
            Optional<ChecksumCheck.Result> checksum,
            boolean verbose,
            Environment environment,
            Writer out)
            throws IOException {
        Archive archive;
        try {
            archive = operand.open(environment);
        } catch (ArchiveFormatException e) {
            Problem problem =
                    new Problem(e.dumpId().orElse(0), e.offset().orElse(-1), null, String.valueOf(e.getMessage()));
            problem(problem.toString(), out);
            out.write(operand.label() + ": damaged: the table of contents cannot be read\n");
            return 1;
        }
        try (archive) {
            Verification verification = archive.verify();
            write(operand, archive.entries(), verification, checksum, verbose, out);
            boolean matches = checksum.map(found -> found.problems().isEmpty()).orElse(true);
            return verification.isWhole() && matches ? 0 : 1;
        }
    }

    private static void write(
            ArchiveOperand operand,
            List<TocEntry> entries,
            Verification verification,
            Optional<ChecksumCheck.Result> checksum,
            boolean verbose,
            Writer out)
            throws IOException {
        for (Problem problem : verification.problems()) {
            problem(problem.toString(), out);
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
        String read = HumanSize.of(verification.dataBytes()) + " of data read\n";
        String count = verification.intact().size() + " of " + entries.size() + " entries ";
        if (checksum.isPresent() && !checksum.get().problems().isEmpty()) {
            out.write(operand.label() + ": damaged: the checksum does not match, though " + count + "can be read, "
                    + read);
            return;
        }
        out.write(
                operand.label() + ": " + (verification.isWhole() ? "whole" : "damaged") + ": " + count + "are intact, "
                        + checksum.map(found -> "the checksum in " + TextTable.visible(found.label()) + " matches, ")
                                .orElse("")
                        + read);
    }

    private static void problem(String problem, Writer out) throws IOException {
        out.write("problem: " + TextTable.visible(problem) + "\n");
    }
}
