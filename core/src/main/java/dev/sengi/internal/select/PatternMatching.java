package dev.sengi.internal.select;

import dev.sengi.DumpFlag;
import dev.sengi.DumpPattern;
import dev.sengi.SengiException;
import dev.sengi.UsageException;
import dev.sengi.archive.PgEncoding;
import dev.sengi.internal.catalog.QueryBatch;
import dev.sengi.internal.ddl.Quoting;
import dev.sengi.internal.option.DumpOptions;
import dev.sengi.internal.session.BytewiseText;
import dev.sengi.internal.session.ServerFacts;
import dev.sengi.internal.session.SnapshotSettings;
import dev.sengi.internal.text.NamePattern;
import dev.sengi.internal.text.NativeText;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Has the server match all of the dump's patterns, in a few round trips. */
public final class PatternMatching {
    /**
     * Qualifies every name, because it runs with the session's own search path, in which another schema may come first.
     */
    private static final String RELATIONS = """
            select c.oid
            from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid operator(pg_catalog.=) c.relnamespace
            where c.relkind operator(pg_catalog.=) any (array['r', 'S', 'v', 'm', 'f', 'p'])
            and c.relnamespace operator(pg_catalog.<>) pg_catalog.pg_my_temp_schema() and c.relname""";

    /** The order in which pg_dump matches them: it reports the first pattern that is invalid or matches nothing. */
    private static final List<DumpPattern> ORDER = List.of(
            DumpPattern.INCLUDE_SCHEMA,
            DumpPattern.EXCLUDE_SCHEMA,
            DumpPattern.INCLUDE_TABLE,
            DumpPattern.INCLUDE_TABLE_AND_CHILDREN,
            DumpPattern.EXCLUDE_TABLE,
            DumpPattern.EXCLUDE_TABLE_AND_CHILDREN,
            DumpPattern.EXCLUDE_TABLE_DATA,
            DumpPattern.EXCLUDE_TABLE_DATA_AND_CHILDREN,
            DumpPattern.INCLUDE_FOREIGN_DATA,
            DumpPattern.INCLUDE_EXTENSION,
            DumpPattern.INCLUDE_EXTENSION_ALONE,
            DumpPattern.EXCLUDE_EXTENSION);

    private static final String INVALID_REGULAR_EXPRESSION = "2201B";

    private final QueryBatch batch;
    private final DumpOptions options;
    private final ServerFacts server;
    private final ShownQuery shownQuery;
    private final Map<DumpPattern, List<RequestedPattern>> requested = new EnumMap<>(DumpPattern.class);

    private PatternMatching(QueryBatch batch, DumpOptions options, ServerFacts server) {
        this.batch = batch;
        this.options = options;
        this.server = server;
        this.shownQuery = new ShownQuery(server);
    }

    /** A row of a matching query. */
    record Match(long oid) {}

    private record RequestedPattern(String pattern, QueryBatch.Rows<Match> rows) {}

    /**
     * Matches the patterns.
     *
     * @param batch an empty batch, which this method runs
     * @param server provides the session's own search path, in which a relation named without a schema must be visible
     * @throws SengiException with pg_dump's message if a pattern is invalid, or nothing matches what must be included
     */
    public static MatchedPatterns match(QueryBatch batch, DumpOptions options, ServerFacts server) {
        if (options.patterns().isEmpty()) {
            return MatchedPatterns.NONE;
        }
        PatternMatching matching = new PatternMatching(batch, options, server);
        matching.ask();
        return matching.run();
    }

    private void ask() {
        for (DumpPattern purpose : ORDER) {
            List<RequestedPattern> queries = new ArrayList<>();
            requested.put(purpose, queries);
            for (String pattern : options.patterns().of(purpose)) {
                try {
                    queries.add(new RequestedPattern(pattern, ask(purpose, pattern)));
                } catch (SengiException e) {
                    // Thrown later, unless an earlier pattern turns out to match nothing.
                    queries.add(new RequestedPattern(pattern, () -> {
                        throw e;
                    }));
                }
            }
        }
        searchPath(SnapshotSettings.SEARCH_PATH);
    }

