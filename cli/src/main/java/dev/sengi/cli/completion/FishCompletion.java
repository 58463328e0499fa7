package dev.sengi.cli.completion;

import java.util.List;

/** A completion script for fish 3 and later. */
final class FishCompletion {
    private FishCompletion() {}

    static String of(List<CompletedCommand> commands) {
        StringBuilder script = new StringBuilder("""
                # Completes the options of sengi in fish. To use it:
                #   sengi completion fish > ~/.config/fish/completions/sengi.fish
                complete -c sengi -f
                """);
        for (CompletedCommand command : commands) {
            script.append("complete -c sengi -n __fish_use_subcommand -a ").append(command.name());
            script.append(" -d ").append(quoted(command.summary())).append('\n');
        }
        for (CompletedCommand command : commands) {
            String start = "complete -c sengi -n '__fish_seen_subcommand_from " + command.name() + "'";
            if (command.files()) {
                script.append(start).append(" -F\n");
            } else if (command.name().equals("completion")) {
                script.append(start).append(" -a 'bash zsh fish'\n");
            }
            for (CompletedOption option : command.options()) {
                script.append(start);
                append(option, script);
                script.append('\n');
            }
        }
        return script.toString();
    }

    private static void append(CompletedOption option, StringBuilder script) {
        if (option.letter() != 0) {
            script.append(" -s '").append(option.letter()).append('\'');
        }
        script.append(" -l ").append(option.name());
        if (option.takesFile()) {
            script.append(" -r -F");
        } else if (!option.choices().isEmpty()) {
            script.append(" -x -a '").append(String.join(" ", option.choices())).append('\'');
        } else if (option.takesArgument()) {
            script.append(" -x");
        }
        if (!option.description().isEmpty()) {
            script.append(" -d ").append(quoted(option.description()));
        }
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
