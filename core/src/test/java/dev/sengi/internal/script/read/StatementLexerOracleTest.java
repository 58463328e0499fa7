package dev.sengi.internal.script.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.archive.PgEncoding;
import dev.sengi.internal.script.read.StatementLexer.End;
import dev.sengi.testing.NeedsRealClient;
import dev.sengi.testing.RealClient;
import dev.sengi.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The lexer finds the same statements as psql, whose log shows those that it sends, even in unusual texts. */
@NeedsRealClient
class StatementLexerOracleTest {
    private static final int SEEDS = Integer.getInteger("sengi.lexer.seeds", 12);
    private static final int CHUNKS = 60;
    private static final int PIECES_OF_CHUNK = 20;

    private static final String QUERY = "/******** QUERY *********/\n";
    private static final String QUERY_END = "\n/************************/\n";

    private static final String ATOMIC = "create function f() begin atomic select 1; end;";
    private static final String CASE =
            "create or replace procedure p() begin atomic select case when true then 1 end; select 2; end;";
    /**
     * Pieces of routines and other statements. BEGIN comes only with ATOMIC, because psql takes it for the start of a
     * routine's body even as a name: see PlainScriptInteropTest.
     */
    private static final String[] PIECES = {
        ";",
        ";",
        ";",
        ";\n",
        ";\n\n",
        "\n",
        " ",
        "\t",
        "\r\n",
        "\f",
        "(",
        ")",
        ")",
        "[",
        "]",
        ",",
        ".",
        "::",
        ":=",
        ":'x' ",
        ":\"x\" ",
        "+",
        "-",
        "--",
        "-- ;\n",
        "--'\n",
        "/",
        "*",
        "/*",
        "*/",
        "/* ; */",
        "/*/*;*/'*/",
        "/* ' */",
        "/*--*/",
        "+--;\n",
        "+/*;*/",
        "=>",
        "@-",
        "'",
        "''",
        "'a;b'",
        "'a''b'",
        "'a\\b'",
        "'\\'",
        "e'\\';'",
        "E'\\\\'",
        "E'\\'';'",
        "E'a'\n'b;'",
        "'a'\n'b;'",
        "b'1;'",
        "B'1'",
        "x';'",
        "n'a;'",
        "N'a'",
        "U&'\\0061;'",
        "u&\"a;b\"",
        "U&",
        "u",
        "\"a;b\"",
        "\"a\"\"b\"",
        "\"\\\"",
        "\"",
        "$$;$$",
        "$a$;$b$;$a$",
        "$a$;$$;$a$",
        "$1",
        "$1$",
        "$$",
        "$a$",
        "$a",
        "a$a$",
        "$",
        "1",
        "1.5",
        "1e5",
        "1e",
        "1a",
        "0x1F",
        "1_000",
        "..",
        "select",
        "create",
        "CREATE",
        "or",
        "replace",
        "function",
        "PROCEDURE",
        ATOMIC,
        CASE,
        "create function f() returns int as 'begin;' language sql;",
        "begin atomic ",
        "BEGIN/*;*/Atomic ",
        "atomic",
        "end",
        "END",
        "case",
        "Case",
        "é",
        "ü$a$",
        "$é$;$é$",
        "_a",
        "x",
        "e",
        "b",
        "n"
    };
    /** The same without what begins a routine, in which BEGIN is a word like any other. */
    private static final String[] OUTSIDE_ROUTINES = Stream.concat(
                    Arrays.stream(PIECES)
                            .filter(piece -> !piece.toLowerCase(Locale.ROOT).startsWith("create")),
                    Stream.of("create table begin (a int);", "begin", "BEGIN"))
            .toArray(String[]::new);

