package dev.sengi.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sengi.testing.ProgramRun;
import dev.sengi.testing.Result;
import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code sengi dump --checksum}, sha256sum, and {@code sengi verify}, which must agree. */
@DisabledOnOs(OS.WINDOWS)
class ChecksumTest {
    private static final String TABLE = "a_table_with_a_long_name";

    private static TestDatabase database;

    @TempDir
    private Path folder;

    @BeforeAll
    static void create() {
        database = TestServer.current().createDatabase();
        database.execute(
                "CREATE TABLE " + TABLE + " AS SELECT i FROM generate_series(1, 1000) i",
                "SELECT lo_from_bytea(0, 'large')");
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    private static Result sengi(String... arguments) {
        return CommandOracle.run("sengi", List.of(arguments), Map.of());
    }

    private static Result dump(String... options) {
        return sengi(Stream.concat(
                        Stream.of("dump", "-q", "--checksum", database.connectionString()), Arrays.stream(options))
                .toArray(String[]::new));
    }

    private Result check(String checksums) {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/sha256sum")), "sha256sum is not installed");
        String script = "cd \"$0\" && sha256sum -c --strict \"$1\"";
        return ProgramRun.of(
                Path.of("/bin/sh"), List.of("-c", script, folder.toString(), checksums), new byte[0], Map.of());
    }

    private static void flipInToc(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(TABLE);
        bytes[at] ^= 1;
        Files.write(file, bytes);
    }

    @ParameterizedTest
    @CsvSource({"c, shop.dump", "t, shop.tar", "p, shop.sql", "d, shop.dir", "c, 'a\\b'", "d, 'a\\b'"})
    void sha256sumChecksIt(String format, String name) throws IOException {
        Path file = folder.resolve(name);
        assertThat(dump("-F", format, "-f", file.toString()).assertSuccess().stderr())
                .isEmpty();
        assertThat(check(name + ".sha256").assertSuccess().text().lines())
                .isNotEmpty()
                .allMatch(line -> line.endsWith(": OK"));
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactlyInAnyOrder(file, folder.resolve(name + ".sha256"));
        }
        if (!format.equals("p")) {
            assertThat(sengi("verify", file.toString()).assertSuccess().text())
                    .startsWith(file + ": whole: ")
                    .contains(", the checksum in " + name + ".sha256 matches, ");
        }
    }

    @Test
    void nameWithLineFeedIsEscaped() throws IOException {
        Path file = folder.resolve("a\nb");
        dump("-Fc", "-f", file.toString()).assertSuccess();
        check("a\nb.sha256").assertSuccess();
        sengi("verify", file.toString()).assertSuccess();
    }

