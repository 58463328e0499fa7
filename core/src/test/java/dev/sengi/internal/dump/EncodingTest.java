package dev.sengi.internal.dump;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sengi.DumpFlag;
import dev.sengi.DumpFormat;
import dev.sengi.PgDump;
import dev.sengi.SengiException;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Dumps in an encoding that lacks a character: a question mark in its place would be another name, or other data. */
class EncodingTest {

    @ParameterizedTest
    @EnumSource(names = {"PLAIN", "CUSTOM", "TAR"})
    void aNameThatItCannotHoldIsRefused(DumpFormat format) {
        try (TestDatabase database = TestServer.current().createDatabase()) {
            database.execute("CREATE TABLE \"b\u0131g\" (a int)");
            assertThatThrownBy(() -> dump(database).format(format).to(OutputStream.nullOutputStream()))
                    .isInstanceOf(SengiException.class)
                    .hasMessage("query failed: ERROR:  character with byte sequence 0xc4 0xb1 in encoding \"UTF8\""
                            + " has no equivalent in encoding \"WIN1252\"");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"PLAIN", "CUSTOM", "TAR"})
    void aRowThatItCannotHoldIsRefused(DumpFormat format) {
        try (TestDatabase database = TestServer.current().createDatabase()) {
            database.execute("CREATE TABLE t AS SELECT U&'b\\0131g' AS a");
            assertThatThrownBy(() ->
                            dump(database).with(DumpFlag.INSERTS).format(format).to(OutputStream.nullOutputStream()))
                    .isInstanceOf(SengiException.class)
                    .hasMessage("query failed: ERROR:  character with byte sequence 0xc4 0xb1 in encoding \"UTF8\""
                            + " has no equivalent in encoding \"WIN1252\"");
        }
    }

    /** Java has no charset for it. */
    @Test
    void aNameInAnEncodingThatJavaLacksIsRefused() {
        try (TestDatabase database = TestServer.current().createDatabase("encoding 'LATIN1' locale 'C'")) {
            database.execute("CREATE TABLE \"\u00e9\" (a int)");
            PgDump dump = PgDump.from(database.connectionSource()).encoding("MULE_INTERNAL");
            assertThatThrownBy(() -> dump.to(OutputStream.nullOutputStream()))
                    .isInstanceOf(SengiException.class)
                    .hasMessage("could not convert \"\u00e9\" to encoding \"MULE_INTERNAL\": Java has no such charset");
        }
    }

    @Test
    void bytesThatItHasNoCharactersForAreRefused() {
        try (TestDatabase database = TestServer.current().createDatabase("encoding 'SQL_ASCII' locale 'C'")) {
            database.execute("DO $$ BEGIN EXECUTE E'CREATE TABLE \"t\\xe9\" (a int)'; END $$");
            PgDump dump = PgDump.from(database.connectionSource()).encoding("EUC_JP");
            assertThatThrownBy(() -> dump.to(OutputStream.nullOutputStream()))
                    .isInstanceOf(SengiException.class)
                    .hasMessage("query failed: ERROR:  invalid byte sequence for encoding \"EUC_JP\": 0xe9");
        }
    }

    private static PgDump dump(TestDatabase database) {
        return PgDump.from(database.connectionSource()).encoding("WIN1252");
    }
}
