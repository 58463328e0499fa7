package dev.sengi.internal.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.PgRestore;
import dev.sengi.RestoreFlag;
import dev.sengi.archive.ArchiveFormat;
import dev.sengi.archive.ArchiveHeader;
import dev.sengi.archive.ArchiveWriter;
import dev.sengi.archive.Compression;
import dev.sengi.archive.SummerTime;
import dev.sengi.archive.TocEntry;
import dev.sengi.testing.NeedsRealClient;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives with definitions that no pg_dump writes, restored in batches, one by one, and by the real pg_restore. */
@NeedsRealClient
class ForeignDefinitionsInteropTest {
    @TempDir
    private Path folder;

    /** Each would have another effect if it shared a message or a transaction with others. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET escape_string_warning = off; SET standard_conforming_strings = off| CREATE TABLE public.a (x text DEFAULT 'C:\\temp', y text DEFAULT '\\d')"
                        + "| SET standard_conforming_strings TO on| CREATE TABLE public.b (x text DEFAULT 'C:\\temp\\')",
                "/* - */ set backslash_quote = on| CREATE TABLE public.a (x text DEFAULT E'\\'')"
                        + "| SET backslash_quote = off| CREATE TABLE public.b (x text DEFAULT E'\\'')",
                "CREATE SCHEMA s| SET LOCAL search_path = s| CREATE TABLE a ()",
                "CREATE SCHEMA s| SELECT pg_catalog.set_config('search_path', 's', true)| CREATE TABLE a ()",
                "CREATE SCHEMA s| SET search_path = s| CREATE TABLE a ()| SET search_path = ''| CREATE TABLE b ()",
                "CREATE TABLE public.a ()| LOCK TABLE public.a| CREATE TABLE public.b ()",
                "CREATE TABLE public.a ()| BEGIN| CREATE TABLE public.b ()| ROLLBACK| CREATE TABLE public.c ()",
                "CREATE TABLE public.a (); COMMIT; CREATE TABLE public.b (); CREATE TABLE public.a ()| CREATE TABLE public.c ()",
                "DECLARE c CURSOR FOR SELECT 1| CREATE TABLE public.a AS SELECT 1 AS x",
                "CREATE TEMP TABLE t (x int) ON COMMIT DROP| CREATE TABLE public.a AS TABLE t",
                "CREATE TABLE public.p (x int PRIMARY KEY)| CREATE TABLE public.c (x int REFERENCES public.p"
                        + " DEFERRABLE INITIALLY DEFERRED)| INSERT INTO public.c VALUES (1)| INSERT INTO public.p VALUES (1)",
                "CREATE TYPE public.e AS ENUM ('a')| ALTER TYPE public.e ADD VALUE 'b'"
                        + "| CREATE TABLE public.t (x public.e DEFAULT 'b'::public.e)| INSERT INTO public.t VALUES (DEFAULT)",
                "CREATE TABLE public.a (x int)| CREATE INDEX CONCURRENTLY i ON public.a (x)| VACUUM public.a| ALTER SYSTEM RESET ALL",
                "SET client_min_messages = notice| DROP TABLE IF EXISTS public.x| DROP TABLE IF EXISTS public.y| NOT SQL"
                        + "| DROP TABLE IF EXISTS public.z",
                "SET client_min_messages = notice| CREATE TABLE public.a ()| CREATE TABLE public."
                        + "a_name_that_is_longer_than_sixty_three_bytes_and_so_is_truncated_with_a_notice ()",
                "CREATE TABLE public.a (x text DEFAULT 'unended| CREATE TABLE public.b (x text DEFAULT ''); --')",
                "CREATE TABLE public.a () /* unended| CREATE TABLE public.b ()| CREATE TABLE public.c (); -- */",
                "CREATE TABLE public.a (); SELECT FROM public.a| SELECT FROM public.a| NOT SQL| SELECT FROM public.nothing",
                "CREATE ROLE batches_other| SET ROLE batches_other| CREATE TABLE public.a ()| RESET ROLE"
                        + "| CREATE TABLE public.b ()| DROP ROLE batches_other",
                "CREATE FUNCTION public.f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END"
                        + "| SELECT public.f()| CREATE TABLE public.a (x int DEFAULT public.f())"
            })
    void areExecutedOneAfterTheOther(String definitions) throws IOException {
        Path archive = folder.resolve("handwritten");
        write(archive, List.of(definitions.split("\\| ")));
        TestServer server = TestServer.current();
        try (TestDatabase theirs = server.createDatabase();
                TestDatabase batched = server.createDatabase();
                TestDatabase single = server.createDatabase()) {
            String expected = unspaced(RestoreOracle.realRestore(theirs, archive, "-v", "postgres"));
            assertThat(restore(archive, single, true)).isEqualTo(expected);
            assertThat(restore(archive, batched, false)).isEqualTo(expected);
            RestoreOracle.assertSameContent(theirs, single);
            RestoreOracle.assertSameContent(theirs, batched);
        }
    }

    private static String restore(Path archive, TestDatabase target, boolean separately) throws IOException {
        MessageLog log = new MessageLog(true);
        PgRestore restore =
                PgRestore.from(archive).into(target.connectionSource()).onProgress(log);
        if (separately) {
            restore = restore.with(RestoreFlag.SEPARATE_COMMANDS);
        }
        int exitCode = Math.min(1, restore.returnFailures().run().failureCount());
        return unspaced(log + "exit code " + exitCode);
    }

    /** The real program prints extra empty lines after a command. */
    private static String unspaced(String messages) {
        return messages.replaceAll("\n+", "\n");
    }

    private static void write(Path archive, List<String> definitions) throws IOException {
        List<TocEntry> entries = new ArrayList<>();
        entries.add(TocEntry.builder(1)
                .desc("ENCODING")
                .tag("ENCODING")
                .defn("SET client_encoding = 'UTF8';\n")
                .build());
        entries.add(TocEntry.builder(2)
                .desc("STDSTRINGS")
                .tag("STDSTRINGS")
                .defn("SET standard_conforming_strings = 'on';\n")
                .build());
        for (String definition : definitions) {
            entries.add(TocEntry.builder(entries.size() + 1)
                    .desc("GADGET")
                    .tag("number " + entries.size())
                    .defn(definition + ";\n")
                    .build());
        }
        ArchiveHeader header = ArchiveHeader.builder(ArchiveFormat.CUSTOM)
                .created(LocalDateTime.of(2001, 2, 3, 4, 5, 6))
                .summerTime(SummerTime.NO)
                .dbname("handwritten")
                .serverVersion("18.6")
                .dumpVersion("18.6")
                .build();
        try (ArchiveWriter writer = ArchiveWriter.create(archive, ArchiveFormat.CUSTOM, Compression.none())) {
            writer.begin(header, entries);
            writer.finish();
        }
    }
}
