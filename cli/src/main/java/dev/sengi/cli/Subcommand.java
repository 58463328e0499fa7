package dev.sengi.cli;

import dev.sengi.cli.archive.ConvertOption;
import dev.sengi.cli.archive.ExtractOption;
import dev.sengi.cli.archive.ListOption;
import dev.sengi.cli.archive.SengiConvertCommand;
import dev.sengi.cli.archive.SengiExtractCommand;
import dev.sengi.cli.archive.SengiListCommand;
import dev.sengi.cli.archive.SengiVerifyCommand;
import dev.sengi.cli.archive.VerifyOption;
import dev.sengi.cli.command.Command;
import dev.sengi.cli.completion.CompletedCommand;
import dev.sengi.cli.completion.SengiCompletionCommand;
import dev.sengi.cli.diff.DiffOption;
import dev.sengi.cli.diff.SengiDiffCommand;
import dev.sengi.cli.dump.DumpOption;
import dev.sengi.cli.dump.PgDumpCommand;
import dev.sengi.cli.option.CommandOption;
import dev.sengi.cli.restore.PgRestoreCommand;
import dev.sengi.cli.restore.RestoreOption;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** The commands of {@code sengi}: running them and completing their options both start from this table. */
enum Subcommand {
    DUMP("dump a database", DumpOption.class, () -> new PgDumpCommand("sengi dump"), false),
    RESTORE(
            "restore an archive or a script",
            RestoreOption.class,
            () -> new PgRestoreCommand("sengi restore", true),
            true),
    LIST("list an archive's contents", ListOption.class, SengiListCommand::new, true),
    VERIFY("read a whole archive and report any damage", VerifyOption.class, SengiVerifyCommand::new, true),
    DIFF("compare archives, scripts and databases", DiffOption.class, SengiDiffCommand::new, true),
    EXTRACT("write a table's rows", ExtractOption.class, SengiExtractCommand::new, true),
    CONVERT("write an archive in another format", ConvertOption.class, SengiConvertCommand::new, true),
    COMPLETION(
            "print a script that completes options",
            null,
            () -> new SengiCompletionCommand(Subcommand::completed),
            false);

    private final String summary;
    private final Class<? extends CommandOption> options;

    @SuppressWarnings("ImmutableEnumChecker") // It only creates commands.
    private final Supplier<Command> command;

    private final boolean files;

    /**
     * @param options null if it has none
     * @param files whether its operands are files
     */
    Subcommand(String summary, Class<? extends CommandOption> options, Supplier<Command> command, boolean files) {
        this.summary = summary;
        this.options = options;
        this.command = command;
        this.files = files;
    }

    /** Returns the command with this name. */
    static Optional<Command> command(String name) {
        for (Subcommand subcommand : values()) {
            if (subcommand.label().equals(name)) {
                return Optional.of(subcommand.command.get());
            }
        }
        return Optional.empty();
    }

    private String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns what completion needs to know about all commands. */
    private static List<CompletedCommand> completed() throws IOException {
        List<CompletedCommand> commands = new ArrayList<>();
        for (Subcommand subcommand : values()) {
            List<CommandOption> options =
                    subcommand.options == null ? List.of() : List.of(subcommand.options.getEnumConstants());
            commands.add(CompletedCommand.of(
                    subcommand.label(),
                    subcommand.summary,
                    options,
                    subcommand.command.get().help(),
                    subcommand.files));
        }
        // The launcher itself implements this command.
        commands.add(CompletedCommand.ofLauncher("share-classes", "make commands start faster"));
        return commands;
    }
}
