package dev.sengi.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sengi.SengiException;
import dev.sengi.ServerException;
import dev.sengi.internal.ddl.Quoting;
import dev.sengi.internal.session.TableLocks.Table;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** If a session locks several tables together, the table that another session has locked is reported. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TableLocksTest {
    private static final SnapshotSettings SETTINGS = new SnapshotSettings(null, null, true, false, false, null, null);
    private static final int MANY = 25;
    private static final List<Table> ODD = List.of(
            table("public", "same"),
            table("Odd.s", "same"),
            table("Odd.s", "a\"b"),
            table("public", "Upper"),
            table("public", "upper"),
            table("public", "with.dot"),
            table("public", "with"),
            table("public", "x y"),
            table("public", "x"),
            table("public", "relation"),
            table("public", "größe"));

    private TestDatabase database;

    private static Table table(String schema, String name) {
        return new Table(schema, name, Quoting.whereNeeded().qualified(schema, name));
    }

    private static List<Table> many() {
        List<Table> tables = new ArrayList<>();
        for (int i = 1; i <= MANY; i++) {
            tables.add(table("public", "lk" + i));
        }
        return tables;
    }

    @BeforeAll
    void create() {
        database = TestServer.current().createDatabase();
        database.execute("CREATE SCHEMA \"Odd.s\"");
        for (Table table : many()) {
            database.execute("CREATE TABLE " + table.sql() + " (i integer)");
        }
        for (Table table : ODD) {
            database.execute("CREATE TABLE " + table.sql() + " (i integer)");
        }
        database.execute(
                "CREATE TABLE parent (i integer)",
                "CREATE TABLE kid () INHERITS (parent)",
                "CREATE TABLE \"Odd.s\".lk1 () INHERITS (parent)",
                "CREATE TABLE whole (i integer) PARTITION BY LIST (i)",
                "CREATE TABLE lk PARTITION OF whole DEFAULT");
    }

    @AfterAll
    void drop() {
        database.close();
    }

    /** Returns the error from locking tables while another session has locked one of them or of their children. */
    private Throwable lock(String held, List<Table> tables) throws SQLException {
        try (Connection other = database.dataSource().getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE " + held);
            try (SnapshotTransaction transaction = IdleLimit.startSession(
                    database.connectionSource(), connection -> SnapshotTransaction.begin(connection, SETTINGS))) {
                return catchThrowable(() -> TableLocks.lockAgain(transaction, tables));
            }
        }
    }

    private static void isNamed(Throwable failure, Table table) {
        assertThat(failure)
                .isInstanceOf(SengiException.class)
                .hasMessageStartingWith("could not obtain lock on relation \"" + table.sql() + "\"\nThis usually means")
                .hasCauseInstanceOf(ServerException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 19, 20, MANY})
    void ofManyTablesTheLockedOneIsNamed(int number) throws SQLException {
        isNamed(lock("lk" + number, many()), many().get(number - 1));
    }

    @Test
    void unusualNamesAreFound() throws SQLException {
        for (Table table : ODD) {
            isNamed(lock(table.sql(), ODD), table);
        }
    }

    @Test
    void aChildIsNamedIfItIsAmongTheTables() throws SQLException {
        List<Table> tables = new ArrayList<>(many());
        tables.add(table("public", "parent"));
        tables.add(table("public", "kid"));
        isNamed(lock("kid", tables), table("public", "kid"));
        isNamed(
                lock("lk", List.of(table("public", "lk1"), table("public", "whole"), table("public", "lk"))),
                table("public", "lk"));
    }

    @Test
    void otherChildrenLeaveTheServersErrorAsItIs() throws SQLException {
        List<Table> tables = new ArrayList<>(ODD);
        tables.add(table("public", "parent"));
        assertThat(lock("kid", tables))
                .isInstanceOf(ServerException.class)
                .hasMessage("query failed: ERROR:  could not obtain lock on relation \"kid\"");
        Table parent = table("public", "parent");
        isNamed(lock("kid", List.of(parent)), parent);
        isNamed(lock("kid", List.of(parent, parent)), parent);
    }

    @Test
    void theServersLanguageDoesNotMatter() {
        List<Table> tables = many();
        assertThat(TableLocks.named(tables, "konnte Sperre für Relation »public.lk1« nicht setzen"))
                .isEqualTo(tables.get(0));
        assertThat(TableLocks.named(tables, "n'a pas pu obtenir un verrou sur la relation « lk19 »"))
                .isEqualTo(tables.get(18));
        assertThat(TableLocks.named(tables, "リレーション\"public.lk20\"のロックを取得できません"))
                .isEqualTo(tables.get(19));
        assertThat(TableLocks.named(tables, "no lock: public.lk20")).isEqualTo(tables.get(19));
        assertThat(TableLocks.named(ODD, "could not obtain lock on relation \"same\""))
                .isNull();
        assertThat(TableLocks.named(ODD, "canceling statement due to user request"))
                .isNull();
    }
}
