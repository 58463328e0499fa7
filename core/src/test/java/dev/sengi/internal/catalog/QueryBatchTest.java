package dev.sengi.internal.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sengi.SengiException;
import dev.sengi.internal.session.LentConnection;
import dev.sengi.internal.session.SnapshotSettings;
import dev.sengi.internal.session.SnapshotTransaction;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryBatchTest {

    private static final String ROWS = """
            select i as number, -i::bigint as negative, (i % 2 = 0) as even, chr(96 + i)::"char" as letter,
                e'tab\\t line\\n return\\r feed\\f back\\b vertical\\v backslash\\\\ \\\\N ' || i as escapes,
                case when i > 3 then '\\N' end as nullish, '' as empty, 'ä€😀' || i % 2 as wide, 'same' as same,
                array['a b', null, i::text] as texts, array[i, 4294967295]::oid[] as oids, array[i > 3, false] as flags
            from generate_series(1, 5) i
            order by i desc
            """;

    private record Row(
            int number,
            long negative,
            boolean even,
            char letter,
            String escapes,
            String nullish,
            String empty,
            String wide,
            String same,
            String[] texts,
            long[] oids,
            boolean[] flags) {}

    private record Count(long count) {}

    private record Text(String text) {}

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readsTheSameOfDatabasesOfEverySize(boolean large) throws SQLException {
        List<Row> rows = read(large, ROWS, Row.class);
        assertThat(rows).extracting(Row::number).containsExactly(5, 4, 3, 2, 1);
        Row row = rows.get(0);
        assertThat(row.negative()).isEqualTo(-5);
        assertThat(row.even()).isFalse();
        assertThat(row.letter()).isEqualTo('e');
        assertThat(row.escapes()).isEqualTo("tab\t line\n return\r feed\f back\b vertical\u000b backslash\\ \\N 5");
        assertThat(row.nullish()).isEqualTo("\\N");
        assertThat(rows.get(4).nullish()).isNull();
        assertThat(row.empty()).isEmpty();
        assertThat(rows).extracting(Row::wide).containsExactly("ä€😀1", "ä€😀0", "ä€😀1", "ä€😀0", "ä€😀1");
        assertThat(row.same()).isSameAs(rows.get(3).same());
        assertThat(row.texts()).containsExactly("a b", null, "5");
        assertThat(row.oids()).containsExactly(5, 4294967295L);
        assertThat(row.flags()).containsExactly(true, false);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void takesNullForZero(boolean large) throws SQLException {
        assertThat(read(large, "select null::int as count", Count.class)).containsExactly(new Count(0));
        assertThat(read(large, "select 1 as count where false", Count.class)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void namesTheQueryThatFails(boolean large) {
        assertThatThrownBy(
                        () -> read(large, "select 1 / (i - 500) as count from generate_series(1, 900) i", Count.class))
                .isInstanceOfSatisfying(SengiException.class, e -> {
                    assertThat(e.getMessage()).isEqualTo("query failed: ERROR:  division by zero");
                    assertThat(e.details()).singleElement().asString().startsWith("Query was: select 1 / (i - 500)");
                });
    }

    @Test
    void continuesAfterStreaming() throws SQLException {
        try (TestDatabase database = TestServer.current().createDatabase();
                SnapshotTransaction transaction = begin(database)) {
            QueryBatch batch = QueryBatch.of(transaction, true, Map.of("oids", new long[] {1, 2}));
            QueryBatch.Rows<Count> first = batch.addLarge("select unnest(:oids) as count", Count.class);
            QueryBatch.Rows<Count> second = batch.add("select 3 as count", Count.class);
            QueryBatch.Rows<Count> third = batch.addLarge("select 4 as count", Count.class);
            batch.run();
            assertThat(first.list()).containsExactly(new Count(1), new Count(2));
            assertThat(second.list()).containsExactly(new Count(3));
            assertThat(third.list()).containsExactly(new Count(4));
        }
    }

    @Test
    void sendsNothingThatTheServerLacks() throws SQLException {
        try (TestDatabase database = TestServer.current().createDatabase();
                SnapshotTransaction transaction = begin(database)) {
            QueryBatch batch = QueryBatch.of(transaction, false, Map.of());
            QueryBatch.Rows<Count> old = batch.addSince(9, "select 1 as count", Count.class);
            QueryBatch.Rows<Count> future = batch.addSince(1000, "select count from pg_future", Count.class);
            batch.run();
            assertThat(old.list()).containsExactly(new Count(1));
            assertThat(future.list()).isEmpty();
        }
    }

    /** A SQL_ASCII database may contain any bytes. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readsEachByteAsACharacterIfNothingIsKnownOfTheEncoding(boolean large) throws SQLException {
        try (TestDatabase database =
                        TestServer.current().createDatabase("ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C'");
                SnapshotTransaction transaction = begin(database)) {
            QueryBatch batch = QueryBatch.of(transaction, large, Map.of());
            QueryBatch.Rows<Text> rows = batch.addLarge(
                    "select convert_from(b, 'SQL_ASCII') as text"
                            + " from (values ('\\xc3a9'::bytea), ('\\xe90961'::bytea)) v (b)",
                    Text.class);
            batch.run();
            assertThat(rows.list()).extracting(Text::text).containsExactly("\u00c3\u00a9", "\u00e9\ta");
        }
    }

    /** Settings such as the search path prevent other users' functions from being called. */
    @Test
    void looksForTheFailureInTheSameTransaction() throws SQLException {
        try (TestDatabase database = TestServer.current().createDatabase()) {
            database.execute("CREATE SEQUENCE calls");
            try (SnapshotTransaction transaction = begin(database)) {
                QueryBatch batch = QueryBatch.of(transaction, false, Map.of());
                batch.add(
                        "select case when current_setting('transaction_read_only') = 'on' then 0"
                                + " else nextval('public.calls') end as count",
                        Count.class);
                batch.add("select 1 / 0 as count", Count.class);
                assertThatThrownBy(batch::run)
                        .isInstanceOfSatisfying(
                                SengiException.class,
                                e -> assertThat(e.details()).containsExactly("Query was: select 1 / 0 as count"));
            }
            assertThat(database.value("SELECT is_called FROM calls")).isEqualTo("f");
        }
    }

    private static SnapshotTransaction begin(TestDatabase database) {
        return SnapshotTransaction.begin(
                LentConnection.open(database.connectionSource()),
                new SnapshotSettings(null, null, false, false, false, null, null));
    }

    private static <T> List<T> read(boolean large, String sql, Class<T> type) throws SQLException {
        try (TestDatabase database = TestServer.current().createDatabase();
                SnapshotTransaction transaction = begin(database)) {
            QueryBatch batch = QueryBatch.of(transaction, large, Map.of());
            QueryBatch.Rows<T> rows = batch.addLarge(sql, type);
            batch.run();
            return rows.list();
        }
    }
}
