package dev.sengi.archive.verify;

import dev.sengi.archive.ArchiveVersion;
import dev.sengi.archive.Section;
import dev.sengi.archive.TocEntry;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What pg_dump's tables of contents have in common: numbers occur once, no entry depends on itself, and each type of
 * entry has its section and has data or has none.
 *
 * <p>That a dependency names an entry which the archive lacks is usual: objects that were not dumped have numbers too.
 */
public final class TocRules {
    private static final Map<String, Set<Section>> SECTIONS = sections();
    private static final Set<String> WITH_DATA = Set.of("TABLE DATA", "BLOBS", "BLOB COMMENTS");

    private TocRules() {}

    /** Notes what breaks the rules; those of sections and types where the archive stores sections. */
    public static void check(List<TocEntry> entries, ArchiveVersion version, ProblemLog log) {
        Set<Integer> seen = new HashSet<>();
        for (TocEntry entry : entries) {
            int dumpId = entry.dumpId();
            if (!seen.add(dumpId)) {
                log.add(dumpId, -1, null, "the table of contents has this dump ID more than once");
            }
            if (entry.dependencies().contains(dumpId)) {
                log.add(dumpId, -1, null, "the entry depends on itself");
            }
            FieldRules.check(entry, version, log);
            Set<Section> sections = SECTIONS.get(entry.desc());
            if (version.storesSections()) {
                checkSection(entry, sections, log);
            }
            if (sections != null && entry.hadDumper() != WITH_DATA.contains(entry.desc())) {
                log.add(
                        dumpId,
                        -1,
                        null,
                        entry.desc() + (entry.hadDumper() ? " is said to have data" : " is said to have no data"));
            }
        }
    }

    /** @param sections in which such entries stand, or null for a type that is not known */
    private static void checkSection(TocEntry entry, Set<Section> sections, ProblemLog log) {
        if (sections == null) {
            log.add(entry.dumpId(), -1, null, "unrecognized entry type \"" + entry.desc() + "\"");
        } else if (!sections.contains(entry.section())) {
            log.add(entry.dumpId(), -1, null, entry.desc() + " stands in section " + entry.section());
        }
    }

    private static Map<String, Set<Section>> sections() {
        Stream<Map.Entry<String, Set<Section>>> all = Stream.of(
                        of(
                                Set.of(Section.PRE_DATA),
                                "ENCODING,STDSTRINGS,SEARCHPATH,DATABASE,DATABASE PROPERTIES,SCHEMA,EXTENSION,TYPE,"
                                        + "SHELL TYPE,DOMAIN,PROCEDURAL LANGUAGE,CAST,TRANSFORM,OPERATOR,OPERATOR CLASS,"
                                        + "OPERATOR FAMILY,ACCESS METHOD,COLLATION,CONVERSION,TEXT SEARCH PARSER,"
                                        + "TEXT SEARCH DICTIONARY,TEXT SEARCH TEMPLATE,TEXT SEARCH CONFIGURATION,"
                                        + "FOREIGN DATA WRAPPER,SERVER,USER MAPPING,FOREIGN TABLE,TABLE ATTACH,SEQUENCE,"
                                        + "SEQUENCE OWNED BY,pg_largeobject,FUNC PROCEDURAL LANGUAGE"),
                        // These are moved behind the data where that breaks a loop of dependencies.
                        of(
                                Set.of(Section.PRE_DATA, Section.POST_DATA),
                                "FUNCTION,PROCEDURE,AGGREGATE,TABLE,VIEW,MATERIALIZED VIEW,DEFAULT"),
                        of(Set.of(Section.DATA), "TABLE DATA,BLOBS,BLOB METADATA,SEQUENCE SET,BLOB COMMENTS"),
                        of(Set.of(Section.PRE_DATA, Section.DATA), "BLOB"),
                        of(Set.of(Section.DATA, Section.POST_DATA), "STATISTICS DATA"),
                        of(
                                Set.of(Section.POST_DATA),
                                "CONSTRAINT,FK CONSTRAINT,INDEX,INDEX ATTACH,STATISTICS,RULE,TRIGGER,"
                                        + "EVENT TRIGGER,POLICY,ROW SECURITY,PUBLICATION,PUBLICATION TABLE,"
                                        + "PUBLICATION TABLES IN SCHEMA,SUBSCRIPTION,SUBSCRIPTION TABLE,DEFAULT ACL,"
                                        + "MATERIALIZED VIEW DATA"),
                        of(Set.of(Section.PRE_DATA, Section.POST_DATA), "CHECK CONSTRAINT"),
                        of(
                                Set.of(Section.NONE, Section.PRE_DATA, Section.DATA, Section.POST_DATA),
                                "COMMENT,SECURITY LABEL,ACL,ACL LANGUAGE,WARNING,<Init>"))
                .flatMap(part -> part.entrySet().stream());
        return all.collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Map<String, Set<Section>> of(Set<Section> sections, String descs) {
        return Stream.of(descs.split(",", -1)).collect(Collectors.toMap(desc -> desc, desc -> sections));
    }
}
