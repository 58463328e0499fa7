package dev.sengi.cli.archive;

import dev.sengi.archive.Archive;
import dev.sengi.archive.Verification.Problem;
import dev.sengi.archive.internal.inventory.Inventory;
import dev.sengi.archive.internal.inventory.InventoryItem;
import dev.sengi.cli.command.Environment;
import dev.sengi.cli.command.Messages;
import dev.sengi.cli.option.GivenOptions;
import dev.sengi.cli.option.OptionParser;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** {@code sengi list}: lists an archive's contents, for people or, as JSON, for programs. */
public final class SengiListCommand extends SengiSubcommand {

    public SengiListCommand() {
        super("list");
    }

    @Override
    public int execute(List<String> arguments, Environment environment, Messages messages) throws IOException {
        GivenOptions<ListOption> given = new GivenOptions<>(ListOption.class);
        List<String> operands = new OptionParser<>(ListOption.class, arguments, environment).parse(given::add);
        String name = onlyOperand(operands);
        String key = given.last(ListOption.SORT);
        ListOrder order = key == null ? null : ListOrder.parse(key);
        boolean count = given.has(ListOption.COUNT);
        if (order == ListOrder.ROWS && !count) {
            throw GivenOptions.requires("--sort=rows", ListOption.COUNT.label());
        }
        try (Archive archive = new ArchiveOperand(name).open(environment)) {
            ListFilter filter = ListFilter.of(given, NameText.of(archive.entries()));
            Inventory inventory = count ? Inventory.counted(archive, filter) : Inventory.of(archive, filter);
            write(
                    archive,
                    ListOrder.sorted(inventory.items(), order, given.has(ListOption.REVERSE)),
                    given,
                    environment);
            return report(inventory.problems(), count, messages);
        }
    }

    private static void write(
            Archive archive, List<InventoryItem> items, GivenOptions<ListOption> given, Environment environment)
            throws IOException {
        NameText names = NameText.of(archive.entries());
        int stored = archive.entries().size();
        Writer out = environment.writer();
        if (given.has(ListOption.JSON)) {
            new ListJson(names, out).write(archive.header(), stored, items);
            out.write('\n');
        } else {
            new ListTable(names, given.has(ListOption.BYTES)).write(archive.header(), stored, items, out);
        }
        out.flush();
    }

    /** Reports why numbers are missing: as errors if the user requested them. */
    private static int report(List<Problem> problems, boolean counted, Messages messages) {
        for (Problem problem : problems) {
            if (counted) {
                messages.failure(problem.toString());
            } else {
                messages.warning(problem.toString());
            }
        }
        return counted && !problems.isEmpty() ? 1 : 0;
    }
}
