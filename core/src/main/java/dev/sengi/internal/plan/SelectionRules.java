package dev.sengi.internal.plan;

import dev.sengi.RestoreFlag;
import dev.sengi.ScriptFlag;
import dev.sengi.archive.DataKind;
import dev.sengi.archive.EntryType;
import dev.sengi.archive.Section;
import dev.sengi.archive.TocEntry;
import dev.sengi.archive.internal.traits.EntryTraits;
import dev.sengi.archive.internal.traits.EntryTraits.Content;
import dev.sengi.archive.internal.traits.EntryTraits.Group;
import dev.sengi.archive.internal.traits.EntryTraits.Selector;
import dev.sengi.archive.internal.traits.Trait;
import dev.sengi.internal.ddl.PartitionRoot;
import dev.sengi.internal.option.RestoreOptions;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The rules by which options select entries, in the order in which pg_restore applies them. */
final class SelectionRules {
    private static final Set<RestorePart> SCHEMA = Set.of(RestorePart.SCHEMA);
    private static final Set<RestorePart> DATA = Set.of(RestorePart.DATA);
    private static final Set<RestorePart> BOTH = Set.of(RestorePart.SCHEMA, RestorePart.DATA);
    private static final Set<RestorePart> STATISTICS = Set.of(RestorePart.STATISTICS);

    /** The OID of the system catalog, in every version. */
    private static final long PG_SHDEPEND = 1214;

    private final RestoreOptions options;
    private final Set<Integer> listed;
    private final ByDumpId<TocEntry> byDumpId;
    private final PatternChoice schemas;
    private final PatternChoice excludedSchemas;
    private final TableChoice tables;
    private final TableChoice excludedTables;
    private final TablePatterns tablesWithoutRows;
    private final NameChoice indexes;
    private final NameChoice functions;
    private final NameChoice triggers;
    private final boolean byName;
    /** Whether any option selects entries by name. */
    private final boolean choosesByName;
    /**
     * The entries whose names are selected, wherever they are; null if, as in pg_restore, only the entries that are
     * restored are considered, in their order.
     */
    private final Set<Integer> chosen;
    /** That of the last entry with one. */
    private Section section = Section.PRE_DATA;

    /** @param options those of a selection without names or a list */
    SelectionRules(RestoreOptions options) {
        this(List.of(), options, null);
    }

    /** @param listed the dump IDs that a list names, or null if there is no list */
    SelectionRules(List<TocEntry> entries, RestoreOptions options, Set<Integer> listed) {
        this.options = options;
        this.listed = listed;
        byDumpId = new ByDumpId<>(entries.size());
        for (TocEntry entry : entries) {
            byDumpId.put(entry.dumpId(), entry);
        }
        StoredNames names = StoredNames.of(entries);
        schemas = PatternChoice.ofSchemas(options.schemas(), names);
        excludedSchemas = PatternChoice.ofSchemas(options.excludeSchemas(), names);
        tables = new TableChoice(
                TablePatterns.of(options.tables(), options.tablesAndChildren(), names, entries),
                options.has(RestoreFlag.BARE_TABLES) ? TableChoice.Use.RESTORE_ALONE : TableChoice.Use.RESTORE,
                byDumpId);
        excludedTables = new TableChoice(
                TablePatterns.of(options.excludeTables(), options.excludeTablesAndChildren(), names, entries),
                TableChoice.Use.LEAVE_OUT,
                byDumpId);
        tablesWithoutRows =
                TablePatterns.of(options.excludeTableData(), options.excludeTableDataAndChildren(), names, entries);
        indexes = new NameChoice(options.indexes(), names);
        functions = new NameChoice(options.functions(), names);
        triggers = new NameChoice(options.triggers(), names);
        byName = !(tables.isEmpty() && indexes.isEmpty() && functions.isEmpty() && triggers.isEmpty());
        choosesByName = byName
                || !(schemas.isEmpty()
                        && excludedSchemas.isEmpty()
                        && excludedTables.isEmpty()
                        && tablesWithoutRows.isEmpty());
        chosen = choosesByName && !options.has(RestoreFlag.BARE_TABLES) ? chosen(entries) : null;
    }

    private Set<Integer> chosen(List<TocEntry> entries) {
        Set<Integer> dumpIds = new HashSet<>();
        for (TocEntry entry : entries) {
            if (!entry.type().isAnnotation() && isChosenByName(entry)) {
                dumpIds.add(entry.dumpId());
            }
        }
        return dumpIds;
    }

    /**
     * Returns which parts of the entry are restored; call only if {@link #exclusionOfNext} returns null. If there are none,
     * it is left out for its {@link Exclusion#CONTENT}.
     */
    Set<RestorePart> partsOf(TocEntry entry) {
        return entry.type().isDatabase() ? SCHEMA : partsHeld(entry);
    }

    /**
     * Returns why the next entry is not restored, or null if it is as far as it has any {@link #partsOf parts}. Call for all
     * entries in the order of the restore: those without a section belong to that of the entry before.
     *
     * @param decided the parts selected from the entries before it
     */
    Exclusion exclusionOfNext(TocEntry entry, ByDumpId<Set<RestorePart>> decided) {
        if (entry.section() != Section.NONE) {
            section = entry.section();
        }
        EntryType type = entry.type();
        if (type.isSetting()) {
            return Exclusion.SETTING;
        }
        if (type.isDatabase()) {
            return options.has(ScriptFlag.CREATE) ? null : Exclusion.DATABASE;
        }
        if (isSkippedKind(entry)) {
            return Exclusion.KIND;
        }
        if (!options.sections().contains(section)) {
            return Exclusion.SECTION;
        }
        if (listed != null && !listed.contains(entry.dumpId())) {
            return Exclusion.LIST;
        }
        if (type.isAnnotation()) {
            if (!isChosenWithParent(entry, decided)) {
                return Exclusion.PARENT;
            }
        } else if (chosen == null ? !isChosenByName(entry) : !chosen.contains(entry.dumpId())) {
            return Exclusion.NAME;
        }
        return null;
    }

