package dev.sengi.internal.restore.parallel;

import dev.sengi.archive.TocEntry;
import dev.sengi.archive.internal.copy.CopyCommand;
import dev.sengi.internal.ddl.Quoting;
import dev.sengi.internal.restore.database.ExistingTables.Table;
import dev.sengi.internal.restore.database.TargetTables;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Compares the columns and unique keys of the database's tables with what an archive contains. Immutable. */
final class TargetColumns {
    private static final String END = ") FROM stdin";
    private static final Pattern KEY = Pattern.compile("\\b(?:UNIQUE|PRIMARY KEY|EXCLUDE)\\b");

    private final TargetTables target;
    private final Quoting quoting;
    /** The number of unique keys of each table that the archive defines. */
    private final Map<Table, Integer> keys = new HashMap<>();

    /**
     * @param list all entries
     * @param quoting how the archive quotes names
     */
    TargetColumns(TargetTables target, List<TocEntry> list, Quoting quoting) {
        this.target = target;
        this.quoting = quoting;
        Map<Integer, Table> tables = new HashMap<>();
        for (TocEntry entry : list) {
            if (entry.type().isTable()) {
                Table table = new Table(entry.namespace(), entry.tag());
                tables.put(entry.dumpId(), table);
                keys.putIfAbsent(table, 0);
            }
        }
        for (TocEntry entry : list) {
            if (isKey(entry)) {
                entry.dependencies().stream()
                        .map(tables::get)
                        .filter(keys::containsKey)
                        .distinct()
                        .forEach(table -> keys.merge(table, 1, Integer::sum));
            }
        }
    }

    private static boolean isKey(TocEntry entry) {
        return TaskNodes.isAfterData(entry)
                && entry.defn() != null
                && KEY.matcher(entry.defn()).find();
    }

    /**
     * Returns whether the table has columns that the COPY command does not name, and whose values depend on other tables or
     * on sequences. INSERT commands are assumed to name all such columns.
     */
    boolean areComputed(TocEntry data, Table table) {
        var columns = target.defaults().get(table);
        return columns != null
                && CopyCommand.exists(data)
                && !columns.stream().allMatch(column -> names(data.copyStmt(), column));
    }

    private boolean names(String copyStmt, String column) {
        return Stream.of(quoting, Quoting.whereNeeded(), Quoting.all())
                .map(each -> each.identifier(column))
                .anyMatch(name -> copyStmt.contains(" (" + name + ", ")
                        || copyStmt.contains(" (" + name + END)
                        || copyStmt.contains(", " + name + ", ")
                        || copyStmt.contains(", " + name + END));
    }

    /**
     * Returns whether the table has keys that the archive does not contain, although it contains the table: an archive
     * of data only does not reveal which keys the rows have.
     */
    boolean haveMoreKeys(Table table) {
        Integer known = keys.get(table);
        return known != null && target.uniqueKeys().getOrDefault(table, 0) > known;
    }
}
