package dev.sengi.restore;

import dev.sengi.archive.Section;
import dev.sengi.archive.TocEntry;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The rules by which options choose entries, in the order in which pg_restore applies them. */
final class SelectionRules {
    private final RestoreOptions options;
    private final Set<Integer> listed;
    private final Map<Integer, TocEntry> byDumpId = new HashMap<>();
    private final NameChoice schemas;
    private final NameChoice excludedSchemas;
    private final NameChoice tables;
    private final NameChoice indexes;
    private final NameChoice functions;
    private final NameChoice triggers;
    private final boolean byName;

    /** @param listed dump IDs that a list names, or null where there is no list */
    SelectionRules(List<TocEntry> entries, RestoreOptions options, Set<Integer> listed) {
        this.options = options;
        this.listed = listed;
        for (TocEntry entry : entries) {
            byDumpId.put(entry.dumpId(), entry);
        }
        schemas = new NameChoice(options.schemas());
        excludedSchemas = new NameChoice(options.excludeSchemas());
        tables = new NameChoice(options.tables());
        indexes = new NameChoice(options.indexes());
        functions = new NameChoice(options.functions());
        triggers = new NameChoice(options.triggers());
        byName = !(tables.isEmpty() && indexes.isEmpty() && functions.isEmpty() && triggers.isEmpty());
    }

    /**
     * Returns what of the entry is restored; nothing of one that {@link #exclusion} excludes.
     */
    Set<RestorePart> partsOf(TocEntry entry) {
        return isDatabase(entry) ? EnumSet.of(RestorePart.SCHEMA) : partsHeld(entry);
    }

