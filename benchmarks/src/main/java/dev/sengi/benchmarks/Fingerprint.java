package dev.sengi.benchmarks;

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
 * @param contents the number of rows (or bytes) and a checksum, by name with schema
 */
public record Fingerprint(Set<String> objects, Map<String, Content> contents) {

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

    // One query for each relation. The order in which a table stores its rows is undefined, so each row has a hash,
    // and the checksum is the sum of the hashes. A checksum of the sorted rows would need them all in one text, which
    // is limited to a gigabyte.
    private static final String CONTENT_QUERIES = """
            SELECT CASE
                WHEN c.relispopulated THEN format(
                    'SELECT %L, count(*), sum(hashtextextended(t::text, 0)::numeric)::text FROM (SELECT %s FROM ONLY %s) t',
                    r.name, CASE WHEN c.relkind = 'S' THEN 'last_value, is_called' ELSE '*' END, r.name)
                ELSE format('SELECT %L, 0, %L', r.name, 'not populated') END
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace,
                format('%I.%I', n.nspname, c.relname) r(name)
            WHERE c.relkind IN ('r', 'm', 'S') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
            """;

    private static final String LARGE_OBJECTS =
            "SELECT 'large object ' || oid, length(lo_get(oid)), md5(lo_get(oid)) FROM pg_largeobject_metadata";

    private static final int QUERIES_AT_A_TIME = 100;

    /** The number of rows of a relation, or of bytes of a large object, and their checksum, null if there are none. */
    public record Content(long size, String checksum) {}

    /** Reads the whole database. */
    public static Fingerprint of(TestDatabase database) {
        Map<String, Content> contents = new TreeMap<>();
        List<String> queries = database.column(CONTENT_QUERIES);
        for (int from = 0; from < queries.size(); from += QUERIES_AT_A_TIME) {
            List<String> some = queries.subList(from, Math.min(from + QUERIES_AT_A_TIME, queries.size()));
            addContents(database, String.join(" UNION ALL ", some), contents);
        }
        addContents(database, LARGE_OBJECTS, contents);
        return new Fingerprint(new TreeSet<>(database.column(OBJECTS)), contents);
    }

    private static void addContents(TestDatabase database, String query, Map<String, Content> contents) {
        for (List<String> row : database.rows(query)) {
            contents.put(row.get(0), new Content(Long.parseLong(row.get(1)), row.get(2)));
        }
    }

    /** Returns the numbers of objects, tables and rows, in one line. */
    public String summary() {
        List<Content> tables = contents.entrySet().stream()
                .filter(entry -> objects.contains("table " + entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        long rows = tables.stream().mapToLong(Content::size).sum();
        return String.format(
                Locale.ROOT, "%,d objects, %d of them tables with %,d rows", objects.size(), tables.size(), rows);
    }

    /** Returns one line per difference, none if the databases are equal. */
    public List<String> differences(Fingerprint other) {
        List<String> lines = new ArrayList<>();
        lines.addAll(missing("lost: ", objects, other.objects));
        lines.addAll(missing("new: ", other.objects, objects));
        lines.addAll(missing("lost: ", contents.keySet(), other.contents.keySet()));
        lines.addAll(missing("new: ", other.contents.keySet(), contents.keySet()));
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
