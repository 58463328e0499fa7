package dev.sengi.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sengi.DumpFlag;
import dev.sengi.DumpFormat;
import dev.sengi.PgDump;
import dev.sengi.PgRestore;
import dev.sengi.RestoreFlag;
import dev.sengi.UsageException;
import dev.sengi.archive.Section;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tables selected by patterns are restored with the objects that belong to them, and omitted with them. */
class TableChoiceTest {
    @TempDir
    private static Path folder;

    private static Path archive;
    private static Path partitioned;

    @BeforeAll
    static void dump() throws Exception {
        archive = folder.resolve("archive");
        try (TestDatabase database = TestServer.current().createDatabase()) {
            database.execute(
                    "CREATE SCHEMA \"Shop\"",
                    "CREATE TABLE public.item (id serial PRIMARY KEY, name text DEFAULT 'x', CHECK (id > 0))",
                    "CREATE TABLE \"Shop\".item (id int PRIMARY KEY)",
                    "CREATE TABLE sale (item int REFERENCES public.item, at date) PARTITION BY RANGE (at)",
                    "CREATE TABLE sale_1 PARTITION OF sale FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')",
                    "CREATE INDEX sale_at ON sale (at)",
                    "CREATE INDEX item_name ON item (name)",
                    "CREATE STATISTICS item_stats ON id, name FROM item",
                    "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
                    "CREATE TRIGGER t BEFORE INSERT ON item FOR EACH ROW EXECUTE FUNCTION f()",
                    "CREATE POLICY p ON item USING (true)",
                    "ALTER TABLE item ENABLE ROW LEVEL SECURITY",
                    "COMMENT ON TABLE item IS 'things'",
                    "COMMENT ON INDEX item_name IS 'by name'",
                    "CREATE TABLE \"item\n\" (a int)",
                    "CREATE TABLE \"i.t$e[m]\\d\" (a int)",
                    "CREATE VIEW items AS SELECT * FROM item",
                    "INSERT INTO item (name) VALUES ('a')",
                    "INSERT INTO sale VALUES (1, '2024-02-03')");
            PgDump.from(database.connectionSource()).format(DumpFormat.CUSTOM).to(archive);
        }
        partitioned = dumpPartitioned();
    }

    /** Returns the selected entries as the list names them, without schema and owner, in alphabetical order. */
    private static List<String> entries(UnaryOperator<PgRestore> choice) throws Exception {
        return entries(archive, choice);
    }

