package dev.sengi.cli.diff;

import dev.sengi.DiffReport;
import dev.sengi.PgDiff;
import dev.sengi.cli.archive.SengiSubcommand;
import dev.sengi.cli.command.CommandException;
import dev.sengi.cli.command.Environment;
import dev.sengi.cli.command.Messages;
import dev.sengi.cli.option.ConnectionOptions;
import dev.sengi.cli.option.GivenOptions;
import dev.sengi.cli.option.Operands;
import dev.sengi.cli.option.OptionParser;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** {@code sengi diff}: compares archives, scripts and databases. Its exit codes are those of diff. */
public final class SengiDiffCommand extends SengiSubcommand {
    private static final int DIFFERENT = 1;
    private static final int FAILED = 2;

    public SengiDiffCommand() {
        super("diff");
    }

    @Override
    protected int failed() {
        return FAILED;
    }

    @Override
    public int execute(List<String> arguments, Environment environment, Messages messages) throws IOException {
        GivenOptions<DiffOption> given = new GivenOptions<>(DiffOption.class);
        ConnectionOptions connection = new ConnectionOptions();
        List<String> operands = new OptionParser<>(DiffOption.class, arguments, environment)
                .parse((option, argument) -> {
                    connection.take(option);
                    given.add(option, argument);
                });
        Operands.refuseMoreThan(2, operands);
        if (operands.size() < 2) {
            throw CommandException.usage("two archives, scripts or databases are needed");
        }
        DiffOperand first = new DiffOperand(operands.get(0));
        DiffOperand second = new DiffOperand(operands.get(1));
        if (first.isStandardInput() && second.isStandardInput()) {
            throw CommandException.fatal("standard input can be read only once");
        }
        PgDiff diff = PgDiff.between(first.source(connection, environment), second.source(connection, environment))
                .onProgress(messages);
        DiffReport report = run(choose(diff, given), first.isDatabase() || second.isDatabase(), environment, messages);
        Writer out = environment.writer();
        boolean brief = given.has(DiffOption.BRIEF);
        if (given.has(DiffOption.JSON)) {
            new DiffJson(brief, out).write(first.label(), second.label(), report);
        } else {
            new DiffText(first.label(), second.label(), brief, out).write(report);
        }
        out.flush();
        return report.isEqual() ? 0 : DIFFERENT;
    }

    /** @param ofDatabase whether the comparison involves a server */
    private static DiffReport run(PgDiff diff, boolean ofDatabase, Environment environment, Messages messages)
            throws IOException {
        return ofDatabase ? environment.termination().await(FAILED, diff.start(), messages) : diff.run();
    }

    private static PgDiff choose(PgDiff diff, GivenOptions<DiffOption> given) {
        PgDiff chosen = given.has(DiffOption.NO_OWNER) ? diff.noOwner() : diff;
        chosen = given.has(DiffOption.NO_PRIVILEGES) ? chosen.noPrivileges() : chosen;
        chosen = given.has(DiffOption.NO_COMMENTS) ? chosen.noComments() : chosen;
        return given.has(DiffOption.DATA) ? chosen.countRows() : chosen;
    }
}