    /** Returns the error message for the first name that no entry has. */
    Optional<String> missingName() {
        return missing("schema", schemas.missing())
                .or(() -> missing("table", tables.missing()))
                .or(() -> missing("index", indexes.missing()))
                .or(() -> missing("function", functions.missing()))
                .or(() -> missing("trigger", triggers.missing()));
    }

    private static Optional<String> missing(String kind, Optional<String> name) {
        return name.map(missing -> kind + " \"" + missing + "\" not found");
    }

    private boolean isSkippedKind(TocEntry entry) {
        // An annotation is left out with its object.
        return isSkipped(EntryTraits.of(entry).group())
                || (entry.type().isAnnotation()
                        && isSkipped(EntryTraits.ofAnnotated(entry).group()))
                || EntryTraits.isObsolete(entry);
    }

    private boolean isSkipped(Group group) {
        return switch (group) {
            case NOTHING -> false;
            case STATISTICS -> !options.statistics();
            case PRIVILEGE -> options.has(ScriptFlag.NO_PRIVILEGES);
            case COMMENT -> options.has(ScriptFlag.NO_COMMENTS);
            case LABEL -> options.has(ScriptFlag.NO_SECURITY_LABELS);
            case POLICY -> options.has(ScriptFlag.NO_POLICIES);
            case PUBLICATION -> options.has(ScriptFlag.NO_PUBLICATIONS);
            case SUBSCRIPTION -> options.has(ScriptFlag.NO_SUBSCRIPTIONS);
            case TABLESPACE -> options.has(ScriptFlag.NO_TABLESPACES);
        };
    }

    private boolean isChosenWithParent(TocEntry entry, ByDumpId<Set<RestorePart>> decided) {
        if (EntryTraits.ofAnnotated(entry).is(Trait.DATABASE)) {
            return options.has(ScriptFlag.CREATE);
        }
        if (schemas.isEmpty() && excludedSchemas.isEmpty() && excludedTables.isEmpty() && !byName) {
            return true;
        }
        return isParentChosen(entry, decided);
    }

    private boolean isParentChosen(TocEntry entry, ByDumpId<Set<RestorePart>> decided) {
        for (int dependency : entry.dependencies()) {
            TocEntry parent = byDumpId.get(dependency);
            // A column's grants depend on its table's grants only to ensure their order.
            if (parent != null
                    && !parent.type().isAnnotation()
                    && (chosen == null ? decided.contains(dependency) : chosen.contains(dependency))) {
                return true;
            }
        }
        return false;
    }

    private boolean isChosenByName(TocEntry entry) {
        if (!choosesByName) {
            return true;
        }
        String schema = entry.namespace();
        if (!schemas.isEmpty() && (schema == null || !schemas.matchesSchema(schema))) {
            return false;
        }
        if (schema != null && excludedSchemas.matchesSchema(schema)) {
            return false;
        }
        if (excludedTables.chooses(entry)) {
            return false;
        }
        if (entry.type().data() == DataKind.ROWS && tablesWithoutRows.matches(entry)) {
            return false;
        }
        if (!byName) {
            return true;
        }
        if (EntryTraits.of(entry).selector() == Selector.DEPENDENCY) {
            // It does not matter whether any other part of the relation is restored.
            return entry.dependencies().stream()
                    .map(byDumpId::get)
                    .anyMatch(parent -> parent != null && isNamed(parent));
        }
        // Both must be called, because they also record what they have found.
        boolean chosen = tables.chooses(entry);
        boolean named = isNamed(entry);
        return chosen || named;
    }

    private boolean isNamed(TocEntry entry) {
        return switch (EntryTraits.of(entry).selector()) {
            case TABLE -> tables.isNamed(entry);
            case INDEX -> indexes.matches(entry.tag());
            case FUNCTION -> functions.matches(entry.tag());
            case TRIGGER -> triggers.matches(entry.tag());
            case DEPENDENCY, NOTHING -> false;
        };
    }

    private Set<RestorePart> partsHeld(TocEntry entry) {
        Content content = EntryTraits.contentOf(entry);
        if (content == Content.STATISTICS) {
            return STATISTICS;
        }
        boolean dataOfNoDumper = !entry.hadDumper() && content != Content.DEFINITION;
        boolean data = options.data()
                || (content == Content.SEQUENCE
                        ? options.has(RestoreFlag.SEQUENCE_DATA)
                        : options.largeObjectMetadata() && (dataOfNoDumper || isSharedDependencies(entry)));
        boolean schema = options.schema() && !dataOfNoDumper && isDefined(entry);
        if (data && (entry.hadDumper() || dataOfNoDumper)) {
            return schema ? BOTH : DATA;
        }
        return schema ? SCHEMA : Set.of();
    }

    /** Returns whether the entry has the rows that dumps for pg_upgrade contain instead of large objects' definitions. */
    private static boolean isSharedDependencies(TocEntry entry) {
        return entry.type().data() == DataKind.ROWS && entry.oid() == PG_SHDEPEND;
    }

    private static boolean isDefined(TocEntry entry) {
        return entry.defn() != null && !entry.defn().isEmpty() && !PartitionRoot.isMarker(entry.defn());
    }
}
