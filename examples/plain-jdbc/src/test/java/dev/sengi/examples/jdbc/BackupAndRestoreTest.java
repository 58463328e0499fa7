package dev.sengi.examples.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sengi.testing.TestDatabase;
import dev.sengi.testing.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupAndRestoreTest {
    private static final String ROWS = "SELECT count(*) || ' ' || sum(price) FROM shop.item";

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final BackupAndRestore example =
            new BackupAndRestore(new PrintStream(output, true, StandardCharsets.UTF_8));

    @TempDir
    private Path folder;

    private TestDatabase source;
    private TestDatabase target;

    @BeforeEach
    void createDatabases() {
        source = TestServer.current().createDatabase();
        source.execute(
                "CREATE SCHEMA shop",
                "CREATE TABLE shop.item (id int PRIMARY KEY, price numeric NOT NULL)",
                "INSERT INTO shop.item SELECT i, i * 0.99 FROM generate_series(1, 1000) i",
                "CREATE TABLE shop.sold (item int REFERENCES shop.item)",
                "INSERT INTO shop.sold VALUES (1), (2)");
        target = TestServer.current().createDatabase();
    }

    @AfterEach
    void dropDatabases() {
        source.close();
        target.close();
    }

    @Test
    void theCopyEqualsTheOriginal() throws Exception {
        assertThat(example.run(source.dataSource(), target.dataSource(), folder.resolve("shop.dump")))
                .as(this::output)
                .isTrue();
        assertThat(output()).contains("1002 rows of 2 tables", "1002 rows restored");
        assertThat(target.value(ROWS)).isEqualTo(source.value(ROWS));
    }

    @Test
    void failuresAreReportedAndTheRestIsRestored() throws Exception {
        target.execute("CREATE SCHEMA shop", "CREATE TABLE shop.sold (something_else text)");
        assertThat(example.run(source.dataSource(), target.dataSource(), folder.resolve("shop.dump")))
                .isFalse();
        assertThat(output()).contains("relation \"sold\" already exists", "failures");
        assertThat(target.value(ROWS)).isEqualTo(source.value(ROWS));
    }

    @Test
    void aDamagedBackupIsNotWhole() throws Exception {
        Path file = folder.resolve("shop.dump");
        example.backUp(source.dataSource(), file);
        assertThat(example.verify(file)).isTrue();
        byte[] archive = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(archive, archive.length - 10));
        assertThat(example.verify(file)).isFalse();
    }

    private String output() {
        return output.toString(StandardCharsets.UTF_8);
    }
}