    /**
     * Returns why nothing of the entry is restored, or null.
     *
     * @param section the entry's own, or that of the entries before it
     * @param decided what has been found of the entries before it
     */
    Exclusion exclusion(TocEntry entry, Section section, Map<Integer, Set<RestorePart>> decided) {
        if (ArchiveSettings.isSpecial(entry)) {
            return Exclusion.SETTING;
        }
        if (isDatabase(entry)) {
            return options.has(RestoreFlag.CREATE) ? null : Exclusion.DATABASE;
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
        if (isDependent(entry)) {
            if (!isChosenWithParent(entry, decided)) {
                return Exclusion.PARENT;
            }
        } else if (!isChosenByName(entry)) {
            return Exclusion.NAME;
        }
        return partsHeld(entry).isEmpty() ? Exclusion.CONTENT : null;
    }

    /** Returns what is to be said of the first name that no entry bore. */
    Optional<String> missingName() {
        Map<String, NameChoice> kinds = new LinkedHashMap<>();
        kinds.put("schema", schemas);
        kinds.put("table", tables);
        kinds.put("index", indexes);
        kinds.put("function", functions);
        kinds.put("trigger", triggers);
        return kinds.entrySet().stream()
                .flatMap(kind ->
                        kind.getValue().missing().stream().map(name -> kind.getKey() + " \"" + name + "\" not found"))
                .findFirst();
    }

    static boolean isDatabase(TocEntry entry) {
        return entry.desc().equals("DATABASE") || entry.desc().equals("DATABASE PROPERTIES");
    }

    private boolean isSkippedKind(TocEntry entry) {
        return switch (entry.desc()) {
            case "STATISTICS DATA" -> !options.statistics();
            case "ACL", "ACL LANGUAGE", "DEFAULT ACL" -> options.has(RestoreFlag.NO_PRIVILEGES);
            case "COMMENT" ->
                options.has(RestoreFlag.NO_COMMENTS)
                        || isOnSkippedKind(entry, RestoreFlag.NO_POLICIES, "POLICY")
                        || isOnSkippedReplication(entry);
            case "SECURITY LABEL" -> options.has(RestoreFlag.NO_SECURITY_LABELS) || isOnSkippedReplication(entry);
            case "POLICY", "ROW SECURITY" -> options.has(RestoreFlag.NO_POLICIES);
            case "PUBLICATION", "PUBLICATION TABLE", "PUBLICATION TABLES IN SCHEMA" ->
                options.has(RestoreFlag.NO_PUBLICATIONS);
            case "SUBSCRIPTION" -> options.has(RestoreFlag.NO_SUBSCRIPTIONS);
            // Of no use since long: the highest OID of the dumped database.
            case "<Init>" -> entry.tag().equals("Max OID");
            default -> false;
        };
    }

    private boolean isOnSkippedReplication(TocEntry entry) {
        return isOnSkippedKind(entry, RestoreFlag.NO_PUBLICATIONS, "PUBLICATION")
                || isOnSkippedKind(entry, RestoreFlag.NO_SUBSCRIPTIONS, "SUBSCRIPTION");
    }

    private boolean isOnSkippedKind(TocEntry entry, RestoreFlag flag, String kind) {
        return options.has(flag) && entry.tag().startsWith(kind);
    }

    private static boolean isDependent(TocEntry entry) {
        return switch (entry.desc()) {
            case "ACL", "COMMENT", "SECURITY LABEL" -> true;
            default -> false;
        };
    }

    private boolean isChosenWithParent(TocEntry entry, Map<Integer, Set<RestorePart>> decided) {
        if (entry.tag().startsWith("DATABASE ")) {
            return options.has(RestoreFlag.CREATE);
        }
        if (schemas.isEmpty() && excludedSchemas.isEmpty() && !byName) {
            return true;
        }
        return isParentChosen(entry, decided);
    }

    private boolean isParentChosen(TocEntry entry, Map<Integer, Set<RestorePart>> decided) {
        for (int dependency : entry.dependencies()) {
            TocEntry parent = byDumpId.get(dependency);
            // A column's grants come after its table's, and depend on them for that alone.
            if (parent != null && !parent.desc().equals("ACL") && decided.containsKey(dependency)) {
                return true;
            }
        }
        return false;
    }

    private boolean isChosenByName(TocEntry entry) {
        String schema = entry.namespace();
        if (!schemas.isEmpty() && (schema == null || !schemas.matches(schema))) {
            return false;
        }
        if (schema != null && excludedSchemas.matches(schema)) {
            return false;
        }
        if (!byName) {
            return true;
        }
        // Whether anything else is restored of the relation does not matter.
        return entry.desc().equals("STATISTICS DATA")
                ? entry.dependencies().stream().map(byDumpId::get).anyMatch(parent -> parent != null && isNamed(parent))
                : isNamed(entry);
    }

    private boolean isNamed(TocEntry entry) {
        return switch (entry.desc()) {
            case "TABLE",
                    "TABLE DATA",
                    "VIEW",
                    "FOREIGN TABLE",
                    "MATERIALIZED VIEW",
                    "MATERIALIZED VIEW DATA",
                    "SEQUENCE",
                    "SEQUENCE SET" -> tables.matches(entry.tag());
            case "INDEX" -> indexes.matches(entry.tag());
            case "FUNCTION", "AGGREGATE", "PROCEDURE" -> functions.matches(entry.tag());
            case "TRIGGER" -> triggers.matches(entry.tag());
            default -> false;
        };
    }

    private Set<RestorePart> partsHeld(TocEntry entry) {
        Set<RestorePart> parts = EnumSet.noneOf(RestorePart.class);
        if (entry.desc().equals("STATISTICS DATA")) {
            parts.add(RestorePart.STATISTICS);
            return parts;
        }
        boolean dataOfNoDumper = !entry.hadDumper() && isDataWithoutDumper(entry);
        boolean data = options.data()
                || (options.has(RestoreFlag.SEQUENCE_DATA) && entry.desc().equals("SEQUENCE SET"));
        if (data && (entry.hadDumper() || dataOfNoDumper)) {
            parts.add(RestorePart.DATA);
        }
        if (options.schema() && !dataOfNoDumper && isDefined(entry)) {
            parts.add(RestorePart.SCHEMA);
        }
        return parts;
    }

    private static boolean isDefined(TocEntry entry) {
        return entry.defn() != null
                && !entry.defn().isEmpty()
                && !entry.defn().startsWith("-- load via partition root ");
    }

    private static boolean isDataWithoutDumper(TocEntry entry) {
        return switch (entry.desc()) {
            case "SEQUENCE SET", "BLOB", "BLOB METADATA" -> true;
            case "ACL", "COMMENT", "SECURITY LABEL" -> entry.tag().startsWith("LARGE OBJECT");
            default -> false;
        };
    }
}