    private QueryBatch.Rows<Match> ask(DumpPattern purpose, String pattern) {
        String shown = shownQuery.of(purpose, NativeText.unescaped(pattern));
        String sql = query(purpose, text(pattern, shown, server.bytewise(), server.encoding()));
        searchPath(
                sql.startsWith(RELATIONS)
                        ? Quoting.literal(withoutTemporary(server.sessionSearchPath()))
                        : SnapshotSettings.SEARCH_PATH);
        return batch.add(withChildren(purpose, sql), shown, Match.class);
    }

    private MatchedPatterns run() {
        try {
            batch.run();
        } catch (SengiException e) {
            if (e.sqlState().filter(INVALID_REGULAR_EXPRESSION::equals).isPresent()) {
                // Reports an earlier pattern that matched nothing.
                matched();
            }
            throw e;
        }
        return matched();
    }

    /**
     * Returns a pattern as the session sends it. The bytes of {@link NativeText#escaped} are in the encoding of the dump, as in
     * pg_dump; otherwise a pattern consists of characters, whatever the encoding.
     *
     * @param shown the query that an error shows
     * @param bytewise whether the session's text is a {@link BytewiseText}
     * @param sent the encoding in which pg_dump sends the pattern
     */
    public static String text(String pattern, String shown, boolean bytewise, String sent) {
        if (NativeText.isUnicode(pattern)) {
            return bytewise ? BytewiseText.of(pattern) : pattern;
        }
        byte[] bytes = NativeText.encode(pattern);
        if (bytewise) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
        String encoding = sent.equals(BytewiseText.NO_ENCODING) ? "UTF8" : sent;
        try {
            return PgEncoding.charset(encoding)
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw InvalidBytes.in(shown, encoding);
        }
    }

    /** @param path an SQL expression */
    private void searchPath(String path) {
        batch.add(
                "select 0 as oid from (select pg_catalog.set_config('search_path', " + path + ", true)) s",
                Match.class);
    }

    private String query(DumpPattern purpose, String pattern) {
        return switch (purpose) {
            case INCLUDE_SCHEMA, EXCLUDE_SCHEMA -> schemas(pattern);
            case INCLUDE_EXTENSION, INCLUDE_EXTENSION_ALONE, EXCLUDE_EXTENSION ->
                "select e.oid from pg_extension e" + " where e.extname" + matches(soleName(pattern));
            case INCLUDE_FOREIGN_DATA ->
                "select s.oid from pg_foreign_server s where s.srvname" + matches(soleName(pattern));
            case INCLUDE_TABLE,
                    INCLUDE_TABLE_AND_CHILDREN,
                    EXCLUDE_TABLE,
                    EXCLUDE_TABLE_AND_CHILDREN,
                    EXCLUDE_TABLE_DATA,
                    EXCLUDE_TABLE_DATA_AND_CHILDREN -> relations(pattern);
        };
    }

    /** Adds all descendants to the relations of a query if the purpose includes them. */
    private static String withChildren(DumpPattern purpose, String sql) {
        return switch (purpose) {
            case INCLUDE_TABLE_AND_CHILDREN, EXCLUDE_TABLE_AND_CHILDREN, EXCLUDE_TABLE_DATA_AND_CHILDREN ->
                "with recursive family(oid) as (" + sql + """
                         union select i.inhrelid
                         from family f join pg_catalog.pg_inherits i on i.inhparent operator(pg_catalog.=) f.oid)
                        select f.oid from family f join pg_catalog.pg_class c on c.oid operator(pg_catalog.=) f.oid
                        where c.relnamespace operator(pg_catalog.<>) pg_catalog.pg_my_temp_schema()""";
            default -> sql;
        };
    }