    @Test
    void flippedBitInATableOfContentsIsFound() throws IOException {
        Path file = folder.resolve("shop.dump");
        dump("-Fc", "-f", file.toString()).assertSuccess();
        flipInToc(file);
        Result result = sengi("verify", file.toString());
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.text().lines().toList()).satisfies(lines -> {
            assertThat(lines.get(0))
                    .matches(
                            "problem: the SHA-256 of shop\\.dump does not match, on line 1 of shop\\.dump\\.sha256: it is"
                                    + " [0-9a-f]{64}");
            assertThat(lines.get(lines.size() - 1)).contains(": damaged: the checksum does not match, though ");
        });
        Files.delete(folder.resolve("shop.dump.sha256"));
        sengi("verify", file.toString()).assertSuccess();
    }

    @Test
    void everyFileOfAFolderIsChecked() throws IOException {
        Path file = folder.resolve("shop.dir");
        dump("-Fd", "-f", file.toString()).assertSuccess();
        flipInToc(file.resolve("toc.dat"));
        Files.writeString(file.resolve("added"), "");
        Path blobs;
        try (Stream<Path> files = Files.list(file)) {
            blobs = files.filter(each -> each.getFileName().toString().startsWith("blobs_"))
                    .findAny()
                    .orElseThrow();
        }
        Files.delete(blobs);
        Result result = sengi("verify", file.toString());
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.text())
                .containsPattern(
                        "problem: the SHA-256 of shop.dir/toc.dat does not match, on line \\d+ of shop.dir.sha256")
                .contains("problem: could not read file \"shop.dir/" + blobs.getFileName()
                        + "\": No such file or directory, on line ")
                .contains("problem: shop.dir.sha256 has no checksum of shop.dir/added\n");
    }

    @Test
    void folderNamedByADotIsChecked() throws IOException {
        Path file = Files.createDirectory(folder.resolve("x"));
        dump("-Fd", "-f", file + "/.").assertSuccess();
        check("x.sha256").assertSuccess();
        assertThat(sengi("verify", file + "/.").assertSuccess().text()).contains("the checksum in x.sha256 matches");
    }

    @Test
    void checksumOfAnotherProgramIsReadAlike() throws IOException {
        Path file = folder.resolve("shop.dump");
        dump("-Fc", "-f", file.toString()).assertSuccess();
        Path checksums = folder.resolve("shop.dump.sha256");
        Files.writeString(
                checksums, "# made elsewhere\n" + Files.readString(checksums).replace("  ", " *"));
        assertThat(sengi("verify", file.toString()).assertSuccess().text()).contains("matches");
        Files.writeString(checksums, "nonsense\n");
        Result result = sengi("verify", file.toString());
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.text()).startsWith("""
                problem: not a line of sha256sum, on line 1 of shop.dump.sha256
                problem: shop.dump.sha256 has no checksum of shop.dump
                """);
    }

    @ParameterizedTest
    @CsvSource({"c, shop.dump", "d, shop.dir", "c, 'a\\b'"})
    void otherSpellingsAreReadAlike(String format, String name) throws IOException {
        Path file = folder.resolve(name);
        dump("-F", format, "-f", file.toString()).assertSuccess();
        Path checksums = folder.resolve(name + ".sha256");
        String written = Files.readString(checksums);
        String above = folder.getFileName() + "/";
        List<UnaryOperator<String>> spellings = List.of(
                text -> text.replace("  ", "  ./"),
                text -> text.replace("  ", "  ../" + above),
                text -> text.replace("  ", "  " + folder.toString() + "/"),
                text -> text.replace("\n", "\r\n"),
                text -> text + "\n\r\n",
                text -> text.replaceAll("(?m)^(\\\\?)(\\w{64})  (.*)$", "$1SHA256 ($3) = $2"),
                text -> text.replaceAll("(?m)^(\\\\?)(\\w{64})  (.*)$", "$1SHA2-256($3)= $2"));
        for (UnaryOperator<String> spelling : spellings) {
            Files.writeString(checksums, spelling.apply(written));
            assertThat(sengi("verify", file.toString()).text())
                    .as(Files.readString(checksums))
                    .contains(": whole: ")
                    .contains(", the checksum in ");
        }
    }

    @Test
    void whatSha256sumWritesIsRead() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/sha256sum")), "sha256sum is not installed");
        Path file = folder.resolve("a\\b");
        dump("-Fc", "-f", file.toString()).assertSuccess();
        for (String sum : List.of("sha256sum --tag", "sha256sum -b", "sha256sum \"$0/$1\" #")) {
            String script = "cd \"$0\" && " + sum + " \"$1\"";
            Result made = ProgramRun.of(
                    Path.of("/bin/sh"), List.of("-c", script, folder.toString(), "a\\b"), new byte[0], Map.of());
            Files.write(folder.resolve("a\\b.sha256"), made.assertSuccess().stdout());
            sengi("verify", file.toString()).assertSuccess();
        }
    }

    @Test
    void namesWithNullBytesAreAProblem() throws IOException {
        Path file = folder.resolve("shop.dump");
        dump("-Fc", "-f", file.toString()).assertSuccess();
        Files.writeString(folder.resolve("shop.dump.sha256"), "0".repeat(64) + "  shop\0dump\n");
        Result result = sengi("verify", file.toString());
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.stderr()).isEmpty();
        assertThat(result.text())
                .startsWith("problem: could not read file \"shop\\u0000dump\": Nul character not allowed, on line 1 of"
                        + " shop.dump.sha256\nproblem: shop.dump.sha256 has no checksum of shop.dump\n");
    }

    /** Lack of proof that an archive is intact does not make it damaged. */
    @Test
    void aChecksumFileWithoutChecksumsProvesNothing() throws IOException {
        Path file = folder.resolve("shop.dump");
        dump("-Fc", "-f", file.toString()).assertSuccess();
        Path checksums = folder.resolve("shop.dump.sha256");
        String written = Files.readString(checksums);
        Path other = Files.writeString(folder.resolve("other"), "other");
        String ofAnother = "0".repeat(64) + "  ";
        for (String content : List.of(
                "",
                "# nothing\n",
                "nonsense\n",
                ofAnother + "missing.dump\n",
                ofAnother + other.getFileName() + "\n")) {
            Files.writeString(checksums, content);
            Result result = sengi("verify", file.toString());
            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.text())
                    .containsPattern("\n.*/shop.dump: not verified: shop.dump.sha256 contains no checksum of it, though"
                            + " (\\d+) of \\1 entries are intact, .* of data read\n$")
                    .doesNotContain("damaged", "checksum does not match");
            assertThat(sengi("verify", "--json", file.toString()).text())
                    .contains("\"matches\":null", "\"whole\":false");
        }
        Files.writeString(checksums, written + "nonsense\n");
        assertThat(sengi("verify", file.toString()).text())
                .contains(": not verified: shop.dump.sha256 is damaged or incomplete, though ");
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), (int) Files.size(file) - 6));
        Files.writeString(checksums, "");
        assertThat(sengi("verify", file.toString()).text()).contains("/shop.dump: damaged: ");
    }

    @ParameterizedTest
    @CsvSource({"shop.sql, none", "shop.sql.gz, gzip", "shop.sql.zst, zstd"})
    void scriptsAreVerifiedByTheirChecksumOnly(String name, String compression) throws IOException {
        Path file = folder.resolve(name);
        dump("-Fp", "-Z", compression, "-f", file.toString()).assertSuccess();
        assertThat(sengi("verify", file.toString()).assertSuccess().text())
                .isEqualTo(file + ": whole: the checksum in " + name
                        + ".sha256 matches; nothing else can be checked in a script\n");
        assertThat(sengi("verify", "--json", file.toString()).assertSuccess().text())
                .contains("\"whole\":true", "\"matches\":true", "\"entries\":null");
        assertThat(sengi("verify", "--against=x", file.toString()).stderr())
                .isEqualTo("sengi verify: error: option --against cannot be used with a script\n");
        Path checksums = folder.resolve(name + ".sha256");
        String written = Files.readString(checksums);
        Files.writeString(checksums, (written.startsWith("0") ? "1" : "0") + written.substring(1));
        Result result = sengi("verify", file.toString());
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.text())
                .startsWith("problem: the SHA-256 of " + name + " does not match, on line 1 of ")
                .endsWith("\n" + file + ": damaged: the checksum does not match\n");
        Files.writeString(checksums, "");
        assertThat(sengi("verify", file.toString()).text())
                .endsWith("\n" + file + ": not verified: " + name + ".sha256 contains no checksum of it\n");
        Files.delete(checksums);
        String reason = """
                is a script, which only a checksum file can verify
                sengi verify: hint: "sengi dump --checksum" and sha256sum write checksum files.
                """;
        assertThat(sengi("verify", file.toString())).satisfies(unchecked -> {
            assertThat(unchecked.exitCode()).isEqualTo(1);
            assertThat(unchecked.text()).isEmpty();
            assertThat(unchecked.stderr()).isEqualTo("sengi verify: error: \"" + file + "\" " + reason);
        });
        assertThat(CommandOracle.run("sengi", List.of("verify"), Map.of(), Files.readAllBytes(file))
                        .stderr())
                .isEqualTo("sengi verify: error: standard input " + reason);
    }

    @Test
    void formerPairIsReplacedTogetherOrNotAtAll() throws IOException {
        Path file = folder.resolve("shop.dump");
        dump("-Fc", "-f", file.toString()).assertSuccess();
        Path checksums = folder.resolve("shop.dump.sha256");
        String former = Files.readString(checksums);
        assertThat(dump("-Fc", "-t", "nonesuch", "-f", file.toString()).exitCode())
                .isEqualTo(1);
        assertThat(checksums).hasContent(former);
        check("shop.dump.sha256").assertSuccess();
        dump("-Fc", "-s", "-f", file.toString()).assertSuccess();
        assertThat(Files.readString(checksums)).isNotEqualTo(former);
        check("shop.dump.sha256").assertSuccess();
    }

    @Test
    void checksumsOfAFolderStayIfItIsNotReplaced() throws IOException {
        Path file = folder.resolve("shop.dir");
        dump("-Fd", "-f", file.toString()).assertSuccess();
        String former = Files.readString(folder.resolve("shop.dir.sha256"));
        assertThat(dump("-Fd", "-f", file.toString()).stderr())
                .isEqualTo("sengi dump: error: directory \"" + file + "\" is not empty\n");
        assertThat(folder.resolve("shop.dir.sha256")).hasContent(former);
        check("shop.dir.sha256").assertSuccess();
        Path other = Files.createDirectory(folder.resolve("other.dir"));
        Files.writeString(folder.resolve("other.dir.sha256"), former);
        assertThat(dump("-Fd", "-t", "nonesuch", "-f", other.toString()).exitCode())
                .isEqualTo(1);
        assertThat(folder.resolve("other.dir.sha256")).doesNotExist();
    }

    @Test
    void whatHasNoFileIsRefused() throws IOException {
        assertThat(dump("-Fc")).satisfies(result -> {
            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.stdout()).isEmpty();
            assertThat(result.stderr())
                    .isEqualTo("sengi dump: error: option --checksum needs an output file: -f/--file\n");
        });
        for (String file : List.of("/dev/null", "/dev/stdout", "/proc/self/fd/1")) {
            assertThat(dump("-f", file).stderr())
                    .isEqualTo("sengi dump: error: could not create checksum file: \"" + file
                            + "\" is not a regular file\n");
        }
        Path file = folder.resolve("shop.dump");
        Path checksums = Files.createDirectory(folder.resolve("shop.dump.sha256"));
        assertThat(dump("-Fc", "-f", file.toString()).stderr())
                .isEqualTo("sengi dump: error: could not create checksum file \"" + checksums + "\": Is a directory\n");
        assertThat(file).doesNotExist();
    }

    @Test
    void pgDumpDoesNotKnowIt() {
        CommandOracle.assertSame("pg_dump", List.of("--checksum", "-f", "x", "x"));
        CommandOracle.assertSame("pg_dump", List.of("--checksum=x"));
    }
}
