package dev.sengi.cli.archive;

import dev.sengi.archive.Archive;
import dev.sengi.archive.ArchiveFormatException;
import dev.sengi.archive.Verification.Problem;
import dev.sengi.cli.command.CommandException;
import dev.sengi.cli.command.Environment;
import dev.sengi.cli.command.Messages;
import dev.sengi.cli.command.TextOutput;
import dev.sengi.cli.option.GivenOptions;
import dev.sengi.cli.option.Operands;
import dev.sengi.cli.option.OptionParser;
import dev.sengi.internal.io.WholeFile;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.List;

/** {@code sengi extract}: writes a table's rows, or a large object, from an archive, without a server. */
public final class SengiExtractCommand extends SengiSubcommand {

    public SengiExtractCommand() {
        super("extract");
    }

    @Override
    public int execute(List<String> arguments, Environment environment, Messages messages) throws IOException {
        GivenOptions<ExtractOption> given = new GivenOptions<>(ExtractOption.class);
        List<String> operands = new OptionParser<>(ExtractOption.class, arguments, environment).parse(given::add);
        Extract extract = extract(given, operands);
        ArchiveOperand operand = new ArchiveOperand(operands.get(0));
        Path source = operand.isStandardInput() ? null : operand.path();
        try (Archive archive = operand.open(environment)) {
            TextOutput.Writing writing = extract.find(archive, messages);
            TextOutput.write(
                    given.last(ExtractOption.FILE),
                    environment,
                    (file, text) -> WholeFile.writeFrom(
                            source,
                            file,
                            note -> {},
                            opening -> text.buffered(Channels.newOutputStream(opening.open()))),
                    writing);
        } catch (ArchiveFormatException e) {
            throw CommandException.fatal(Problem.of(e).toString(), e);
        }
        return 0;
    }

    private static Extract extract(GivenOptions<ExtractOption> given, List<String> operands) {
        boolean csv = given.has(ExtractOption.CSV);
        if (operands.isEmpty()) {
            throw CommandException.usage("no archive specified");
        }
        given.exclude(ExtractOption.LARGE_OBJECT, ExtractOption.CSV);
        given.require(ExtractOption.NO_HEADER, ExtractOption.CSV);
        if (given.has(ExtractOption.LARGE_OBJECT)) {
            Operands.refuseMoreThan(1, operands);
            return LargeObjectExtract.of(given.last(ExtractOption.LARGE_OBJECT));
        }
        Operands.refuseMoreThan(2, operands);
        if (operands.size() < 2) {
            throw CommandException.usage("no table specified");
        }
        return new TableExtract(TableName.parse(operands.get(1)), csv, !given.has(ExtractOption.NO_HEADER));
    }
}
