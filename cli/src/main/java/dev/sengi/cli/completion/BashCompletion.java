package dev.sengi.cli.completion;

import java.util.ArrayList;
import java.util.List;

/** A completion script for bash 4 and later, with or without the package bash-completion. */
final class BashCompletion {
    private BashCompletion() {}

    static String of(List<CompletedCommand> commands) {
        StringBuilder script = new StringBuilder("""
                # Completes the options of sengi in bash. To use it, add this line to ~/.bashrc:
                #   source <(sengi completion bash)
                _sengi() {
                    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} options= files=
                    # The equals sign is a word of its own.
                    if [ "$cur" = "=" ]; then
                        cur=
                    elif [ "$prev" = "=" ]; then
                        prev=${COMP_WORDS[COMP_CWORD-2]}
                    fi
                    COMPREPLY=()
                    if [ "$COMP_CWORD" = 1 ]; then
                """);
        List<String> names = commands.stream().map(CompletedCommand::name).toList();
        script.append("        COMPREPLY=($(compgen -W \"")
                .append(String.join(" ", names))
                .append("""
                 --help --version" -- "$cur"))
                        return
                    fi
                    case ${COMP_WORDS[1]} in
                """);
        commands.forEach(command -> append(command, script));
        return script.append("""
                        *) return ;;
                    esac
                    if [[ $cur == -* ]]; then
                        COMPREPLY=($(compgen -W "$options" -- "$cur"))
                        # The argument follows the equals sign at once.
                        [[ ${COMPREPLY[0]} == *= ]] && compopt -o nospace
                    elif [ -n "$files" ]; then
                        _sengi_files
                    fi
                }
                _sengi_files() {
                    compopt -o filenames
                    mapfile -t COMPREPLY < <(compgen -f -- "$cur")
                }
                complete -F _sengi sengi
                """).toString();
    }

    private static void append(CompletedCommand command, StringBuilder script) {
        script.append("        ").append(command.name()).append(")\n            case $prev in\n");
        List<String> free = new ArrayList<>();
        List<String> files = new ArrayList<>();
        for (CompletedOption option : command.options()) {
            if (option.takesFile()) {
                files.addAll(spellings(option));
            } else if (!option.choices().isEmpty()) {
                script.append("                ").append(String.join(" | ", spellings(option)));
                script.append(") COMPREPLY=($(compgen -W \"").append(String.join(" ", option.choices()));
                script.append("\" -- \"$cur\")); return ;;\n");
            } else if (option.takesArgument()) {
                free.addAll(spellings(option));
            }
        }
        if (!files.isEmpty()) {
            script.append("                ").append(String.join(" | ", files)).append(") _sengi_files; return ;;\n");
        }
        if (!free.isEmpty()) {
            script.append("                ").append(String.join(" | ", free)).append(") return ;;\n");
        }
        List<String> options = command.options().stream()
                .map(option -> "--" + option.name() + (option.takesArgument() ? "=" : ""))
                .toList();
        script.append("            esac\n            options=\"").append(String.join(" ", options));
        script.append("\"\n").append(command.files() ? "            files=1\n" : "");
        if (command.name().equals("completion")) {
            script.append("            COMPREPLY=($(compgen -W \"bash zsh fish\" -- \"$cur\"))\n");
        }
        script.append("            ;;\n");
    }

    private static List<String> spellings(CompletedOption option) {
        return option.letter() == 0
                ? List.of("--" + option.name())
                : List.of("-" + option.letter(), "--" + option.name());
    }
}
