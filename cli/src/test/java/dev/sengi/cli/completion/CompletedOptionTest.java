package dev.sengi.cli.completion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.cli.archive.ConvertOption;
import dev.sengi.cli.archive.ExtractOption;
import dev.sengi.cli.archive.ListOption;
import dev.sengi.cli.dump.DumpOption;
import dev.sengi.cli.option.CommandOption;
import dev.sengi.cli.restore.RestoreOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is known about options' arguments, and descriptions from the help. */
class CompletedOptionTest {

    @Test
    void argumentsAreThoseOfOptionsThatExist() {
        CommandOption[][] tables = {
            DumpOption.values(),
            RestoreOption.values(),
            ListOption.values(),
            ExtractOption.values(),
            ConvertOption.values()
        };
        Set<String> names = Stream.of(tables)
                .flatMap(Stream::of)
                .filter(CommandOption::takesArgument)
                .flatMap(option -> option.longNames().stream())
                .collect(Collectors.toSet());
        assertThat(names).containsAll(CompletedOption.FILES).containsAll(CompletedOption.CHOICES.keySet());
    }

    @Test
    void descriptionsComeFromTheHelp() {
        String help = """
                  -a, --data-only              only data, no definitions
                  -Z, --compress=METHOD[:DETAIL]
                                               compress with none or
                                               gzip

                                               not this
                  --blobs                      old name
                """;
        List<CommandOption> options =
                List.of(DumpOption.DATA_ONLY, DumpOption.COMPRESS, DumpOption.LARGE_OBJECTS, DumpOption.HELP);
        CompletedCommand command = CompletedCommand.of("dump", "dump", options, help, false);
        assertThat(command.options())
                .startsWith(
                        new CompletedOption('a', "data-only", false, "only data, no definitions"),
                        new CompletedOption('Z', "compress", true, "compress with none or gzip"),
                        new CompletedOption('b', "blobs", false, "old name"),
                        new CompletedOption((char) 0, "large-objects", false, ""))
                .hasSize(6);
    }
}
