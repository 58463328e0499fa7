package dev.sengi.internal.option;

import dev.sengi.RestoreFlag;
import dev.sengi.archive.Section;
import dev.sengi.internal.ddl.Quoting;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What to restore of an archive, and how: everything that pg_restore's options say but where to.
 *
 * <p>Immutable. Names are compared exactly, with case, against the whole tag; an empty list chooses all.
 *
 * @param flags see {@link RestoreFlag}
 * @param schema whether definitions are restored ({@code --data-only} is without)
 * @param data whether data are restored ({@code --schema-only} is without)
 * @param statistics whether statistics are restored
 * @param sections the sections restored
 * @param schemas {@code -n}
 * @param excludeSchemas {@code -N}
 * @param tables {@code -t}
 * @param indexes {@code -I}
 * @param functions {@code -P}: names with their argument types
 * @param triggers {@code -T}: {@code table trigger}
 * @param list the lines of a {@code -L} file, or null for the archive's order
 * @param superuser {@code -S}, or null
 * @param role {@code --role}, or null
 * @param restrictKey {@code --restrict-key}, or null for a random one
 * @param transactionSize after how many commands a transaction is committed, or 0 where each command is its own
 */
public record RestoreOptions(
        Set<RestoreFlag> flags,
        boolean schema,
        boolean data,
        boolean statistics,
        Set<Section> sections,
        List<String> schemas,
        List<String> excludeSchemas,
        List<String> tables,
        List<String> indexes,
        List<String> functions,
        List<String> triggers,
        List<String> list,
        String superuser,
        String role,
        String restrictKey,
        int transactionSize) {

    public RestoreOptions {
        flags = Collections.unmodifiableSet(
                flags.isEmpty() ? EnumSet.noneOf(RestoreFlag.class) : EnumSet.copyOf(flags));
        sections = Collections.unmodifiableSet(EnumSet.copyOf(sections));
        schemas = List.copyOf(schemas);
        excludeSchemas = List.copyOf(excludeSchemas);
        tables = List.copyOf(tables);
        indexes = List.copyOf(indexes);
        functions = List.copyOf(functions);
        triggers = List.copyOf(triggers);
        list = list == null ? null : List.copyOf(list);
    }

    /** Everything, with no flag. */
    public static RestoreOptions everything() {
        return of(EnumSet.noneOf(RestoreFlag.class), true, true);
    }

    /** Everything of the schema, the data or both. */
    public static RestoreOptions of(Set<RestoreFlag> flags, boolean schema, boolean data) {
        return new RestoreOptions(
                flags,
                schema,
                data,
                true,
                EnumSet.allOf(Section.class),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                null,
                null,
                0);
    }

    /** Returns these for a tar's script: it drops and makes the database, names no superuser, and is never verbose. */
    public RestoreOptions forTarScript() {
        Set<RestoreFlag> all = EnumSet.of(RestoreFlag.CLEAN, RestoreFlag.CREATE);
        all.addAll(flags);
        all.remove(RestoreFlag.VERBOSE);
        return new RestoreOptions(
                all,
                schema,
                data,
                statistics,
                sections,
                schemas,
                excludeSchemas,
                tables,
                indexes,
                functions,
                triggers,
                list,
                null,
                role,
                null,
                transactionSize);
    }

    /** Returns how names are written as SQL. */
    public Quoting quoting() {
        return Quoting.of(has(RestoreFlag.QUOTE_ALL_IDENTIFIERS));
    }

    public boolean has(RestoreFlag flag) {
        return flags.contains(flag);
    }
}