    /** Temporary tables of a borrowed session would otherwise hide others. */
    private static String withoutTemporary(String searchPath) {
        return (searchPath.isBlank() ? "pg_catalog" : searchPath) + ", pg_temp";
    }

    private static String schemas(String pattern) {
        NamePattern name = NamePattern.parse(pattern, 2);
        if (name.parts().size() > 1) {
            throw crossDatabase(pattern);
        }
        return "select n.oid from pg_namespace n where n.nspname"
                + matches(name.parts().get(0));
    }

    private String relations(String pattern) {
        NamePattern name = NamePattern.parse(pattern, 3);
        List<String> parts = name.parts();
        if (parts.size() == 3 && !name.first().equals(server.dbname())) {
            throw crossDatabase(pattern);
        }
        String schema = parts.size() == 1
                ? "pg_catalog.pg_table_is_visible(c.oid)"
                : "n.nspname" + matches(parts.get(parts.size() - 2));
        return RELATIONS + matches(parts.get(parts.size() - 1)) + " and " + schema;
    }

    private static String soleName(String pattern) {
        return NamePattern.parse(pattern, 1).parts().get(0);
    }

    private static UsageException crossDatabase(String pattern) {
        return new UsageException("cross-database references are not implemented: " + pattern);
    }

    /**
     * Returns a condition, to be appended to a column of names, that is true if a pattern's regular expression matches.
     */
    public static String matches(String regex) {
        return " operator(pg_catalog.~) E" + Quoting.literal(regex, false) + " collate pg_catalog.default";
    }

    /** Checks the patterns in pg_dump's order. */
    private MatchedPatterns matched() {
        boolean strict = options.has(DumpFlag.STRICT_NAMES);
        Set<Long> schemas = included("schemas", strict, DumpPattern.INCLUDE_SCHEMA);
        Set<Long> noSchemas = oids(DumpPattern.EXCLUDE_SCHEMA);
        Set<Long> tables =
                included("tables", strict, DumpPattern.INCLUDE_TABLE, DumpPattern.INCLUDE_TABLE_AND_CHILDREN);
        Set<Long> noTables = oids(DumpPattern.EXCLUDE_TABLE, DumpPattern.EXCLUDE_TABLE_AND_CHILDREN);
        Set<Long> noData = oids(DumpPattern.EXCLUDE_TABLE_DATA, DumpPattern.EXCLUDE_TABLE_DATA_AND_CHILDREN);
        Set<Long> servers = included("foreign servers", true, DumpPattern.INCLUDE_FOREIGN_DATA);
        Set<Long> extensions =
                included("extensions", strict, DumpPattern.INCLUDE_EXTENSION, DumpPattern.INCLUDE_EXTENSION_ALONE);
        Set<Long> noExtensions = oids(DumpPattern.EXCLUDE_EXTENSION);
        return new MatchedPatterns(schemas, noSchemas, tables, noTables, noData, extensions, noExtensions, servers);
    }

    /** Returns what matches; if patterns are given, at least one must match, and if names are strict, each must. */
    private Set<Long> included(String what, boolean strict, DumpPattern... purposes) {
        boolean given = false;
        for (DumpPattern purpose : purposes) {
            for (RequestedPattern query : requested.get(purpose)) {
                given = true;
                boolean matches = !query.rows().list().isEmpty();
                if (strict && !matches) {
                    throw new UsageException("no matching " + what + " were found for pattern \""
                            + NativeText.unescaped(query.pattern()) + "\"");
                }
            }
        }
        Set<Long> oids = oids(purposes);
        if (given && oids.isEmpty()) {
            throw new UsageException("no matching " + what + " were found");
        }
        return oids;
    }

    private Set<Long> oids(DumpPattern... purposes) {
        Set<Long> oids = new HashSet<>();
        for (DumpPattern purpose : purposes) {
            requested.get(purpose).forEach(query -> query.rows().list().forEach(match -> oids.add(match.oid())));
        }
        return oids;
    }
}
