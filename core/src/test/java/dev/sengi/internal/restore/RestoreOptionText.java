package dev.sengi.internal.restore;

import dev.sengi.PgRestore;
import dev.sengi.RestoreFlag;
import dev.sengi.archive.Section;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Options written as for the real pg_restore, applied to ours: {@code _} stands for a space inside a word. */
final class RestoreOptionText {
    private RestoreOptionText() {}

    /** Returns the words that the real program takes. */
    static List<String> words(String options) {
        return options.isBlank()
                ? List.of()
                : List.of(options.trim().split(" +")).stream()
                        .map(word -> word.startsWith("--") ? word : word.replace('_', ' '))
                        .toList();
    }

    static PgRestore apply(String options, PgRestore restore) {
        Map<String, List<String>> names = new HashMap<>();
        Set<Section> sections = EnumSet.noneOf(Section.class);
        List<String> words = words(options);
        if (!words.contains("--strict-names")) {
            restore.with(RestoreFlag.LENIENT_NAMES);
        }
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            switch (word) {
                case "-n", "-N", "-t", "-I", "-P", "-T", "-S" ->
                    names.computeIfAbsent(word, key -> new ArrayList<>()).add(words.get(++i));
                default -> applyFlag(word, restore, sections);
            }
        }
        names.forEach((word, values) -> applyNames(word, values, restore));
        return sections.isEmpty() ? restore : restore.sections(sections);
    }

    private static void applyNames(String word, List<String> values, PgRestore restore) {
        switch (word) {
            case "-n" -> restore.schemas(values);
            case "-N" -> restore.excludeSchemas(values);
            case "-t" -> restore.tables(values);
            case "-I" -> restore.indexes(values);
            case "-P" -> restore.functions(values);
            case "-T" -> restore.triggers(values);
            case "-S" -> restore.superuser(values.get(0));
            default -> throw new IllegalArgumentException(word);
        }
    }

    private static void applyFlag(String word, PgRestore restore, Set<Section> sections) {
        switch (word) {
            case "-v" -> restore.with(RestoreFlag.VERBOSE);
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
        }
    }

    private static void applyLong(String word, PgRestore restore, Set<Section> sections) {
        int value = word.indexOf('=');
        if (word.startsWith("--section=")) {
            sections.add(Section.valueOf(constant(word.substring(value + 1))));
        } else if (word.startsWith("--role=")) {
            restore.role(word.substring(value + 1));
        } else if (word.startsWith("--transaction-size=")) {
            restore.transactionSize(Integer.parseInt(word.substring(value + 1)));
        } else if (!word.equals("--strict-names")) {
            restore.with(RestoreFlag.valueOf(constant(word.substring(2))));
        }
    }

    private static String constant(String word) {
        return word.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
