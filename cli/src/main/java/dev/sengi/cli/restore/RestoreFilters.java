package dev.sengi.cli.restore;

import dev.sengi.cli.option.FilterFile;
import dev.sengi.cli.option.FilterObject;
import dev.sengi.cli.option.GivenOptions;
import java.io.InputStream;
import java.util.EnumMap;
import java.util.Map;

/** The filter files of a restore. Their lines are options in another form. */
final class RestoreFilters {
    private static final Map<FilterObject, RestoreOption> INCLUDES = new EnumMap<>(Map.of(
            FilterObject.FUNCTION, RestoreOption.FUNCTION,
            FilterObject.INDEX, RestoreOption.INDEX,
            FilterObject.SCHEMA, RestoreOption.SCHEMA,
            FilterObject.TABLE, RestoreOption.TABLE,
            FilterObject.TRIGGER, RestoreOption.TRIGGER));

    private RestoreFilters() {}

    /** Adds the lines of a file to the given options. */
    static void read(String file, InputStream standardInput, GivenOptions<RestoreOption> given) {
        FilterFile.read(file, standardInput, (include, object, pattern) -> take(include, object, pattern, given));
    }

    private static boolean take(
            boolean include, FilterObject object, String pattern, GivenOptions<RestoreOption> given) {
        RestoreOption option = include ? INCLUDES.get(object) : excluded(object);
        if (option == null) {
            return false;
        }
        given.add(option, pattern);
        return true;
    }

    private static RestoreOption excluded(FilterObject object) {
        return object == FilterObject.SCHEMA ? RestoreOption.EXCLUDE_SCHEMA : null;
    }
}
