package dev.sengi.benchmarks.demo;

import dev.sengi.testing.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What makes two databases equal, as the server itself reports it: the kind, identity and comment of every object, and
 * the content of every table, sequence, materialized view and large object.
 *
 * @param objects kind and identity of each object that a new database does not contain, and the comments
 * @param contents the number of rows (or bytes) and a checksum, by name
 */
record Fingerprint(Set<String> objects, Map<String, Content> contents) {

    // Objects that users create have OIDs from 16384 on and depend on something, at least on their schema. Excluded are
    // members of extensions, and objects that the server names by number: TOAST tables and constraint triggers.
    private static final String OBJECTS = """
            SELECT DISTINCT i.type || ' ' || i.identity
            FROM pg_depend d, pg_identify_object(d.classid, d.objid, d.objsubid) i
            WHERE d.objid >= 16384 AND i.identity !~ 'pg_toast|_ConstraintTrigger_' AND NOT EXISTS (
                SELECT FROM pg_depend e WHERE e.classid = d.classid AND e.objid = d.objid AND e.deptype = 'e')
            UNION ALL
            SELECT 'comment on ' || i.type || ' ' || i.identity || ': ' || md5(d.description)
            FROM pg_description d, pg_identify_object(d.classoid, d.objoid, d.objsubid) i
            WHERE d.objoid >= 16384
            """;

    private static final String RELATIONS = """
            SELECT c.oid::regclass::text,
                CASE WHEN c.relkind = 'S' THEN 'last_value, is_called' WHEN c.relispopulated THEN '*' END
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'm', 'S') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
            """;

    private static final String LARGE_OBJECTS =
            "SELECT 'large object ' || oid, length(lo_get(oid)), md5(lo_get(oid)) FROM pg_largeobject_metadata";

    /** The number of rows of a relation, or of bytes of a large object, and their checksum. */
    record Content(long size, String checksum) {}

    static Fingerprint of(TestDatabase database) {
        Map<String, Content> contents = new TreeMap<>();
        for (List<String> relation : database.rows(RELATIONS)) {
            contents.put(relation.get(0), content(database, relation.get(0), relation.get(1)));
        }
        for (List<String> row : database.rows(LARGE_OBJECTS)) {
            contents.put(row.get(0), new Content(Long.parseLong(row.get(1)), row.get(2)));
        }
        return new Fingerprint(new TreeSet<>(database.column(OBJECTS)), contents);
    }

    // The checksum needs sorted rows, because the order in which a table stores them is undefined.
    private static Content content(TestDatabase database, String relation, String columns) {
        if (columns == null) {
            return new Content(0, "not populated");
        }
        List<String> row = database.rows(
                        "SELECT count(*), md5(string_agg(t::text, E'\\n' ORDER BY t::text COLLATE \"C\"))"
                                + " FROM (SELECT " + columns + " FROM ONLY " + relation + ") t")
                .get(0);
        return new Content(Long.parseLong(row.get(0)), String.valueOf(row.get(1)));
    }

    /** Returns the numbers of objects, tables and rows, in one line. */
    String summary() {
        List<Content> tables = contents.entrySet().stream()
                .filter(entry -> objects.contains("table " + entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        long rows = tables.stream().mapToLong(Content::size).sum();
        return String.format(
                Locale.ROOT, "%,d objects, %d of them tables with %,d rows", objects.size(), tables.size(), rows);
    }

    /** Returns one line per difference, none if the databases are equal. */
    List<String> differences(Fingerprint other) {
        List<String> lines = new ArrayList<>();
        lines.addAll(missing("lost: ", objects, other.objects));
        lines.addAll(missing("new: ", other.objects, objects));
        lines.addAll(missing("lost: ", contents.keySet(), other.contents.keySet()));
        contents.forEach((name, content) -> {
            Content restored = other.contents.get(name);
            if (restored != null && !restored.equals(content)) {
                lines.add("differs: " + name + ": " + content + " became " + restored);
            }
        });
        return lines;
    }

    private static List<String> missing(String label, Set<String> from, Set<String> in) {
        return from.stream()
                .filter(name -> !in.contains(name))
                .map(label::concat)
                .toList();
    }
}
