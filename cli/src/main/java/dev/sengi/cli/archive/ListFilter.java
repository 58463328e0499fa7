package dev.sengi.cli.archive;

import dev.sengi.archive.TocEntry;
import dev.sengi.cli.option.GivenOptions;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Selects the entries that {@code sengi list} shows: those that match every option given.
 *
 * @param names the form in which names are shown, and in which patterns match them
 * @param kinds in upper case
 */
record ListFilter(NameText names, List<String> kinds, List<Pattern> schemas, List<Pattern> tables)
        implements Predicate<TocEntry> {

    static ListFilter of(GivenOptions<ListOption> given, NameText names) {
        return new ListFilter(
                names,
                given.all(ListOption.KIND).stream()
                        .map(kind -> kind.toUpperCase(Locale.ROOT))
                        .toList(),
                given.all(ListOption.SCHEMA).stream().map(ListFilter::glob).toList(),
                given.all(ListOption.TABLE).stream().map(ListFilter::glob).toList());
    }

    @Override
    public boolean test(TocEntry entry) {
        return (kinds.isEmpty() || kinds.contains(entry.desc().toUpperCase(Locale.ROOT)))
                && (schemas.isEmpty() || matches(schemas, entry.namespace()))
                && (tables.isEmpty() || (entry.type().hasTableName() && matches(tables, entry.tag())));
    }

    private boolean matches(List<Pattern> patterns, String stored) {
        String name = names.of(stored);
        return name != null
                && patterns.stream().anyMatch(pattern -> pattern.matcher(name).matches());
    }

    private static Pattern glob(String pattern) {
        String quoted = Pattern.quote(pattern);
        return Pattern.compile(quoted.replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q"), Pattern.DOTALL);
    }
}
