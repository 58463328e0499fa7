package dev.sengi.cli.archive;

import dev.sengi.archive.DataKind;
import dev.sengi.archive.TocEntry;
import dev.sengi.cli.command.CommandException;
import dev.sengi.cli.output.TextTable;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A table's name on the command line: {@code name} or {@code schema.name}. A part that contains a dot or a quote must
 * be quoted. Case always matters, with or without quotes.
 *
 * @param schema null for any
 */
record TableName(String schema, String name) {
    private static final int SHOWN = 10;

    /** @throws CommandException if the text is not such a name */
    static TableName parse(String text) {
        StringBuilder part = new StringBuilder();
        String schema = null;
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' && quoted && text.startsWith("\"\"", i)) {
                part.append(c);
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == '.' && !quoted) {
                if (schema != null) {
                    throw CommandException.fatal("improper relation name (too many dotted names): " + text);
                }
                schema = part.toString();
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        if (quoted || part.length() == 0 || (schema != null && schema.isEmpty())) {
            throw CommandException.fatal("improper relation name: " + text);
        }
        return new TableName(schema, part.toString());
    }

    /**
     * Returns the entries that contain the table's data: one, or several if the table was divided.
     *
     * @throws CommandException if no table, or more than one, has the name
     */
    List<TocEntry> find(List<TocEntry> entries, NameText names) {
        List<TocEntry> tables = entries.stream()
                .filter(entry -> entry.type().data() == DataKind.ROWS)
                .toList();
        List<TocEntry> found = tables.stream()
                .filter(entry -> name.equals(names.of(entry.tag()))
                        && (schema == null || schema.equals(names.of(entry.namespace()))))
                .toList();
        if (found.isEmpty()) {
            throw missing(entries, tables, names);
        }
        long schemas = found.stream()
                .map(entry -> names.of(entry.namespace()))
                .distinct()
                .count();
        if (schemas > 1) {
            throw CommandException.fatal("table name \"" + name + "\" is ambiguous: " + list(found.stream(), names));
        }
        return found;
    }

    private CommandException missing(List<TocEntry> entries, List<TocEntry> tables, NameText names) {
        String label = label(schema, name);
        if (tables.isEmpty()) {
            return CommandException.fatal("no data of table " + label + ": the archive contains no table data");
        }
        boolean defined = entries.stream()
                .anyMatch(entry -> entry.type().isTable()
                        && name.equals(names.of(entry.tag()))
                        && (schema == null || schema.equals(names.of(entry.namespace()))));
        String wanted = name.toLowerCase(Locale.ROOT);
        List<TocEntry> similar = tables.stream()
                .filter(entry -> names.of(entry.tag()).toLowerCase(Locale.ROOT).contains(wanted))
                .toList();
        Stream<TocEntry> shown = similar.isEmpty() ? tables.stream() : similar.stream();
        return CommandException.fatal((defined ? "the archive contains no data of table " : "no table ")
                        + label
                        + (defined ? "" : " in the archive"))
                .withHint("The archive contains data of " + list(shown, names) + ".");
    }

    private static String list(Stream<TocEntry> entries, NameText names) {
        List<String> labels = entries.sorted(
                        Comparator.comparing((TocEntry entry) -> entry.namespace() == null ? "" : entry.namespace())
                                .thenComparing(TocEntry::tag))
                .map(entry -> label(names.of(entry.namespace()), names.of(entry.tag())))
                .distinct()
                .toList();
        String shown = labels.stream().limit(SHOWN).collect(Collectors.joining(", "));
        return labels.size() <= SHOWN ? shown : shown + " and " + (labels.size() - SHOWN) + " more";
    }

    /** Returns a name that {@link #parse} accepts. */
    private static String label(String schema, String name) {
        return schema == null || schema.isEmpty() ? quoted(name) : quoted(schema) + "." + quoted(name);
    }

    private static String quoted(String name) {
        boolean plain = !name.isEmpty() && name.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_');
        return plain ? name : "\"" + TextTable.visible(name).replace("\"", "\"\"") + "\"";
    }
}
