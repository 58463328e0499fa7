package dev.sengi.cli.archive;

import dev.sengi.TableRows;
import dev.sengi.archive.Archive;
import dev.sengi.archive.ArchiveFormatException;
import dev.sengi.archive.TocEntry;
import dev.sengi.archive.Verification;
import dev.sengi.archive.Verification.Problem;
import dev.sengi.cli.command.CommandException;
import dev.sengi.cli.command.Environment;
import dev.sengi.cli.command.Messages;
import dev.sengi.cli.option.ConnectionOptions;
import dev.sengi.cli.option.GivenOptions;
import dev.sengi.cli.option.OptionParser;
import dev.sengi.internal.compare.DataCounts;
import dev.sengi.internal.compare.QualifiedName;
import dev.sengi.internal.conninfo.ConninfoSource;
import dev.sengi.internal.script.read.PlainScript;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/**
 * {@code sengi verify}: reads an archive to its last byte, and reports problems and which entries are intact. Also
 * compares it with its checksum file, and its numbers of rows with those of a database. A script is only compared with
 * its checksum file.
 */
public final class SengiVerifyCommand extends SengiSubcommand {

    /** The command line, and where the command runs. */
    private record Line(
            GivenOptions<VerifyOption> given,
            ConnectionOptions connection,
            Environment environment,
            Messages messages) {}

    public SengiVerifyCommand() {
        super("verify");
    }

    @Override
    public int execute(List<String> arguments, Environment environment, Messages messages) throws IOException {
        GivenOptions<VerifyOption> given = new GivenOptions<>(VerifyOption.class);
        ConnectionOptions connection = new ConnectionOptions();
        List<String> operands = new OptionParser<>(VerifyOption.class, arguments, environment)
                .parse((option, argument) -> {
                    connection.take(option);
                    given.add(option, argument);
                });
        ArchiveOperand operand = new ArchiveOperand(onlyOperand(operands));
        given.require(VerifyOption.ENABLE_ROW_SECURITY, VerifyOption.AGAINST);
        given.require(VerifyOption.ONLY_ARCHIVED, VerifyOption.AGAINST);
        VerifyReport report = report(operand, new Line(given, connection, environment, messages));
        Writer out = environment.writer();
        if (given.has(VerifyOption.JSON)) {
            new VerifyJson(report, out).write();
        } else {
            new VerifyText(report, given.has(VerifyOption.VERBOSE), out).write();
        }
        out.flush();
        return report.isWhole() && report.isEqual() ? 0 : 1;
    }

    private static VerifyReport report(ArchiveOperand operand, Line line) throws IOException {
        Optional<ChecksumCheck.Result> checksum =
                operand.isStandardInput() ? Optional.empty() : ChecksumCheck.of(operand.path());
        try (PlainScript.Found found = operand.find(line.environment)) {
            if (found.script() != null) {
                return ofScript(operand, checksum, line.given);
            }
            return ofArchive(operand, found, checksum, line);
        }
    }

    /** Reports only the checksum, because damage to a script cannot be detected. */
    private static VerifyReport ofScript(
            ArchiveOperand operand, Optional<ChecksumCheck.Result> checksum, GivenOptions<VerifyOption> given) {
        if (given.has(VerifyOption.AGAINST)) {
            throw CommandException.fatal("option --against cannot be used with a script");
        }
        if (checksum.isEmpty()) {
            String name = operand.isStandardInput() ? operand.label() : "\"" + operand.label() + "\"";
            throw CommandException.fatal(name + " is a script, which only a checksum file can verify")
                    .withHint("\"sengi dump --checksum\" and sha256sum write checksum files.");
        }
        return new VerifyReport(operand.label(), checksum, null, List.of(), null, null);
    }

    private static VerifyReport ofArchive(
            ArchiveOperand operand, PlainScript.Found found, Optional<ChecksumCheck.Result> checksum, Line line)
            throws IOException {
        Archive archive;
        try {
            archive = found.stream() == null ? Archive.open(operand.path()) : Archive.open(found.stream());
        } catch (ArchiveFormatException e) {
            return new VerifyReport(operand.label(), checksum, Problem.of(e).toString(), List.of(), null, null);
        }
        try (archive) {
            List<TocEntry> entries = archive.entries();
            if (!line.given.has(VerifyOption.AGAINST)) {
                return new VerifyReport(operand.label(), checksum, null, entries, archive.verify(), null);
            }
            // Connects before reading the archive, which may take hours, in case the connection fails.
            DataCounts database = database(entries, line);
            Verification verification = archive.verify();
            List<TableRows> compared = archived(entries, verification::count).compare(database).stream()
                    .filter(pair -> !line.given.has(VerifyOption.ONLY_ARCHIVED)
                            || pair.first().isPresent())
                    .toList();
            return new VerifyReport(operand.label(), checksum, null, entries, verification, compared);
        }
    }

    private static DataCounts archived(List<TocEntry> entries, Function<TocEntry, OptionalLong> rows) {
        return DataCounts.ofArchive(entries, NameText.of(entries).isBytewise(), rows);
    }

    private static DataCounts database(List<TocEntry> entries, Line line) throws IOException {
        Set<QualifiedName> tables =
                archived(entries, entry -> OptionalLong.empty()).tables().keySet();
        ConninfoSource source = line.connection.source(
                null, null, null, line.given.last(VerifyOption.AGAINST), "sengi", line.environment);
        return DatabaseSide.count(
                source,
                line.given.has(VerifyOption.ENABLE_ROW_SECURITY),
                tables::contains,
                line.environment,
                line.messages);
    }
}
