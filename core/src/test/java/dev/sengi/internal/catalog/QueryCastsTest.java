package dev.sengi.internal.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.testing.ProjectLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * No query contains a cast that a user may have replaced.
 *
 * <p>By default, values are cast to and from text by the functions of their types. But a cast that a user creates for
 * the two types takes precedence, whatever the search path. None can be created where the server itself has a cast,
 * such as from name to text or from regproc to oid. Literals have no type yet, so they are not cast. A query that needs
 * text selects the unchanged value or {@code concat(value)}, or calls the functions of the types.
 */
class QueryCastsTest {
    private static final Pattern TOKENS = Pattern.compile(
            "//[^\\n]*+|/\\*.*?\\*/|'(?:\\\\.|[^'\\\\\\n])'|\"\"\"(.*?)\"\"\"|\"((?:\\\\.|[^\"\\\\\\n])*+)\"",
            Pattern.DOTALL);

    /**
     * The value that is cast, after the last space, and the target type; or the alternative syntax. The third is an
     * implicit cast.
     */
    private static final Pattern CAST = Pattern.compile(
            "\\S*?::(?:pg_catalog\\.)?(?:double precision|\\w+|\"char\")?(?:\\[])?|\\bcast\\(.*? as [\\w\\[\\]]+|.*\\|\\|.*");

    /** Casts of literals, and from columns of the catalogs to the types of their references: those are the server's. */
    private static final Pattern SAFE = Pattern.compile("(?:.*'::|cast\\('|\\w+\\.\\w+::reg).*");

    /** Other casts that are the server's own or concern literals or parameters, with the files that contain them. */
    private static final Set<String> KNOWN = Set.of(
            // From name or boolean.
            "FunctionReference: array[n.nspname::text",
            "FunctionReference: p.proname::text",
            "PublicationTableKind: a.attname::text",
            "SnapshotSettings: current_database()::text",
            "SnapshotSettings: (:encoding)::text",
            "SnapshotSettings: getdatabaseencoding()::text",
            "SnapshotTransaction: )::text",
            "StatisticsDefinitions: n.nspname::text",
            "StatisticsDefinitions: c.relname::text",
            // Among texts, numbers, and what refers to functions.
            "ForeignOptions: select quote_ident(o.option_name) || ' ' || quote_literal(o.option_value)",
            "OperatorKind: o.oprcode::oid",
            "TableKind: 1e15)::bigint",
            "TableKind: end::\"char\"",
            "TableSplitting: floor(c.pages::numeric",
            "TableSplitting: c.bytes))::bigint",
            "TextSearchParserKind: p.prsheadline::oid",
            "TextSearchTemplateKind: t.tmplinit::oid",
            "SessionState: 1e6)::pg_catalog.int8",
            "Triggers: 'login')::pg_catalog.text",
            // Literals and parameters.
            "CheckConstraintKind: 0::smallint",
            "FreshTable: ::pg_catalog.regclass",
            "LargeObjectCalls: pg_catalog.lo_open(?::pg_catalog.oid",
            "LargeObjectContents: cast(? as oid",
            "LargeObjectContents: cast(? as oid[]",
            "OperatorFamilyMembers: %2$d::oid",
            "OperatorFamilyMembers: %3$d::oid",
            "OperatorFamilyMembers: %4$d::oid",
            "RestoreConnection: pg_catalog.pg_char_to_encoding(?::pg_catalog.name",
            "SavedSettings: ?::pg_catalog.text",
            "SavedSettings: pg_catalog.unnest(?::pg_catalog.bool[]",
            "SavedSettings: pg_catalog.unnest(?::pg_catalog.text[]",
            "SavedSettings: (pg_catalog.unnest(?::pg_catalog.text[]",
            "SequenceRelations: ::oid",
            "StatisticsDefinitions: ]::name[]",
            // As in pg_dump, which determines the order this way.
            "LargeObjectKind: m.lomacl::text",
            // In what dumps contain.
            "CompositeTypes: ::pg_catalog.regclass",
            "ExtendedStatistics: ::integer",
            "ExtendedStatistics: ::boolean",
            "ExtendedStatistics: ::pg_ndistinct",
            "ExtendedStatistics: ::pg_dependencies",
            "ExtendedStatistics: ::text[]",
            "ExtendedStatistics: ::double precision[]",
            "ExtendedStatistics: ::jsonb",
            "ExtensionKind: ]::pg_catalog.text[]",
            "StatisticsDefinitions: ::",
            "TableUpgrade: ::pg_catalog.regclass",
            "ViewDefinition: NULL::",
            // Addresses.
            "IpAddress: ::");

    @Test
    void castsAreTheServersOwn() throws IOException {
        Set<String> casts = new TreeSet<>();
        for (Path file : sources()) {
            String name = file.getFileName().toString().replace(".java", "");
            for (String text : texts(Files.readString(file))) {
                CAST.matcher(text)
                        .results()
                        .map(cast -> cast.group().strip())
                        .filter(cast -> !SAFE.matcher(cast).matches())
                        .forEach(cast -> casts.add(name + ": " + cast));
            }
        }
        assertThat(casts).containsExactlyInAnyOrderElementsOf(KNOWN);
    }

    private static List<Path> sources() throws IOException {
        Path root = ProjectLayout.root();
        try (Stream<Path> core = Files.walk(root.resolve("core/src/main/java"));
                Stream<Path> cli = Files.walk(root.resolve("cli/src/main/java"))) {
            return Stream.concat(core, cli)
                    .filter(file -> file.toString().endsWith(".java"))
                    .toList();
        }
    }

    private static List<String> texts(String source) {
        Matcher tokens = TOKENS.matcher(source);
        return tokens.results()
                .map(QueryCastsTest::text)
                .filter(text -> !text.isEmpty())
                .toList();
    }

    private static String text(MatchResult token) {
        String block = token.group(1);
        String literal = token.group(2);
        return block != null ? block : literal != null ? literal.replace("\\\"", "\"") : "";
    }
}
