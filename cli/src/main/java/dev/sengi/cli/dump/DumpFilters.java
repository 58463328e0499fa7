package dev.sengi.cli.dump;

import dev.sengi.cli.option.FilterFile;
import dev.sengi.cli.option.FilterObject;
import dev.sengi.cli.option.GivenOptions;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The filter files of a dump. Their lines are options in another form, except for included extensions. */
final class DumpFilters {
    private static final Map<FilterObject, DumpOption> INCLUDES = new EnumMap<>(Map.of(
            FilterObject.FOREIGN_DATA, DumpOption.INCLUDE_FOREIGN_DATA,
            FilterObject.SCHEMA, DumpOption.SCHEMA,
            FilterObject.TABLE, DumpOption.TABLE,
            FilterObject.TABLE_AND_CHILDREN, DumpOption.TABLE_AND_CHILDREN));
    private static final Map<FilterObject, DumpOption> EXCLUDES = new EnumMap<>(Map.of(
            FilterObject.EXTENSION, DumpOption.EXCLUDE_EXTENSION,
            FilterObject.SCHEMA, DumpOption.EXCLUDE_SCHEMA,
            FilterObject.TABLE, DumpOption.EXCLUDE_TABLE,
            FilterObject.TABLE_AND_CHILDREN, DumpOption.EXCLUDE_TABLE_AND_CHILDREN,
            FilterObject.TABLE_DATA, DumpOption.EXCLUDE_TABLE_DATA,
            FilterObject.TABLE_DATA_AND_CHILDREN, DumpOption.EXCLUDE_TABLE_DATA_AND_CHILDREN));

    private final GivenOptions<DumpOption> given;
    private final List<String> extensions = new ArrayList<>();

    DumpFilters(GivenOptions<DumpOption> given) {
        this.given = given;
    }

    /** Adds the lines of a file to the given options. */
    void read(String file, InputStream standardInput) {
        FilterFile.read(file, standardInput, this::take);
    }

    /** Returns the patterns of included extensions. Unlike {@code -e}, they exclude only other extensions. */
    List<String> extensions() {
        return List.copyOf(extensions);
    }

    private boolean take(boolean include, FilterObject object, String pattern) {
        if (include && object == FilterObject.EXTENSION) {
            extensions.add(pattern);
            return true;
        }
        DumpOption option = (include ? INCLUDES : EXCLUDES).get(object);
        if (option == null) {
            return false;
        }
        given.add(option, pattern);
        return true;
    }
}
