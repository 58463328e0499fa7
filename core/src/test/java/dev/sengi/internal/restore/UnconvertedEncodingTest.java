package dev.sengi.internal.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.DumpFormat;
import dev.sengi.PgDump;
import dev.sengi.PgRestore;
import dev.sengi.RestoreReport;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The server has no conversion between the encodings of the archive and of the database. */
class UnconvertedEncodingTest {

    private static byte[] archive(TestDatabase source) throws IOException {
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        PgDump.from(source.connectionSource()).format(DumpFormat.CUSTOM).to(archive);
        return archive.toByteArray();
    }

    private static PgRestore restore(byte[] archive, TestDatabase target) {
        return PgRestore.from(new ByteArrayInputStream(archive)).into(target.connectionSource());
    }

    @ParameterizedTest
    @CsvSource({
        "LATIN1, WIN1252, é, 3",
        "LATIN9, WIN1252, €, 30000",
        "LATIN2, WIN1252, ž, 3",
        "KOI8U, WIN1251, ж, 30000"
    })
    void rowsAreConverted(String from, String to, String character, int rows) throws IOException {
        try (TestDatabase source = database(from);
                TestDatabase target = database(to)) {
            source.execute("CREATE TABLE t AS SELECT i, '" + character + "' || i AS x FROM generate_series(1, " + rows
                    + ") AS i");
            assertThat(restore(archive(source), target).run().failureCount()).isZero();
            assertThat(target.rows("SELECT x FROM t WHERE x <> '" + character + "' || i"))
                    .isEmpty();
            assertThat(target.value("SELECT count(*) FROM t")).isEqualTo(Integer.toString(rows));
        }
    }

    private static TestDatabase database(String encoding) {
        return TestServer.current().createDatabase("encoding '" + encoding + "' locale 'C'");
    }

    /** Blocks may end within them. */
    @Test
    void charactersOfSeveralBytesAreConverted() throws IOException {
        try (TestDatabase source = database("EUC_KR");
                TestDatabase target = database("EUC_JP")) {
            source.execute("CREATE TABLE t AS SELECT i, repeat('日', i % 9 + 1) || i AS x"
                    + " FROM generate_series(1, 30000) AS i");
            assertThat(restore(archive(source), target).run().failureCount()).isZero();
            assertThat(target.value("SELECT count(*) FROM t WHERE x = repeat('日', i % 9 + 1) || i"))
                    .isEqualTo("30000");
        }
    }

    @ParameterizedTest
    @CsvSource({"1", "30000"})
    void invalidBytesFailTheirTable(int rows) throws IOException {
        try (TestDatabase source = database("SQL_ASCII");
                TestDatabase target = database("WIN1252")) {
            source.execute(
                    "CREATE TABLE bad AS SELECT E'a\\xa5' AS x" + " FROM generate_series(1, " + rows + ")",
                    "CREATE TABLE good AS SELECT 1 AS x");
            ByteArrayOutputStream archive = new ByteArrayOutputStream();
            PgDump.from(source.connectionSource())
                    .format(DumpFormat.CUSTOM)
                    .encoding("LATIN3")
                    .to(archive);
            RestoreReport report =
                    restore(archive.toByteArray(), target).returnFailures().run();
            assertThat(report.failures())
                    .singleElement()
                    .satisfies(failure -> assertThat(failure.message())
                            .startsWith("COPY failed for table \"bad\": ERROR:  invalid byte sequence for encoding"
                                    + " \"LATIN3\": 0xa5"));
            assertThat(target.value("SELECT count(*) FROM good")).isEqualTo("1");
        }
    }

    /** As if the server converted them. */
    @ParameterizedTest
    @CsvSource({"10", "30000"})
    void errorsInEarlierRowsComeFirst(int rows) throws IOException {
        try (TestDatabase source = database("SQL_ASCII");
                TestDatabase target = database("WIN1252")) {
            source.execute("CREATE TABLE bad AS SELECT i, CASE WHEN i = " + rows + " THEN E'a\\xa5' ELSE 'a' END AS x"
                    + " FROM generate_series(1, " + rows + ") AS i");
            ByteArrayOutputStream archive = new ByteArrayOutputStream();
            PgDump.from(source.connectionSource())
                    .format(DumpFormat.CUSTOM)
                    .dataOnly()
                    .encoding("LATIN3")
                    .to(archive);
            target.execute(
                    "CREATE TABLE bad (i int CHECK (i <> 7), x text)",
                    "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS"
                            + " $$ BEGIN IF NEW.i = 5 THEN RAISE WARNING 'five'; END IF; RETURN NEW; END $$",
                    "CREATE TRIGGER t BEFORE INSERT ON bad FOR EACH ROW EXECUTE FUNCTION f()");
            MessageLog log = new MessageLog(true);
            RestoreReport report = restore(archive.toByteArray(), target)
                    .onProgress(log)
                    .returnFailures()
                    .run();
            assertThat(report.failures())
                    .singleElement()
                    .satisfies(failure -> assertThat(failure.message())
                            .startsWith("COPY failed for table \"bad\": ERROR:  new row for relation \"bad\""
                                    + " violates check constraint"));
            assertThat(log.toString()).contains("WARNING:  five");
            assertThat(target.value("SELECT count(*) FROM bad")).isEqualTo("0");
        }
    }
}