    /** Closes anything that is still open. */
    private static final String END_OF_ALL = "\n*/*/$$'\"$a$))))end end end\n;\n";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"on", "off"})
    void piecesInAnyOrder(String standardStrings) throws IOException {
        assertSameInAnyOrder(PIECES, standardStrings);
    }

    @ParameterizedTest
    @ValueSource(strings = {"on", "off"})
    void piecesOutsideRoutinesInAnyOrder(String standardStrings) throws IOException {
        assertSameInAnyOrder(OUTSIDE_ROUTINES, standardStrings);
    }

    private void assertSameInAnyOrder(String[] all, String standardStrings) throws IOException {
        Reading reading = new Reading("UTF8", standardStrings.equals("on"));
        String first = "SET standard_conforming_strings = " + standardStrings + ";\n";
        assertSameStatements(reading, first, random -> {
            if (random.nextInt(30) == 0) {
                return END_OF_ALL;
            }
            return all[random.nextInt(all.length)] + (random.nextBoolean() ? " " : "");
        });
    }

    /** Characters whose second byte is a backslash or another significant ASCII character. */
    @ParameterizedTest
    @CsvSource({"SJIS, ソ能表あｱ", "BIG5, 功許蓋你", "GBK, 誠俓中", "GB18030, 誠俓中ก", "UHC, 똠가각", "JOHAB, 가각힣", "EUC_JP, ソ能ｱ"})
    void charactersWithBytesThatAreAscii(String encoding, String characters) throws IOException {
        int[] all = characters.codePoints().toArray();
        String first = "SET client_encoding = '" + encoding + "';\n";
        assertSameStatements(new Reading(encoding, true), first, random -> {
            String c = Character.toString(all[random.nextInt(all.length)]);
            // psql treats tags as equal if their characters begin with the same byte.
            String tag = "$" + Character.toString(all[0]) + "$";
            String[] pieces = {
                c,
                "'" + c + "'",
                "E'" + c + "'",
                "E'" + c + c + "\\\\;'",
                "\"" + c + "\"",
                tag + ";" + tag,
                ";",
                ";\n",
                "/*" + c + "*/",
                "--" + c + "\n",
                "select ",
                " "
            };
            return pieces[random.nextInt(pieces.length)];
        });
    }

    @Test
    void textsThatPeopleWrite() throws IOException {
        Reading reading = new Reading("UTF8", true);
        for (String text : List.of(
                "select 1; select 2;select 3",
                "create table begin (a int); select 1;",
                "begin; select 1; end;",
                "-- a\n/* b */ select 1 -- c\n, 2 /* d; */;\n\n;",
                "create rule r as on insert to t do (delete from a; delete from b);select 1;",
                ATOMIC + CASE,
                "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE a WHEN 1 THEN 2 END; END; select 1;",
                "create function f() returns int as $a$ begin; $b$ ; $b$ end; $a$; select 1;")) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            assertThat(compact(reading.statements(bytes).orElseThrow())).isEqualTo(compact(logged(bytes)));
        }
    }

    private void assertSameStatements(Reading reading, String first, Function<Random, String> pieces)
            throws IOException {
        int found = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            byte[] text = text(new Random(seed), reading, first, pieces);
            List<String> ours = compact(reading.statements(text).orElseThrow());
            List<String> theirs = compact(logged(text));
            assertThat(differing(ours, theirs)).as("seed " + seed).isEqualTo(differing(theirs, ours));
            found += ours.size();
        }
        assertThat(found).isGreaterThan(SEEDS * CHUNKS / 4);
    }

    /** Returns the first difference from the other statements, with some of the text around it. */
    private static String differing(List<String> statements, List<String> others) {
        String text = String.join("\n", statements);
        String other = String.join("\n", others);
        int same = 0;
        while (same < text.length() && same < other.length() && text.charAt(same) == other.charAt(same)) {
            same++;
        }
        return text.substring(Math.max(0, same - 300), Math.min(text.length(), same + 100));
    }

    /** Returns a text in which no backslash starts a psql command. */
    private static byte[] text(Random random, Reading reading, String first, Function<Random, String> pieces)
            throws IOException {
        byte[] text = reading.bytes(first);
        for (int chunk = 0; chunk < CHUNKS; chunk++) {
            ByteArrayOutputStream longer = new ByteArrayOutputStream();
            longer.writeBytes(text);
            for (int i = 0; i < PIECES_OF_CHUNK; i++) {
                longer.writeBytes(reading.bytes(pieces.apply(random)));
            }
            if (reading.statements(longer.toByteArray()).isPresent()) {
                text = longer.toByteArray();
            }
        }
        return text;
    }

    private List<String> logged(byte[] text) throws IOException {
        Path log = folder.resolve("log");
        Files.deleteIfExists(log);
        String database = TestServer.current().maintenance().connectionString();
        List<String> arguments =
                List.of("-X", "-q", "-o", "/dev/null", "-L", log.toString(), "-d", database, "-f", "-");
        RealClient.require().run("psql", arguments, text, Map.of());
        String logged = Files.readString(log, StandardCharsets.ISO_8859_1);
        List<String> queries = new ArrayList<>();
        for (int start = logged.indexOf(QUERY); start >= 0; start = logged.indexOf(QUERY, start)) {
            int end = logged.indexOf(QUERY_END, start);
            queries.add(logged.substring(start + QUERY.length(), end));
            start = end;
        }
        return queries;
    }

    /** psql drops empty lines, but sends empty statements. */
    private static List<String> compact(List<String> statements) {
        return statements.stream()
                .map(statement -> statement.replaceAll("\\s+", " ").strip())
                .filter(statement -> !statement.equals(";") && !statement.isEmpty())
                .toList();
    }

    /** Reads texts in an encoding, with or without standard_conforming_strings. */
    private record Reading(String encoding, boolean standardStrings) {
        byte[] bytes(String text) {
            return text.getBytes(PgEncoding.charset(encoding));
        }

        /**
         * Returns the statements, the last of which may be incomplete, or nothing if the text contains a psql command.
         */
        Optional<List<String>> statements(byte[] text) throws IOException {
            ScriptInput in = new ScriptInput(new ByteArrayInputStream(text));
            StatementLexer lexer = new StatementLexer(in, () -> standardStrings, comment -> {});
            lexer.encoding(encoding);
            List<String> statements = new ArrayList<>();
            for (End end = End.SEMICOLON; end != End.SCRIPT; ) {
                end = lexer.next();
                if (end == End.BACKSLASH) {
                    return Optional.empty();
                }
                statements.add(new String(lexer.statement(), StandardCharsets.ISO_8859_1));
            }
            return Optional.of(statements);
        }
    }
}
