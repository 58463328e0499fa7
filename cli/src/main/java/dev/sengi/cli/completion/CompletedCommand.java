package dev.sengi.cli.completion;

import dev.sengi.cli.option.CommandOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command as completion offers it.
 *
 * @param summary what it does
 * @param files whether its operands are files
 */
public record CompletedCommand(String name, String summary, List<CompletedOption> options, boolean files) {
    private static final CompletedOption HELP = new CompletedOption('?', "help", false, "show the help, then exit");
    /** The first line of an option's description in the help. */
    private static final Pattern DESCRIBED = Pattern.compile("  (?:-., )?--(?<name>[a-z-]+)\\S*(?: +(?<text>.*))?");
    /** A further line. */
    private static final Pattern CONTINUED = Pattern.compile(" {20,}(?<text>\\S.*)");

    /** @param help the text that describes the options */
    public static CompletedCommand of(
            String name, String summary, List<CommandOption> options, String help, boolean files) {
        Map<String, String> descriptions = descriptions(help);
        List<CompletedOption> completed = new ArrayList<>();
        for (CommandOption option : options) {
            // A letter belongs to the first name; the others are synonyms.
            char letter = option.letter();
            for (String longName : option.longNames()) {
                if (!longName.equals("help") && !longName.equals("version")) {
                    completed.add(new CompletedOption(
                            letter, longName, option.takesArgument(), descriptions.getOrDefault(longName, "")));
                    letter = 0;
                }
            }
        }
        completed.add(HELP);
        completed.add(new CompletedOption('V', "version", false, "show the version, then exit"));
        return new CompletedCommand(name, summary, List.copyOf(completed), files);
    }

    /** Returns a command that the launcher runs itself. */
    public static CompletedCommand ofLauncher(String name, String summary) {
        return new CompletedCommand(name, summary, List.of(HELP), false);
    }

    private static Map<String, String> descriptions(String help) {
        Map<String, String> descriptions = new HashMap<>();
        String name = null;
        for (String line : help.split("\n", -1)) {
            Matcher described = DESCRIBED.matcher(line);
            Matcher continued = CONTINUED.matcher(line);
            if (described.matches()) {
                name = described.group("name");
                descriptions.put(name, described.group("text") == null ? "" : described.group("text"));
            } else if (name != null && continued.matches()) {
                descriptions.merge(name, continued.group("text"), (start, rest) -> (start + " " + rest).strip());
            } else {
                name = null;
            }
        }
        return descriptions;
    }
}
