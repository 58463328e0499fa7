package dev.sengi.internal.cluster;

import dev.sengi.internal.catalog.QueryBatch;
import dev.sengi.internal.option.ClusterOptions;
import dev.sengi.internal.select.PatternMatching;
import dev.sengi.internal.select.ShownQuery;
import dev.sengi.internal.session.ServerFacts;
import dev.sengi.internal.text.NamePattern;
import dev.sengi.internal.text.NativeText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The databases that can be connected to, and those among them that patterns exclude. */
final class DatabaseList {
    /** The database that pg_dumpall never dumps, because nothing can be created in it. */
    private static final String EMPTY_TEMPLATE = "template0";

    /** A limit of -2 marks a database whose DROP was interrupted. */
    private static final String QUERY = """
            select d.oid, d.datname
            from pg_database d
            where d.datallowconn and d.datconnlimit <> -2
            order by d.datname
            """;

    record Row(long oid, String datname) {}

    /** The name of a database that a pattern matches. */
    record Match(String datname) {}

    private final QueryBatch.Rows<Row> rows;
    private final List<QueryBatch.Rows<Match>> excluded = new ArrayList<>();

    /** @param encoding the encoding of the patterns */
    DatabaseList(QueryBatch batch, ClusterOptions options, ServerFacts server, String encoding) {
        ShownQuery shownQuery = new ShownQuery(server);
        for (String pattern : options.excluded()) {
            NamePattern.parse(pattern, 1);
            String shown = shownQuery.databases(NativeText.unescaped(pattern));
            String text = PatternMatching.text(pattern, shown, server.bytewise(), encoding);
            String name = NamePattern.parse(text, 1).parts().get(0);
            String query = "select d.datname from pg_database d where d.datname" + PatternMatching.matches(name);
            excluded.add(batch.add(query, shown, Match.class));
        }
        rows = batch.add(QUERY, Row.class);
    }

    /** Returns the databases in the order of their names. */
    List<Row> all() {
        return rows.list().stream()
                .filter(row -> !row.datname().equals(EMPTY_TEMPLATE))
                .toList();
    }

    /** Returns the databases in the order of the dump: {@code template1} first, because others may be copies of it. */
    List<Row> inOrder() {
        List<Row> ordered = new ArrayList<>();
        for (Row row : all()) {
            ordered.add(row.datname().equals("template1") ? 0 : ordered.size(), row);
        }
        return ordered;
    }

    /** Returns the names that the patterns match. */
    Set<String> excluded() {
        Set<String> names = new HashSet<>();
        excluded.forEach(rowsOfOne -> rowsOfOne.list().forEach(match -> names.add(match.datname())));
        return names;
    }
}