    private static List<String> entries(Path file, UnaryOperator<PgRestore> choice) throws Exception {
        ByteArrayOutputStream list = new ByteArrayOutputStream();
        choice.apply(PgRestore.from(file)).toList(list);
        return list.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.startsWith(";"))
                .map(line -> line.replaceFirst("^\\d+; \\d+ \\d+ ", "").replaceFirst(" \\w+$", ""))
                .sorted()
                .toList();
    }

    @ParameterizedTest
    @EnumSource(names = {"PRE_DATA", "DATA", "POST_DATA"})
    void eachSectionContainsWhatBelongsToTheTable(Section section) throws Exception {
        UnaryOperator<PgRestore> part = restore -> restore.sections(EnumSet.of(section));
        List<String> all = entries(part);
        List<String> chosen = entries(restore -> part.apply(restore.includeTable("public.item")));
        List<String> rest = entries(restore -> part.apply(restore.excludeTable("public.item")));
        assertThat(chosen)
                .contains(
                        section == Section.PRE_DATA
                                ? "TABLE public item"
                                : section == Section.DATA
                                        ? "SEQUENCE SET public item_id_seq"
                                        : "CONSTRAINT public item item_pkey");
        assertThat(rest).doesNotContainAnyElementsOf(chosen);
        if (section != Section.PRE_DATA) {
            assertThat(chosen).allMatch(entry -> entry.contains(" item"));
        }
        assertThat(all).containsAll(chosen).containsAll(rest);
    }

    /** Even if the list does not contain the table, or contains it last. */
    @Test
    void aListMayHaveAnyOrder() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PgRestore.from(archive).includeTable("public.item").toList(out);
        List<String> lines = new ArrayList<>(out.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.startsWith(";"))
                .toList());
        List<String> all = entries(restore -> restore.useList(lines));
        Collections.reverse(lines);
        assertThat(entries(restore -> restore.useList(lines).includeTable("public.item")))
                .isEqualTo(all);
        assertThat(entries(restore -> restore.useList(lines).excludeTable("public.item")))
                .isEmpty();
        lines.removeIf(line -> line.contains(" TABLE public item "));
        assertThat(entries(restore -> restore.useList(lines).includeTable("public.item")))
                .hasSize(all.size() - 1)
                .contains("COMMENT public TABLE item", "INDEX public item_name");
    }

    @Test
    void aTableComesWithWhatBelongsToIt() throws Exception {
        assertThat(entries(restore -> restore.includeTable("public.item")))
                .containsExactly(
                        "COMMENT public INDEX item_name",
                        "COMMENT public TABLE item",
                        "CONSTRAINT public item item_pkey",
                        "DEFAULT public item id",
                        "INDEX public item_name",
                        "POLICY public item p",
                        "ROW SECURITY public item",
                        "SEQUENCE OWNED BY public item_id_seq",
                        "SEQUENCE SET public item_id_seq",
                        "SEQUENCE public item_id_seq",
                        "STATISTICS public item_stats",
                        "TABLE DATA public item",
                        "TABLE public item",
                        "TRIGGER public item t");
    }

    /** The names exist, whether the table has brought them along or not. */
    @Test
    void indexesAndTriggersCanBeNamedBesidesTheirTable() throws Exception {
        List<String> table = entries(restore -> restore.includeTable("public.item"));
        assertThat(entries(restore -> restore.includeTable("public.item")
                        .includeIndex("item_name")
                        .includeTrigger("item t")))
                .isEqualTo(table);
        assertThat(entries(restore -> restore.includeTable("public.item").includeIndex("sale_at")))
                .containsAll(table)
                .hasSize(table.size() + 1);
    }

    @Test
    void aBareTableIsRestoredAlone() throws Exception {
        assertThat(entries(restore -> restore.includeTable("item").with(RestoreFlag.BARE_TABLES)))
                .containsExactly(
                        "COMMENT public TABLE item",
                        "TABLE DATA Shop item",
                        "TABLE DATA public item",
                        "TABLE Shop item",
                        "TABLE public item");
    }

    @Test
    void patternsArePsqls() throws Exception {
        assertThat(entries(restore -> restore.includeTable("\"Shop\".*")))
                .containsExactly("CONSTRAINT Shop item item_pkey", "TABLE DATA Shop item", "TABLE Shop item");
        assertThat(entries(restore -> restore.includeTable("SALE?[[:digit:]]").schemaOnly()))
                .containsExactly("INDEX public sale_1_at_idx", "TABLE public sale_1");
        assertThat(entries(restore -> restore.includeTable("sale*").schemaOnly()))
                .containsExactly(
                        "FK CONSTRAINT public sale sale_item_fkey",
                        "INDEX ATTACH public sale_1_at_idx",
                        "INDEX public sale_1_at_idx",
                        "INDEX public sale_at",
                        "TABLE ATTACH public sale_1",
                        "TABLE public sale",
                        "TABLE public sale_1");
    }

    @Test
    void quotedNamesAreExact() throws Exception {
        assertThat(entries(restore ->
                        restore.includeTable("public.\"i.t$e[m]\\d\"").schemaOnly()))
                .containsExactly("TABLE public i.t$e[m]\\d");
        assertThat(entries(restore -> restore.includeTable("item").schemaOnly().with(RestoreFlag.BARE_TABLES)))
                .as("without the name that ends with a line feed")
                .containsExactly("COMMENT public TABLE item", "TABLE Shop item", "TABLE public item");
    }

    @Test
    void exclusionIsTheRest() throws Exception {
        List<String> all = entries(restore -> restore);
        for (String pattern : List.of("public.item", "\"Shop\".*", "sale*", "items")) {
            List<String> without = entries(restore -> restore.excludeTable(pattern));
            assertThat(entries(restore -> restore.includeTable(pattern))).doesNotContainAnyElementsOf(without);
            assertThat(all).containsAll(without);
        }
        assertThat(entries(restore -> restore.excludeTableData("public.*")))
                .contains("TABLE DATA Shop item", "TABLE public item")
                .doesNotContain("TABLE DATA public item", "TABLE DATA public sale_1");
    }

    /** Partitions of two levels and in two schemas, and a table that inherits; another table only has a column of that type. */
    private static Path dumpPartitioned() throws Exception {
        Path file = folder.resolve("partitioned");
        try (TestDatabase database = TestServer.current().createDatabase()) {
            database.execute(
                    "CREATE SCHEMA s",
                    "CREATE TABLE p (a int, v text, PRIMARY KEY (a)) PARTITION BY RANGE (a)",
                    "CREATE INDEX p_v ON p (v)",
                    "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (1) TO (100)",
                    "CREATE TABLE s.\"P 2\" PARTITION OF p FOR VALUES FROM (100) TO (200) PARTITION BY LIST (a)",
                    "CREATE TABLE s.p2a PARTITION OF s.\"P 2\" DEFAULT",
                    "CREATE TABLE base (x int)",
                    "CREATE TABLE derived (y int) INHERITS (base)",
                    "CREATE TABLE uses (b base, c p)",
                    "CREATE INDEX base_twice ON base ((x * 2))",
                    "CREATE INDEX base_x ON base (x)",
                    "CREATE INDEX derived_x ON derived (x)",
                    "INSERT INTO p SELECT i, 'v' FROM generate_series(1, 199) i",
                    "INSERT INTO base VALUES (1)",
                    "INSERT INTO derived VALUES (2, 3)",
                    "INSERT INTO uses VALUES (ROW(1), ROW(1, 'v'))",
                    "ANALYZE");
            PgDump.from(database.connectionSource())
                    .format(DumpFormat.CUSTOM)
                    .with(DumpFlag.STATISTICS)
                    .to(file);
        }
        return file;
    }

    /** Restores a choice of the partitioned tables, and returns each table's number of rows and of indexes. */
    private static String restored(UnaryOperator<PgRestore> choice) throws Exception {
        // Tables chosen by name come without their schemas.
        boolean withSchemas = entries(partitioned, choice).stream().anyMatch(entry -> entry.startsWith("SCHEMA"));
        try (TestDatabase target = TestServer.current().createDatabase()) {
            if (!withSchemas) {
                target.execute("CREATE SCHEMA s");
            }
            choice.apply(PgRestore.from(partitioned))
                    .into(target.connectionSource())
                    .run();
            return target.value("SELECT string_agg(t, ' ' ORDER BY t) FROM (SELECT c.relname"
                    + " || ':' || (xpath('/row/n/text()', query_to_xml('SELECT count(*) AS n FROM ONLY '"
                    + " || c.oid::regclass, false, true, '')))[1]"
                    + " || '/' || (SELECT count(*) FROM pg_index i WHERE i.indrelid = c.oid)"
                    + " || CASE WHEN c.relispartition THEN '*' ELSE '' END AS t"
                    + " FROM pg_class c WHERE c.relkind IN ('r', 'p')"
                    + " AND c.relnamespace IN ('public'::regnamespace, 's'::regnamespace)) x");
        }
    }

    @Test
    void aPartitionedTableComesWithoutItsPartitions() throws Exception {
        assertThat(restored(restore -> restore.includeTable("public.p"))).isEqualTo("p:0/2");
        assertThat(restored(restore -> restore.includeTable("p1"))).isEqualTo("p1:99/2");
        assertThat(restored(restore -> restore.includeTable("p").includeTable("p1")))
                .isEqualTo("p1:99/2* p:0/2");
    }

    @Test
    void aPartitionedTableCanComeWithItsPartitions() throws Exception {
        assertThat(restored(restore -> restore.includeTableAndChildren("public.p")))
                .isEqualTo("P 2:0/2* p1:99/2* p2a:100/2* p:0/2");
        assertThat(restored(restore -> restore.includeTableAndChildren("\"P 2\"")))
                .isEqualTo("P 2:0/2 p2a:100/2*");
        assertThat(restored(restore -> restore.includeTableAndChildren("base"))).isEqualTo("base:1/2 derived:1/1");
    }

    @Test
    void partitionsOfATableLeftOutAreOrdinaryTables() throws Exception {
        assertThat(restored(restore -> restore.excludeTable("public.p")
                        .excludeTable("uses")
                        .excludeTable("base")
                        .excludeTable("derived")))
                .isEqualTo("P 2:0/2 p1:99/2 p2a:100/2*");
        assertThat(restored(restore -> restore.excludeTable("p1")))
                .isEqualTo("P 2:0/2* base:1/2 derived:1/1 p2a:100/2* p:0/2 uses:1/0");
    }

    @Test
    void partitionsCanBeLeftOutWithTheirTable() throws Exception {
        assertThat(restored(restore -> restore.excludeTableAndChildren("p").excludeTable("uses")))
                .isEqualTo("base:1/2 derived:1/1");
        assertThat(restored(restore -> restore.excludeTableAndChildren("\"P 2\"")))
                .isEqualTo("base:1/2 derived:1/1 p1:99/2* p:0/2 uses:1/0");
        assertThat(restored(restore -> restore.excludeTableDataAndChildren("p").excludeTableDataAndChildren("base")))
                .isEqualTo("P 2:0/2* base:0/2 derived:0/1 p1:0/2* p2a:0/2* p:0/2 uses:1/0");
        assertThat(restored(restore -> restore.excludeTableData("p").excludeTableData("base")))
                .isEqualTo("P 2:0/2* base:0/2 derived:1/1 p1:99/2* p2a:100/2* p:0/2 uses:1/0");
    }

    @Test
    void aPartOfAParentsNameIsNotItsName() throws Exception {
        Path file = folder.resolve("inheriting");
        try (TestDatabase database = TestServer.current().createDatabase()) {
            database.execute(
                    "CREATE TABLE a (x int)",
                    "CREATE TABLE base (y int)",
                    "CREATE TABLE \"a, b\" (x int)",
                    "CREATE TABLE derived (z a) INHERITS (base)",
                    "CREATE TABLE \"Derived\" () INHERITS (base, \"a, b\")");
            PgDump.from(database.connectionSource())
                    .format(DumpFormat.CUSTOM)
                    .schemaOnly()
                    .to(file);
        }
        assertThat(entries(file, restore -> restore.includeTableAndChildren("a")))
                .containsExactly("TABLE public a");
        assertThat(entries(file, restore -> restore.includeTableAndChildren("\"a, b\"")))
                .containsExactly("TABLE public Derived", "TABLE public a, b");
        assertThat(entries(file, restore -> restore.includeTableAndChildren("base")))
                .containsExactly("TABLE public Derived", "TABLE public base", "TABLE public derived");
    }

    @Test
    void patternsOfTablesWithChildrenMustMatch() {
        assertThatThrownBy(() -> entries(restore -> restore.includeTableAndChildren("nowhere")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("table \"nowhere\" not found");
    }

    @Test
    void malformedPatternsAreRefused() {
        for (String pattern : List.of("a.b.c", "a[")) {
            assertThatThrownBy(() -> entries(restore -> restore.includeTable(pattern)))
                    .isInstanceOf(UsageException.class);
        }
    }
}
