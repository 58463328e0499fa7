package dev.sengi.internal.restore;

import dev.sengi.PgRestore;
import dev.sengi.RestoreFlag;
import dev.sengi.ScriptFlag;
import dev.sengi.archive.Section;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** Options in the syntax of the real pg_restore, applied to ours: {@code _} stands for a space inside a word. */
final class RestoreOptionText {
    private RestoreOptionText() {}

    /** Returns the words to pass to the real program. */
    static List<String> words(String options) {
        return options.isBlank()
                ? List.of()
                : List.of(options.trim().split(" +")).stream()
                        .map(word -> word.startsWith("--") ? word : word.replace('_', ' '))
                        .toList();
    }

    static PgRestore apply(String options, PgRestore archive) {
        PgRestore restore = archive.with(RestoreFlag.BARE_TABLES)
                .with(RestoreFlag.LENIENT_LIST)
                .with(RestoreFlag.RESTORE_INTO_EXISTING)
                .returnFailures();
        Map<String, List<String>> names = new LinkedHashMap<>();
        Set<Section> sections = EnumSet.noneOf(Section.class);
        List<String> words = words(options);
        if (!words.contains("--strict-names")) {
            restore = restore.with(RestoreFlag.LENIENT_NAMES);
        }
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            switch (word) {
                case "-n", "-N", "-t", "-I", "-P", "-T", "-S" ->
                    names.computeIfAbsent(word, key -> new ArrayList<>()).add(words.get(++i));
                default -> restore = applyFlag(word, restore, sections);
            }
        }
        for (Map.Entry<String, List<String>> name : names.entrySet()) {
            restore = applyNames(name.getKey(), name.getValue(), restore);
        }
        return sections.isEmpty() ? restore : restore.sections(sections);
    }

    private static PgRestore including(
            List<String> names, PgRestore restore, BiFunction<PgRestore, String, PgRestore> include) {
        PgRestore set = restore;
        for (String name : names) {
            set = include.apply(set, name);
        }
        return set;
    }

    private static PgRestore applyNames(String word, List<String> values, PgRestore restore) {
        return switch (word) {
            case "-n", "-N", "-t" -> applyPatterns(word, values, restore);
            case "-I" -> including(values, restore, PgRestore::includeIndex);
            case "-P" -> including(values, restore, PgRestore::includeFunction);
            case "-T" -> including(values, restore, PgRestore::includeTrigger);
            case "-S" -> restore.superuser(values.get(0));
            default -> throw new IllegalArgumentException(word);
        };
    }

    private static PgRestore applyPatterns(String word, List<String> values, PgRestore restore) {
        PgRestore all = restore;
        for (String value : values) {
            String exact = '"' + value.replace("\"", "\"\"") + '"';
            all = switch (word) {
                case "-n" -> all.includeSchema(exact);
                case "-N" -> all.excludeSchema(exact);
                default -> all.includeTable(exact);
            };
        }
        return all;
    }

    private static PgRestore applyFlag(String word, PgRestore restore, Set<Section> sections) {
        return switch (word) {
            case "-v" -> restore.with(ScriptFlag.VERBOSE);
            case "-s" -> restore.schemaOnly();
            case "-a" -> restore.dataOnly();
            case "-O" -> restore.noOwner();
            case "-x" -> restore.noPrivileges();
            case "-c" -> restore.clean();
            case "-C" -> restore.create();
            case "-1" -> restore.singleTransaction();
            case "-e" -> restore.exitOnError();
            case "-j1", "-j2", "-j3", "-j4" -> restore.jobs(Integer.parseInt(word.substring(2)));
            default -> applyLong(word, restore, sections);
        };
    }

    private static PgRestore applyLong(String word, PgRestore restore, Set<Section> sections) {
        int value = word.indexOf('=');
        if (word.startsWith("--section=")) {
            sections.add(Section.valueOf(constant(word.substring(value + 1))));
            return restore;
        } else if (word.startsWith("--role=")) {
            return restore.role(word.substring(value + 1));
        } else if (word.startsWith("--transaction-size=")) {
            return restore.transactionSize(Integer.parseInt(word.substring(value + 1)));
        } else if (word.equals("--strict-names")) {
            return restore;
        }
        String flag = constant(word.substring(2));
        boolean ofScripts =
                Stream.of(ScriptFlag.values()).anyMatch(some -> some.name().equals(flag));
        return ofScripts ? restore.with(ScriptFlag.valueOf(flag)) : restore.with(RestoreFlag.valueOf(flag));
    }

    private static String constant(String word) {
        return word.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
