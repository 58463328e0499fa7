package dev.sengi.cli.completion;

import java.util.List;

/** A completion script for zsh, to be sourced, or stored as {@code _sengi} in a folder of {@code fpath}. */
final class ZshCompletion {
    private ZshCompletion() {}

    static String of(List<CompletedCommand> commands) {
        StringBuilder script = new StringBuilder("""
                #compdef sengi
                # Completes the options of sengi in zsh. To use it, add this line to ~/.zshrc, after compinit:
                #   source <(sengi completion zsh)
                _sengi() {
                    if (( CURRENT == 2 )); then
                        local -a commands=(
                """);
        for (CompletedCommand command : commands) {
            script.append("            ")
                    .append(quoted(command.name() + ":" + command.summary()))
                    .append('\n');
        }
        script.append("""
                        )
                        _describe 'command' commands
                        return
                    fi
                    shift words
                    (( CURRENT-- ))
                    case $words[1] in
                """);
        for (CompletedCommand command : commands) {
            script.append("        ").append(command.name()).append(")\n            _arguments -s");
            for (CompletedOption option : command.options()) {
                append(option, script);
            }
            if (command.files()) {
                script.append(" \\\n                '*:file:_files'");
            } else if (command.name().equals("completion")) {
                script.append(" \\\n                '1:shell:(bash zsh fish)'");
            }
            script.append("\n            ;;\n");
        }
        return script.append("""
                    esac
                }
                if [[ $funcstack[1] == _sengi ]]; then
                    _sengi "$@"
                else
                    compdef _sengi sengi
                fi
                """).toString();
    }

    private static void append(CompletedOption option, StringBuilder script) {
        String description = "[" + option.description().replaceAll("[\\[\\]\\\\:]", "\\\\$0") + "]";
        String argument = "";
        if (option.takesFile()) {
            argument = ":file:_files";
        } else if (!option.choices().isEmpty()) {
            argument = ":" + option.name() + ":(" + String.join(" ", option.choices()) + ")";
        } else if (option.takesArgument()) {
            argument = ":" + option.name() + ": ";
        }
        String repeated = option.takesArgument() ? "*" : "";
        if (option.letter() != 0) {
            String letter = repeated + "-" + option.letter() + (option.takesArgument() ? "+" : "");
            script.append(" \\\n                ").append(quoted(letter + description + argument));
        }
        String name = repeated + "--" + option.name() + (option.takesArgument() ? "=" : "");
        script.append(" \\\n                ").append(quoted(name + description + argument));
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
